import pg from 'pg'
import { expect, test } from 'vitest'
import { listMigrations, migrate, type Migration, migrationsDone, pendingMigrations } from '#db/migrate.ts'
import { newDatabase } from '#tests/support/database.ts'

const migration = (name: string, checksum = name): Migration => ({ name, checksum, sql: '' })
const known = [migration('0001_a'), migration('0002_b'), migration('0003_c')]

test('what has not landed yet is pending, in order', () => {
  expect(pendingMigrations(known, []).map(({ name }) => name)).toEqual(['0001_a', '0002_b', '0003_c'])
  expect(pendingMigrations(known, [known[0] as Migration]).map(({ name }) => name)).toEqual(['0002_b', '0003_c'])
  expect(pendingMigrations(known, known)).toEqual([])
})

test('a landed migration is frozen', () => {
  expect(() => pendingMigrations(known, [migration('0001_a', 'other')])).toThrow(/0001_a was changed/)
})

test('a database from a newer version is refused', () => {
  expect(() => pendingMigrations(known, [...known, migration('0004_d')])).toThrow(
    /0004_d, which this version does not know/,
  )
})

test('a migration numbered before a landed one is refused', () => {
  expect(() => pendingMigrations(known, [migration('0001_a'), migration('0003_c')])).toThrow(
    /0002_b is numbered before 0003_c/,
  )
})

test('numbers of this checkout are unique', () => {
  const numbers = listMigrations().map(({ name }) => name.slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('two migrators at once do the work once, and again is nothing', async () => {
  const { ownerUrl, webUrl } = await newDatabase()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const newest = listMigrations().at(-1) as Migration
  expect(await Promise.all([migrate(ownerUrl), migrate(ownerUrl)])).toEqual([0, 0])
  await client.query('update public.migration set checksum = $1 where name = $2', ['altered', newest.name])
  await expect(migrate(ownerUrl)).rejects.toThrow(/was changed/)
  await client.query('update public.migration set checksum = $1 where name = $2', [newest.checksum, newest.name])
  const web = new pg.Client({ connectionString: webUrl })
  await web.connect()
  expect(await migrationsDone(web)).toBe(true)
  await web.end()
  await client.end()
})
