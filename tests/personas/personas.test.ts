import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { editPersonaForm, newPersonaForm, reviewForm } from '#app/personas/persona.ts'
import {
  archivePersona,
  createPersona,
  editPersona,
  findPersona,
  listPersonas,
  personaListRules,
  personaValues,
  reviewPersona,
} from '#app/personas/personas.server.ts'
import { findPicture, removePersonaPicture, setPersonaPicture } from '#app/personas/pictures.server.ts'
import { editSegmentForm, newSegmentForm } from '#app/personas/segment.ts'
import {
  archiveSegment,
  createSegment,
  editSegment,
  findSegment,
  listSegments,
  segmentListRules,
  segmentValues,
} from '#app/personas/segments.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { fileOf } from '#tests/support/files.ts'
import {
  type Person,
  type VisionWorld,
  dayText,
  filled,
  history,
  leave,
  refusalOf,
  statusOf,
  verbs,
  visionWorld,
} from '../vision/vision-world.ts'

let world: VisionWorld
beforeEach(async () => void (world = await visionWorld()))
afterAll(leave)

const addSegment = async (fields: Record<string, string> = {}, who: Person = 'leader') => {
  const form = filled(newSegmentForm, {
    name: 'Families',
    currentValue: '2',
    potentialValue: '5',
    share: '12.5',
    ...fields,
  })
  return (await world.as(who, (ctx) => createSegment(ctx, form))).id
}
const addPersona = async (fields: Record<string, string> = {}, who: Person = 'leader') => {
  const form = filled(newPersonaForm, {
    name: 'Maya',
    quote: 'Where is gate B?',
    ownerId: world.ids.contributor,
    ...fields,
  })
  return (await world.as(who, (ctx) => createPersona(ctx, form))).id
}
const find = (id: string) => world.as('executive', (ctx) => findPersona(ctx, id))

describe('a segment', () => {
  it('is added by leaders only, under a name of its own', async () => {
    const id = await addSegment()
    expect(await world.as('owner', (ctx) => findSegment(ctx, id))).toMatchObject({
      name: 'Families',
      share: 12.5,
      potentialValue: 5,
    })
    for (const who of ['owner', 'contributor', 'executive'] as const)
      expect(await statusOf(addSegment({}, who))).toBe(403)
    expect((await refusalOf(addSegment({ name: 'families' }))).errors.name).toMatch(/segment with this name/)
  })

  it('is edited and archived by leaders; its personas stay', async () => {
    const id = await addSegment()
    const personaId = await addPersona({ segmentId: id })
    const edit = (who: Person, version: string) =>
      world.as(who, async (ctx) => {
        const values = segmentValues(await findSegment(ctx, id))
        await editSegment(ctx, id, filled(editSegmentForm, { ...values, name: 'Families with children', version }))
      })
    expect(await statusOf(edit('owner', '1'))).toBe(403)
    await edit('leader', '1')
    await expect(edit('leader', '1')).rejects.toBeInstanceOf(Conflict)
    expect((await world.as('owner', (ctx) => findSegment(ctx, id))).personas.map((persona) => persona.id)).toEqual([
      personaId,
    ])
    const archive = (who: Person, version: number) =>
      world.as(who, (ctx) => archiveSegment(ctx, id, { reason: null, version }))
    expect(await statusOf(archive('executive', 2))).toBe(403)
    expect(await archive('leader', 2)).toEqual({ archived: true })
    expect((await find(personaId)).segmentName).toBe('Families with children')
    expect((await refusalOf(addPersona({ name: 'New', segmentId: id }))).errors.segmentId).toMatch(/archived/)
    expect(await archive('leader', 3)).toEqual({ archived: false })
  })

  it('is listed by value, stance and words', async () => {
    await addSegment()
    await addSegment({ name: 'Business', currentValue: '5', potentialValue: '5', share: '' })
    await addSegment({ name: 'Transit', currentValue: '4', potentialValue: '1', share: '30' })
    const names = (query: string) =>
      world.as('owner', async (ctx) => {
        const { rows } = await listSegments(ctx, readListQuery(`/x/segments${query}`, segmentListRules))
        return rows.map(({ name }) => name)
      })
    expect(await names('')).toEqual(['Business', 'Families', 'Transit'])
    expect(await names('?sort=-share')).toEqual(['Transit', 'Families', 'Business'])
    expect(await names('?sort=-current')).toEqual(['Business', 'Transit', 'Families'])
    expect(await names('?stance=win+over&stance=look+after')).toEqual(['Families', 'Transit'])
    expect(await names('?q=bus')).toEqual(['Business'])
    expect(await names('?show=archived')).toEqual([])
  })
})

describe('a persona', () => {
  it('is added by leaders only, and edited by its owner too', async () => {
    const id = await addPersona()
    for (const who of ['owner', 'contributor', 'executive'] as const)
      expect(await statusOf(addPersona({ name: 'X' }, who))).toBe(403)
    const edit = (who: Person, fields: Record<string, string>) =>
      world.as(who, async (ctx) => {
        const row = await findPersona(ctx, id)
        await editPersona(
          ctx,
          id,
          filled(editPersonaForm, { ...personaValues(row), version: String(row.version), ...fields }),
        )
      })
    await edit('contributor', { needs: 'Quiet\nSigns' })
    expect(await statusOf(edit('owner', { needs: 'Mine' }))).toBe(403)
    expect(await find(id)).toMatchObject({ needs: 'Quiet\nSigns', ownerName: 'contributor', version: 2 })
    expect((await refusalOf(edit('leader', { ownerId: world.ids.leaver }))).errors.ownerId).toMatch(/has left/)
    expect(await statusOf(edit('leader', { segmentId: id }))).toBe(404)
    await addPersona({ name: 'Ben' })
    expect((await refusalOf(edit('leader', { name: 'BEN' }))).errors.name).toMatch(/persona with this name/)
  })

  it('is stale until somebody says it still holds', async () => {
    const id = await addPersona({ reviewBy: dayText(-1) })
    const stale = (query: string) =>
      world.as(
        'owner',
        async (ctx) => (await listPersonas(ctx, readListQuery(`/x/personas${query}`, personaListRules))).total,
      )
    expect(await stale('?freshness=stale')).toBe(1)
    const review = (who: Person, reviewBy: string, version = '1') =>
      world.as(who, (ctx) =>
        reviewPersona(ctx, id, filled(reviewForm, { reviewBy, note: 'Six interviews agree.', version })),
      )
    expect(await statusOf(review('owner', dayText(100)))).toBe(403)
    expect((await refusalOf(review('leader', dayText(0)))).errors.reviewBy).toMatch(/after today/)
    await review('contributor', dayText(100))
    await expect(review('leader', dayText(100))).rejects.toBeInstanceOf(Conflict)
    expect(await find(id)).toMatchObject({ reviewedOn: dayText(0), reviewBy: dayText(100) })
    expect(await stale('?freshness=stale')).toBe(0)
    expect(await stale('?freshness=fresh&freshness=no+date')).toBe(1)
    expect((await world.as('leader', (ctx) => history(ctx, 'persona', id))).at(-1)).toEqual({
      verb: 'persona.reviewed',
      reason: 'Six interviews agree.',
    })
  })

  it('is archived and restored, found by segment, owner and words', async () => {
    const segment = await addSegment()
    const id = await addPersona({ segmentId: segment })
    await addPersona({ name: 'Ben', ownerId: '', goals: 'Un café' })
    const names = (query: string) =>
      world.as('owner', async (ctx) => {
        const { rows } = await listPersonas(ctx, readListQuery(`/x/personas${query}`, personaListRules))
        return rows.map(({ name }) => name)
      })
    expect(await names('')).toEqual(['Ben', 'Maya'])
    expect(await names('?sort=-name')).toEqual(['Maya', 'Ben'])
    expect(await names(`?segment=${segment}`)).toEqual(['Maya'])
    expect(await names(`?owner=${world.ids.contributor}`)).toEqual(['Maya'])
    expect(await names('?q=cafe')).toEqual(['Ben'])
    const archive = (who: Person, version: number) =>
      world.as(who, (ctx) => archivePersona(ctx, id, { reason: 'Merged', version }))
    expect(await statusOf(archive('executive', 1))).toBe(403)
    expect(await archive('leader', 1)).toEqual({ archived: true })
    expect(await names('')).toEqual(['Ben'])
    expect(await names('?show=archived')).toEqual(['Maya'])
    expect(await archive('leader', 2)).toEqual({ archived: false })
  })

  it('belongs to its organisation', async () => {
    const id = await addPersona()
    const other = await visionWorld()
    expect(await statusOf(other.as('leader', (ctx) => findPersona(ctx, id)))).toBe(404)
    expect(await statusOf(other.as('leader', (ctx) => archivePersona(ctx, id, { reason: null, version: 1 })))).toBe(404)
  })
})

describe('a picture', () => {
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
  const upload = (id: string, version: number, bytes = png, who: Person = 'contributor') =>
    world.as(who, (ctx) => setPersonaPicture(ctx, id, fileOf('picture', bytes), { version }))
  const read = (id: string) => world.as('executive', (ctx) => findPicture(ctx, id))

  it('is given by those who may edit the persona, under a new id each time', async () => {
    const id = await addPersona()
    expect(await statusOf(upload(id, 1, png, 'owner'))).toBe(403)
    expect((await refusalOf(upload(id, 1, Buffer.from('<svg/>')))).errors.picture).toMatch(/not a PNG/)
    const first = await upload(id, 1)
    expect(await read(first.pictureId)).toMatchObject({ contentType: 'image/png', bytes: png })
    const second = await upload(id, 2, Buffer.from('ffd8ffe000', 'hex'))
    expect(second.pictureId).not.toBe(first.pictureId)
    expect((await read(second.pictureId)).contentType).toBe('image/jpeg')
    expect(await statusOf(read(first.pictureId))).toBe(404)
    expect(await world.as('leader', (ctx) => verbs(ctx, 'persona', id))).toEqual([
      'persona.created',
      'persona.picture-added',
      'persona.picture-replaced',
    ])
  })

  it('is gone once removed, and never seen by another organisation', async () => {
    const id = await addPersona()
    const { pictureId } = await upload(id, 1)
    const other = await visionWorld()
    expect(await statusOf(other.as('leader', (ctx) => findPicture(ctx, pictureId)))).toBe(404)
    const remove = (who: Person, version = 2) => world.as(who, (ctx) => removePersonaPicture(ctx, id, { version }))
    expect(await statusOf(remove('owner'))).toBe(403)
    await expect(remove('contributor', 1)).rejects.toBeInstanceOf(Conflict)
    await remove('contributor')
    expect(await statusOf(read(pictureId))).toBe(404)
    expect((await find(id)).pictureId).toBeNull()
  })
})
