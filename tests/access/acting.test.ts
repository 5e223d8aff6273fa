// The one write path: strict parsing, idempotency, versions, and what goes back to the form.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { action as create } from '#app/initiatives/routes/new.tsx'
import { action as edit, loader as editLoader } from '#app/initiatives/routes/edit.tsx'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type Person, type World, argsFor, cookieOf, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const named = async (name: string) => {
  const { rows } = await w.superuser.query('select id, version from initiative where name = $1', [name])
  return rows as { id: string; version: number }[]
}
const post = async (as: Person, form: Record<string, string | string[]>) =>
  create(await argsFor('/bay/initiatives/new', { as, form }))

describe('acting', () => {
  test('a stranger is sent to sign in, a member of another organisation sees nothing', async () => {
    const stranger = await statusOf(create(await argsFor('/bay/initiatives/new', { form: { name: 'No' } })))
    expect(stranger).toBe(302)
    expect(await statusOf(post(w.otto, { name: 'No' }))).toBe(404)
    expect(await statusOf(post(w.lea, { name: 'Yes' }))).toBe(302)
    expect(await named('No')).toHaveLength(0)
    expect(await named('Yes')).toHaveLength(1)
  })

  test.each([
    ['a missing name', { name: '' }],
    ['an undeclared column', { name: 'Sneaky', version: '7' }],
    ['the organisation', { name: 'Sneaky', org_id: '0' }],
    ['a field twice', { name: ['Sneaky', 'Sneaky'] }],
    ['a prototype', { name: 'Sneaky', __proto__x: 'x' }],
    ['an end before the start', { name: 'Sneaky', startsOn: '2026-05-01', endsOn: '2026-04-01' }],
  ])('refuses %s and keeps what was typed', async (_, form) => {
    const answer = (await post(w.lea, form as Record<string, string>)) as unknown as {
      data: { errors: object; values: Record<string, string> }
      init: { status: number }
    }
    expect(answer.init.status).toBe(400)
    expect(Object.keys(answer.data.errors).length).toBeGreaterThan(0)
    expect(answer.data.values.name).toEqual(form.name)
    expect(await named('Sneaky')).toHaveLength(0)
  })

  test('the same form sent three times at once is done once, and all are told the same', async () => {
    const cookie = await cookieOf(w.lea)
    const args = await Promise.all(
      [1, 2, 3].map(() =>
        argsFor('/bay/initiatives/new', { cookie, form: { name: 'Once only', _key: 'key-once-only' } }),
      ),
    )
    const answers = (await Promise.all(args.map((one) => create(one)))) as Response[]
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1)
    expect(await named('Once only')).toHaveLength(1)
    const other = await argsFor('/bay/initiatives/new', {
      cookie,
      form: { name: 'Something else', _key: 'key-once-only' },
    })
    expect(await statusOf(create(other))).toBe(422)
    expect(await named('Something else')).toHaveLength(0)
  })

  test('a form’s key is good for one person and one address', async () => {
    const form = { name: 'Same key', _key: 'key-of-one-form' }
    const key = async (as: Person, path = '/bay/initiatives/new') => create(await argsFor(path, { as, form }))
    const first = (await key(w.lea)) as unknown as Response
    expect(((await key(w.lea)) as unknown as Response).headers.get('location')).toBe(first.headers.get('location'))
    expect(await statusOf(key(w.lea, '/bay/elsewhere'))).toBe(422)
    expect(await statusOf(key(w.bo))).toBe(302)
    expect(await named('Same key')).toHaveLength(2)
  })

  test('a form that failed keeps its key, so that it can be sent again', async () => {
    const form = { name: 'Sent again', ownerId: w.otto.memberId, _key: 'key-that-failed' }
    const failed = () => argsFor('/bay/initiatives/new', { as: w.lea, form })
    for (const args of [await failed(), await failed()]) expect(await statusOf(create(args))).toBe(404)
    expect(await statusOf(post(w.lea, { ...form, ownerId: '' }))).toBe(302)
    expect(await named('Sent again')).toHaveLength(1)
  })

  test('a form’s way back stays inside the site', async () => {
    const back = async (to: string) =>
      ((await post(w.lea, { name: `Back ${to}`, _back: to })) as unknown as Response).headers.get('location')
    expect(await back('/bay/kpis?q=a')).toBe('/bay/kpis?q=a')
    for (const elsewhere of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect(await back(elsewhere)).toMatch(/^\/bay\/initiatives\//)
  })

  test('no password typed into any form comes back', async () => {
    const form = { name: '', purpose: 'kept', newPassword: 'canary-1', _secret: 'canary-2' }
    const answer = JSON.stringify(await post(w.lea, form))
    expect(answer).toContain('kept')
    expect(answer).not.toContain('canary')
  })

  test('a page that is read cannot write', async () => {
    const visit = async (write: boolean) =>
      reading(await argsFor('/bay', { as: w.lea }), async (ctx) => {
        if (write) await ctx.db.updateTable('savedView').set({ name: 'x' }).execute()
        return ctx.db.selectFrom('savedView').select('id').execute()
      })
    expect(await visit(false)).toEqual([])
    await expect(visit(true)).rejects.toMatchObject({ code: '25006' })
  })

  test('a page that cannot be shown for a reason says it, now and in the past; only a bug is a bug', async () => {
    const visit = async (address: string, org: string, work: () => never) =>
      reading(await argsFor(address, { as: w.lea, params: { org } }), async () => work()).catch(
        (thrown: unknown) => thrown,
      )
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    for (const org of ['bay', `bay@${day}`]) {
      const answer = (await visit(`/${org}/strategy`, org, () => refuse('Sealed with another key.'))) as Response
      expect(answer.status).toBe(422)
      expect(await answer.json()).toEqual({ message: 'Sealed with another key.' })
      const bug = new Error('a bug')
      expect(
        await visit(`/${org}/strategy`, org, () => {
          throw bug
        }),
      ).toBe(bug)
    }
  })

  test('a page shows one moment, whatever is written while it is read', async () => {
    const seen = await reading(await argsFor('/bay', { as: w.lea }), async (ctx) => {
      const count = async () => (await ctx.db.selectFrom('initiative').select('id').execute()).length
      const before = await count()
      await w.as(w.lea, (other) => createInitiative(other, initiativeInput({ name: 'Meanwhile' })))
      return { before, after: await count() }
    })
    expect(await named('Meanwhile')).toHaveLength(1)
    expect(seen.after).toBe(seen.before)
  })

  test('of twenty edits holding the same version one wins; the others are shown both versions', async () => {
    const { id } = await w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Contested' })))
    const cookie = await cookieOf(w.lea)
    const path = `/bay/initiatives/${id}/edit`
    const args = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        argsFor(path, { cookie, params: { id }, form: { name: `Edit ${at}`, purpose: 'mine', version: '1' } }),
      ),
    )
    const answers = (await Promise.all(args.map((one) => edit(one)))) as unknown[]
    const won = answers.filter((answer) => answer instanceof Response)
    const lost = answers.filter((answer) => !(answer instanceof Response)) as {
      data: {
        status: number
        values: Record<string, string>
        conflict: { version: number; now: Record<string, string>; by: string }
      }
    }[]
    expect(won).toHaveLength(1)
    expect(lost).toHaveLength(19)
    for (const { data } of lost) {
      expect(data.status).toBe(409)
      expect(data.values.purpose).toBe('mine')
      expect(data.conflict).toMatchObject({ version: 2, by: 'Lea Dawn' })
      expect(data.conflict.now.name).toMatch(/^Edit \d+$/)
    }
  })

  test('unknown, malformed and foreign ids are alike', async () => {
    const { id } = await w.as(w.otto, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Theirs' })))
    for (const other of [id, '018f0000-0000-7000-8000-000000000000', 'not-an-id']) {
      const args = await argsFor(`/bay/initiatives/${other}/edit`, { as: w.lea, params: { id: other } })
      expect(await statusOf(editLoader(args))).toBe(404)
    }
    const linked = post(w.lea, { name: 'Linked across', ownerId: w.otto.memberId })
    expect(await statusOf(linked)).toBe(404)
    expect(await named('Linked across')).toHaveLength(0)
  })
})
