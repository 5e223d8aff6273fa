// What a transaction says last travels with its COMMIT: all of it holds, or nothing does.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Tx, sendWithCommit, transaction } from '#db/database.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
  await w.superuser.query(
    `create table said (word text primary key, needs text references said deferrable initially deferred);
     grant select, insert on said to sirius_web`,
  )
})
afterAll(() => w.close())
beforeEach(() => w.superuser.query('delete from said'))

const write = (work: (tx: Tx) => Promise<unknown>) => transaction({}, 'read write', work)
const say = (tx: Tx, word: string, needs: string | null = null) =>
  sql`insert into said values (${word}, ${needs})`.execute(tx)
const words = async () => (await w.superuser.query('select word from said order by word')).rows.map(({ word }) => word)

describe('what is sent with COMMIT', () => {
  test('holds together with what was said before, in its order', async () => {
    await write(async (tx) => {
      await say(tx, 'first')
      sendWithCommit(tx, `insert into said values ('it''s second', 'first')`)
      sendWithCommit(tx, `insert into said values ('third', 'it''s second')`)
    })
    expect(await words()).toEqual(['first', "it's second", 'third'])
  })

  test('undoes everything where it fails, and says why', async () => {
    const failing = write(async (tx) => {
      await say(tx, 'first')
      sendWithCommit(tx, `insert into said values ('second')`)
      sendWithCommit(tx, 'select 1 / 0')
      sendWithCommit(tx, `insert into said values ('fourth')`)
    })
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect(await words()).toEqual([])
  })

  test('a constraint that is checked at COMMIT is told like any other', async () => {
    const failing = write(async (tx) => {
      await say(tx, 'first', 'never said')
      sendWithCommit(tx, `insert into said values ('second')`)
    })
    await expect(failing).rejects.toMatchObject({ code: '23503', table: 'said' })
    expect(await words()).toEqual([])
  })

  test('is not taken for done after an error that the work swallowed', async () => {
    const failing = write(async (tx) => {
      await say(tx, 'first')
      await say(tx, 'first').catch(() => undefined)
      sendWithCommit(tx, `insert into said values ('second')`)
    })
    await expect(failing).rejects.toMatchObject({ code: '25P02' })
    expect(await words()).toEqual([])
  })

  test('a connection that breaks under it is reported, and nobody gets it again', async () => {
    const failing = write(async (tx) => {
      await say(tx, 'first')
      sendWithCommit(tx, 'select pg_terminate_backend(pg_backend_pid())')
    })
    await expect(failing).rejects.toThrow()
    expect(await words()).toEqual([])
    await Promise.all(Array.from({ length: 20 }, (_, n) => write((tx) => say(tx, `after ${n}`))))
    expect(await words()).toHaveLength(20)
  })
})
