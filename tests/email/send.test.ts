// Sending: against a real SMTP server of our own that accepts, refuses or is not there.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { saveLink } from '#app/access/mailed-links.server.ts'
import { findMail, listMails, outboxListRules } from '#app/email/outbox.server.ts'
import { type Envelope, queueMail } from '#app/email/queue.server.ts'
import { sendPasswordReset } from '#app/email/password-reset.server.ts'
import { loader as mailLoader } from '#app/email/routes/mail.tsx'
import { loader as outboxLoader } from '#app/email/routes/outbox.tsx'
import { mostTries, sendMail } from '#app/email/send.server.ts'
import { inviteMember } from '#app/people/invitations.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type World, argsFor, makeWorld, statusOf } from '#tests/support/world.ts'

interface Received {
  from: string
  to: string[]
  raw: string
}

let w: World
let server: SMTPServer
let received: Received[] = []
let answer: { code: number; at: 'rcpt' | 'data' } | undefined
beforeAll(async () => {
  w = await makeWorld()
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) =>
      done(answer?.at === 'rcpt' ? Object.assign(new Error('no such mailbox'), { responseCode: answer.code }) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (answer) return done(Object.assign(new Error('try later'), { responseCode: answer.code }))
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve))
  await w.close()
})
afterEach(() => {
  vi.unstubAllEnvs()
  received = []
  answer = undefined
})

const withServer = () => {
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`)
  vi.stubEnv('BASE_URL', 'https://cx.example.com')
  vi.stubEnv('MAIL_FROM', 'Sirius <sirius@cx.example.com>')
}
const attempt = (number: number) =>
  ({ job: { id: '7', attempts: number, max_attempts: 25 }, logger: { warn: vi.fn() } }) as never
const run = (id: string, number = 1) => sendMail({ org: 'bay', mail: id }, attempt(number))
const rowOf = async (id: string) => (await w.superuser.query('select * from mail where id = $1', [id])).rows[0]
const digest = { subject: 'Three duties', text: 'Hello Bo', html: '<p>Hello Bo</p>' }
const queue = async (given: Partial<Envelope> = {}) =>
  (
    await w.as(w.ada, (ctx) =>
      queueMail(ctx, {
        kind: 'digest',
        to: { name: w.bo.name, address: w.bo.email },
        member: w.bo.memberId,
        mail: digest,
        ...given,
      }),
    )
  ).id

describe('with a mail server', () => {
  test('a mail is sent once, with the Message-ID of its id, even if the job runs again', async () => {
    withServer()
    const id = await queue()
    await run(id)
    await run(id)
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ from: 'sirius@cx.example.com', to: [w.bo.email] })
    expect(received[0]!.raw).toContain(`Message-ID: <${id}@cx.example.com>`)
    expect(received[0]!.raw).toContain('Subject: Three duties')
    expect(received[0]!.raw).toContain('Auto-Submitted: auto-generated')
    const row = await rowOf(id)
    expect(row.state).toBe('sent')
    expect(row.sent_at).not.toBeNull()
  })

  test('names and subjects cannot add headers or recipients', async () => {
    withServer()
    const evil = 'Bo\r\nBcc: all@evil.example\r\nX-Evil: 1'
    const id = await queue({
      to: { name: `${evil}, <other@evil.example>`, address: w.bo.email },
      mail: { ...digest, subject: `Hi\r\nBcc: all@evil.example\n\nbody` },
    })
    await run(id)
    expect(received[0]!.to).toEqual([w.bo.email])
    const headers = received[0]!.raw.slice(0, received[0]!.raw.indexOf('\r\n\r\n'))
    expect(headers).not.toMatch(/^(Bcc|X-Evil):/im)
  })

  test('what stands in headers is kept as one line', async () => {
    const id = await queue({
      to: { name: 'Bo\r\nBcc: all@evil.example', address: `${w.bo.email}\r\n` },
      mail: { ...digest, subject: 'Hi\n\nbody' },
    })
    expect(await rowOf(id)).toMatchObject({
      to_name: 'Bo Bcc: all@evil.example',
      to_address: w.bo.email,
      subject: 'Hi body',
    })
  })

  test('a link leaves no trace once its mail is sent, and is masked until then', async () => {
    withServer()
    await w.as(w.ada, (ctx) => inviteMember(ctx, { name: 'Nora', email: 'nora@new.example', role: 'contributor' }))
    const [{ id }] = (await w.superuser.query(`select id from mail where kind = 'invitation'`)).rows
    const shown = async () => (await w.as(w.ada, (ctx) => findMail(ctx, id))).textBody
    expect(await shown()).toContain('/invitation/…')
    await run(id)
    const token = /\/invitation\/([\w-]{43})/.exec(received[0]!.raw.replaceAll('=\r\n', ''))![1]!
    const row = await rowOf(id)
    expect(row.text_body + row.html_body).not.toContain(token)
    expect(row.text_body).toContain('/invitation/…')
  })

  test('a server that is busy is tried again; after the last try the outbox says so', async () => {
    withServer()
    answer = { code: 451, at: 'data' }
    const id = await queue()
    await expect(run(id)).rejects.toThrow(/not handed over/)
    expect(await rowOf(id)).toMatchObject({ state: 'queued', problem: expect.stringMatching(/try later/) })
    await run(id, mostTries)
    expect(await rowOf(id)).toMatchObject({ state: 'failed', problem: expect.stringMatching(/try later/) })
    answer = undefined
    await run(id)
    expect(received).toHaveLength(0) // given up is given up
  })

  test('a mailbox that does not exist is not tried again', async () => {
    withServer()
    answer = { code: 550, at: 'rcpt' }
    const id = await queue()
    await run(id, 1)
    expect(await rowOf(id)).toMatchObject({ state: 'failed', problem: expect.stringMatching(/no such mailbox/) })
  })

  test('a server that is not there is tried again', async () => {
    vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:9')
    const id = await queue()
    await expect(run(id)).rejects.toThrow()
    expect(await rowOf(id)).toMatchObject({ state: 'queued', problem: expect.stringMatching(/mail server/) })
  })

  test('a reset link is sent and stored nowhere, for an account of several organisations too', async () => {
    withServer()
    await sendPasswordReset({ email: w.bo.email, askedAt: new Date().toISOString() }, attempt(1))
    expect(received).toHaveLength(1)
    expect(received[0]!.to).toEqual([w.bo.email])
    const token = /password-reset\/([\w-]{43})/.exec(received[0]!.raw.replaceAll('=\r\n', ''))![1]!
    const stored = await w.superuser.query(
      `select row_to_json(m)::text as t from mail m union all select row_to_json(l)::text from access.mailed_link l`,
    )
    expect(stored.rows.some(({ t }) => t.includes(token))).toBe(false)
    const mails = await w.superuser.query(`select 1 from mail where kind = 'password_reset'`)
    expect(mails.rows).toHaveLength(0)
  })
})

describe('without a mail server', () => {
  test('mails are kept, with their link, for administrators to pass on', async () => {
    vi.stubEnv('SMTP_URL', '')
    const token = await w.as(w.ada, (ctx) => saveLink(ctx.db, 'invitation'))
    const text = `Open https://cx.example.com/invitation/${token}`
    const id = await queue({ kind: 'invitation', mail: { ...digest, text } })
    await run(id)
    expect((await rowOf(id)).state).toBe('kept')
    expect((await w.as(w.ada, (ctx) => findMail(ctx, id))).textBody).toBe(text)
  })
})

describe('the outbox', () => {
  test('is for administrators of this organisation only', async () => {
    const id = await queue()
    const list = async (as?: typeof w.ada, org = 'bay') =>
      statusOf(outboxLoader(await argsFor(`/${org}/outbox`, { as })))
    const show = async (as?: typeof w.ada, org = 'bay') =>
      statusOf(mailLoader(await argsFor(`/${org}/outbox/${id}`, { as, params: { id } })))
    for (const look of [list, show]) {
      expect(await look(w.ada)).toBe(200)
      expect(await look(w.lea)).toBe(403)
      expect(await look(w.otto)).toBe(404)
      expect(await look(undefined)).toBe(302)
    }
    expect(await statusOf(mailLoader(await argsFor('/bay/outbox/x', { as: w.ada, params: { id: 'x' } })))).toBe(404)
  })

  test('is narrowed by state, kind and words', async () => {
    const list = (query: string) =>
      w.as(w.ada, (ctx) => listMails(ctx, readListQuery(`http://x/bay/outbox?${query}`, outboxListRules)))
    expect((await list('state=failed')).total).toBe(2)
    expect((await list('kind=invitation')).total).toBe(2)
    expect((await list('q=NORA')).total).toBe(1)
    expect((await list('q=100%25')).total).toBe(0)
    expect(Object.keys((await list('')).rows[0]!)).not.toContain('textBody')
  })
})
