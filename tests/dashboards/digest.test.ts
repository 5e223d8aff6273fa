import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { digestDay, localTime } from '#app/dashboards/digest.ts'
import { sendDigests } from '#app/dashboards/digest.server.ts'
import { loader } from '#app/dashboards/routes/duties.tsx'
import { argsFor } from '../support/world.ts'
import { type StrategyWorld, behindTheBack, day, strategyWorld } from './strategy-world.ts'

describe('the hour of the daily mail', () => {
  it('is that of the organisation’s clock', () => {
    expect(localTime(new Date('2026-03-02T23:30:00Z'), 'Europe/Berlin')).toEqual({ day: '2026-03-03', hour: 0 })
    const berlin = { timeZone: 'Europe/Berlin', digestHour: 7 }
    expect(digestDay(new Date('2026-03-02T05:59:00Z'), berlin)).toBeNull()
    expect(digestDay(new Date('2026-03-02T06:00:00Z'), berlin)).toBe('2026-03-02')
    expect(digestDay(new Date('2026-03-02T22:59:00Z'), berlin)).toBe('2026-03-02')
    expect(digestDay(new Date('2026-03-02T23:00:00Z'), berlin)).toBeNull()
  })

  it('comes once on every day of the year, in any zone and at any hour, also when the clocks change', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 3 }),
        (timeZone, digestHour, quarter) => {
          const sent = new Map<string, number>()
          const days = new Set<string>()
          for (let hour = 0; hour < 366 * 24; hour++) {
            const at = new Date(Date.UTC(2026, 0, 1, hour, quarter * 15))
            days.add(localTime(at, timeZone).day)
            const due = digestDay(at, { timeZone, digestHour })
            if (due) sent.set(due, (sent.get(due) ?? 0) + 1)
          }
          const inner = [...days].slice(1, -1)
          expect(inner.filter((one) => !sent.has(one))).toEqual([])
          expect([...sent.keys()].filter((one) => !days.has(one))).toEqual([])
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('the daily mail', () => {
  let world: StrategyWorld
  beforeAll(async () => {
    world = await strategyWorld()
    await setHour(7)
  })
  beforeEach(async () => {
    await world.superuser.query('delete from mail')
    await world.superuser.query('delete from digest_sent')
  })
  afterAll(() => world.close())

  const setHour = (hour: number) =>
    behindTheBack(world, `update organisation set digest_hour = $1 where id = $2`, [hour, world.bo.orgId])
  const mails = async () =>
    (
      await world.superuser.query<{ toAddress: string; subject: string; text: string }>(
        `select to_address as "toAddress", subject, text_body as text from mail where kind = 'digest' order by to_address`,
      )
    ).rows
  /** 10 o'clock in Berlin, on a day on which Bo's item is overdue. */
  const at = new Date(day(12).getTime())

  it('goes to who has something due, with what and why, and to nobody else', async () => {
    await sendDigests(undefined, { now: at })
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ toAddress: 'bo.quay@bay.example', subject: 'One duty at Bay Company' })
    expect(mail!.text).toContain('Do: Walk the hall (2 days late)')
    expect(mail!.text).toContain('In the plan “New signs in hall A”.')
    expect(mail!.text).toContain(`/bay/action-items/${world.ids.item}`)
  })

  it('waits for its hour, and for a duty to be due', async () => {
    await sendDigests(undefined, { now: new Date('2026-03-14T05:59:00Z') })
    expect(await mails()).toEqual([])
    await sendDigests(undefined, { now: day(5) })
    expect(await mails()).toEqual([])
  })

  it('is sent once, whatever the schedulers and the clock do', async () => {
    const moments = [0, 0, 1, 2, -2, 0, 1, 8, -3].map((hours) => new Date(at.getTime() + hours * 3_600_000))
    await Promise.all([
      sendDigests(undefined, { now: at }),
      sendDigests(undefined, { now: at }),
      sendDigests(undefined, { now: at }),
    ])
    for (const now of moments) await sendDigests(undefined, { now })
    expect(await mails()).toHaveLength(1)
    await sendDigests(undefined, { now: new Date(at.getTime() + 86_400_000) })
    expect(await mails()).toHaveLength(2)
    const { rows } = await world.superuser.query(
      'select day, member_id, count(*) from digest_sent group by 1, 2 having count(*) > 1',
    )
    expect(rows).toEqual([])
  })

  it('does not come twice when the clocks go back, nor is lost when they go forward', async () => {
    await setHour(2)
    // 25 October 2026, Berlin: 02:30 comes twice. 29 March 2026: 02:30 does not come at all.
    for (const night of ['2026-10-25', '2026-03-29']) {
      await world.superuser.query('delete from mail')
      for (let minute = 0; minute < 24 * 60; minute += 30)
        await sendDigests(undefined, { now: new Date(Date.parse(`${night}T00:00:00Z`) - 7_200_000 + minute * 60_000) })
      const { rows } = await world.superuser.query(
        `select count(*)::int as count from mail where to_address = 'bo.quay@bay.example' and (created_at at time zone 'Europe/Berlin')::date = $1`,
        [night],
      )
      expect([night, rows[0].count]).toEqual([night, 1])
    }
    await setHour(7)
  })

  it('is not written to who switched it off, left, or has not joined', async () => {
    const set = (column: string) =>
      behindTheBack(world, `update member set ${column} where id = $1`, [world.bo.memberId])
    for (const [off, on] of [
      ['wants_digest = false', 'wants_digest = true'],
      ['disabled_at = now()', 'disabled_at = null'],
      ['joined_at = null', 'joined_at = now()'],
    ] as const) {
      await set(off)
      await world.superuser.query('delete from digest_sent')
      await sendDigests(undefined, { now: at })
      expect(await mails()).toEqual([])
      await set(on)
    }
    await world.superuser.query('delete from digest_sent')
    await sendDigests(undefined, { now: at })
    expect(await mails()).toHaveLength(1)
  })

  it('keeps no claim when the mail could not be queued', async () => {
    await world.superuser.query(`alter table mail add constraint broken check (kind <> 'digest') not valid`)
    await expect(sendDigests(undefined, { now: at })).rejects.toThrow()
    const claimed = await world.superuser.query('select distinct org_id from digest_sent')
    expect(claimed.rows).toEqual([{ org_id: world.otto.orgId }]) // nobody of the organisation where it failed
    await world.superuser.query('alter table mail drop constraint broken')
    await sendDigests(undefined, { now: at })
    expect(await mails()).toHaveLength(1)
  })

  it('holds links that change nothing, however often they are opened', async () => {
    await sendDigests(undefined, { now: at })
    const [mail] = await mails()
    const links = [...mail!.text.matchAll(/https?:\/\/\S+/g)].map(([link]) => new URL(link).pathname)
    expect(links.every((path) => /^\/bay\/(duties|account|action-items\/[\w-]+)$/.test(path))).toBe(true)
    const events = async () =>
      (await world.superuser.query('select count(*)::int as count from history.event')).rows[0].count as number
    const before = await events()
    for (let i = 0; i < 5; i++) await loader(await argsFor('/bay/duties', { as: world.bo }))
    expect(await events()).toBe(before)
  })
})
