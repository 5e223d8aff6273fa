// Files that forms bring: on disk while the command works, and nowhere afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Context, acting, goTo } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { action as signIn } from '#app/access/routes/sign-in.tsx'
import type { UploadedFile } from '#app/server/form-body.ts'
import { form } from '#app/ui/schema.ts'
import { type World, argsFor, cookieOf, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const path = '/bay/kpis/import'

async function sending(content: string, { key = '', cookie = '', to = path } = {}) {
  const args = await argsFor(to, { as: w.lea, form: {} })
  const body = new FormData()
  if (key) body.set('_key', key)
  body.set('file', new File([content], 'values.csv'))
  const headers = { cookie: cookie || (args.request.headers.get('cookie') ?? '') }
  return { ...args, request: new Request(`http://localhost${to}`, { method: 'POST', headers, body }) }
}

type Command = (ctx: Context, form: object, files: UploadedFile[]) => Promise<ReturnType<typeof goTo>>
const send = async (content: string, command: Command, more: Parameters<typeof sending>[1] = {}) =>
  acting(await sending(content, more), form({}), command)

test('a command reads its file, and its files are gone afterwards, however it ended', async () => {
  const kept: UploadedFile[] = []
  const read: string[] = []
  const take: Command = async (_ctx, _form, files) => {
    kept.push(...files)
    read.push(String(await files[0]!.bytes()))
    if (read.at(-1) === 'refused') refuse('No.')
    if (read.at(-1) === 'broken') throw new Error('broken')
    return goTo('/bay')
  }
  expect(await send('good', take)).toMatchObject({ status: 302 })
  expect(await send('refused', take)).toMatchObject({ init: { status: 422 } })
  await expect(send('broken', take)).rejects.toThrow('broken')
  expect(read).toEqual(['good', 'refused', 'broken'])
  for (const file of kept) await expect(file.bytes()).rejects.toThrow()
})

test('a form with another file of the same name and length is another form', async () => {
  const cookie = await cookieOf(w.lea)
  const seen: string[] = []
  const take: Command = async (_ctx, _form, [file]) => {
    seen.push(file!.sha256)
    return goTo('/bay')
  }
  const of = (content: string) => send(content, take, { cookie, key: 'key-with-a-file' })
  expect(await of('1,2,3')).toMatchObject({ status: 302 })
  expect(await of('1,2,3')).toMatchObject({ status: 302 })
  expect(await of('1,2,4')).toMatchObject({ init: { status: 422 } })
  expect(seen).toHaveLength(1)
})

test('a form waits for its turn before anything is done with what it brought', async () => {
  const order: string[] = []
  const args = await sending('x')
  args.context.received = async () => void order.push('turn')
  await acting(args, form({}), async () => {
    order.push('done')
    return goTo('/bay')
  })
  args.request = (await sending('x')).request
  args.context.received = () => Promise.reject(new Response('busy', { status: 503 }))
  await expect(acting(args, form({}), async () => goTo('/bay'))).rejects.toMatchObject({ status: 503 })
  expect(order).toEqual(['turn', 'done'])
})

test('whoever is not signed in sends no file', async () => {
  await expect(signIn(await sending('x', { to: '/sign-in' }))).rejects.toMatchObject({ status: 413 })
})
