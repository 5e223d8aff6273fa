// Units on a real database: the tree stays a tree, and nobody is left in an archived unit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { editMember } from '#app/people/members.server.ts'
import { archiveUnit, createUnit, editUnit, findUnit, listUnitOptions, listUnits } from '#app/people/units.server.ts'
import { type Person, type World, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Response ? problem.status : (problem as Error).message),
  )
const make = async (name: string, parentId: string | null = null, as: Person = w.ada) =>
  (await w.as(as, (ctx) => createUnit(ctx, { name, parentId }))).id
const read = (id: string, as: Person = w.ada) => w.as(as, (ctx) => findUnit(ctx, id))
const move = async (id: string, parentId: string | null, as: Person = w.ada) => {
  const { name, version } = await read(id)
  return outcome(w.as(as, (ctx) => editUnit(ctx, id, { name, parentId, version })))
}
const archive = async (id: string) => {
  const { version } = await read(id)
  return outcome(w.as(w.ada, (ctx) => archiveUnit(ctx, id, { version, reason: null })))
}
const place = async (who: Person, unitId: string | null) => {
  const [{ version }] = (await w.superuser.query('select version from member where id = $1', [who.memberId])).rows
  const form = { name: who.name, email: null, jobTitle: null, unitId, version }
  return outcome(w.as(w.ada, (ctx) => editMember(ctx, who.memberId, form)))
}

describe('units', () => {
  test('are made by administrators and leaders only, and belong to one organisation', async () => {
    expect(await outcome(make('No', null, w.bo))).toBe(403)
    const id = await make('Yes', null, w.lea)
    expect(await outcome(read(id, w.otto))).toBe(404)
    expect((await read(id, w.cora)).name).toBe('Yes')
    expect(await move(id, null, w.eva)).toBe(403)
  })

  test('have names of their own as long as they are in use', async () => {
    const id = await make('Only one')
    expect(await outcome(make('ONLY ONE'))).toMatch(/already/)
    expect(await archive(id)).toBe('done')
    const again = await make('Only one')
    expect(await archive(id)).toMatch(/already/)
    expect(await archive(again)).toBe('done')
    expect(await archive(id)).toBe('done')
  })

  test('cannot be moved into themselves or below themselves', async () => {
    const top = await make('Top')
    const middle = await make('Middle', top)
    const low = await make('Low', middle)
    expect(await move(top, top)).toMatch(/cannot be part of itself/)
    expect(await move(top, low)).toMatch(/cannot be part of itself/)
    expect(await move(low, top)).toBe('done')
    expect(await move(middle, low)).toBe('done')
    const options = await w.as(w.ada, (ctx) => listUnitOptions(ctx, { except: top }))
    expect(options.map(({ value }) => value)).not.toEqual(expect.arrayContaining([top, middle, low]))
    expect((await w.as(w.ada, (ctx) => listUnits(ctx))).find(({ id }) => id === middle)?.depth).toBe(2)
  })

  test('make no circle when two are moved under each other at the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await make(`A${round}`), await make(`B${round}`)]
      const [belowA, belowB] = [await make(`Below A${round}`, a), await make(`Below B${round}`, b)]
      const answers = await Promise.all([move(a, belowB), move(b, belowA)])
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    }
  })

  test('are archived only when nobody and nothing is in them', async () => {
    const unit = await make('Full')
    const below = await make('Below', unit)
    expect(await place(w.bo, unit)).toBe('done')
    expect(await archive(unit)).toMatch(/one person and one unit/)
    expect(await place(w.bo, null)).toBe('done')
    expect(await archive(unit)).toMatch(/one unit/)
    expect(await archive(below)).toBe('done')
    expect(await archive(unit)).toBe('done')
    expect(await place(w.bo, unit)).toMatch(/archived/)
    expect(await outcome(make('Into the archive', unit))).toMatch(/archived/)
    expect(await archive(below)).toMatch(/archived/) // its parent first
    expect(await archive(unit)).toBe('done')
    expect(await archive(below)).toBe('done')
  })

  test('are never archived while somebody is put into them at the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const unit = await make(`Race ${round}`)
      await Promise.all([place(w.ben, unit), archive(unit)])
      const { archivedAt, people } = await read(unit)
      expect(archivedAt === null || people === 0).toBe(true)
      await place(w.ben, null)
    }
  })

  test('keep to the version their form was drawn from', async () => {
    const id = await make('Versioned')
    await move(id, null)
    const stale = w.as(w.ada, (ctx) => editUnit(ctx, id, { name: 'Stale', parentId: null, version: 1 }))
    await expect(stale).rejects.toMatchObject({ version: 2, now: { name: 'Versioned', parentId: '' } })
    const staleArchive = w.as(w.ada, (ctx) => archiveUnit(ctx, id, { version: 1, reason: null }))
    await expect(staleArchive).rejects.toMatchObject({ version: 2 })
    expect((await read(id)).archivedAt).toBeNull()
    await w.as(w.ada, (ctx) => archiveUnit(ctx, id, { version: 2, reason: null }))
  })
})
