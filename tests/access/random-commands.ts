/** People, units, vision, outcomes and KPIs: what each command is asked, and what it must answer. */
import { createKpi, archiveKpi } from '#app/kpis/kpis.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from '#app/people/invitations.server.ts'
import { changeAccess, editMember } from '#app/people/members.server.ts'
import { archiveUnit, createUnit, editUnit } from '#app/people/units.server.ts'
import { archiveOutcome, createOutcome, moveOutcome } from '#app/vision/outcomes.server.ts'
import { archivePillar, createPillar } from '#app/vision/pillars.server.ts'
import { rateOutcome } from '#app/vision/ratings.server.ts'
import { archiveVision, createVision, proposeVision, ratifyVision, returnVision } from '#app/vision/visions.server.ts'
import { type Role, roles } from '#app/access/viewer.ts'
import {
  type Command,
  type Kpi,
  type Member,
  type Named,
  type Organisation,
  type Unit,
  aimed,
  answer,
  business,
  isActive,
  leads,
  own,
} from './random-model.ts'

const taken = (records: readonly (Named | Unit)[], name: string, except?: string) =>
  records.some((one) => !one.archived && one.id !== except && one.name.toLowerCase() === name.toLowerCase())
const latest = (record: Member) => ({ record, version: record.version })
const names = ['North', 'South', 'north']
/** Nobody comes back into a unit that is gone. */
const homeless = (org: Organisation, record: Member) =>
  record.disabled && org.units.some((one) => one.id === record.unitId && one.archived)

// ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const people: Record<string, Command> = {
  changeAccess({ target, me, org, pick, step }) {
    let aim = target('members')
    if (!aim) return null
    // Mostly about administrators: they are what must not run out.
    const administrators = org.members.filter((one) => one.role === 'administrator' && isActive(one))
    if (step.target % 3 && !step.foreign) aim = { ...aim, ...latest(pick(administrators)) }
    const { record } = aim
    const role = pick([record.role, 'administrator', 'contributor', 'cx_leader'] as Role[])
    const access = pick(['open', 'closed', 'open'] as const)
    const closes = access === 'closed' && !record.disabled
    const opens = access === 'open' && record.disabled
    const moves = role !== record.role
    const remain = org.members.filter((one) => one.role === 'administrator' && isActive(one) && one.id !== record.id)
    const last = record.role === 'administrator' && isActive(record) && remain.length === 0
    return {
      expect: aimed(
        aim,
        me.role === 'administrator',
        [closes && record.id === me.id, 422],
        [last && (closes || moves), 422],
        [!closes && !opens && !moves, 'nothing'],
        [opens && homeless(org, record), 422],
      ),
      run: (ctx) => changeAccess(ctx, record.id, { role, access, reason: null, version: aim.version }),
      then() {
        const signedOut = record.signedOut || closes
        Object.assign(record, { role, disabled: access === 'closed', signedOut, version: record.version + 1 })
      },
    }
  },

  editMember({ target, named, me, fresh }) {
    const aim = target('members')
    if (!aim) return null
    const { record } = aim
    const unit = named('units')
    const form = { name: fresh('Person'), email: null, jobTitle: null, unitId: unit?.id ?? null }
    return {
      expect: aimed(aim, me.role === 'administrator', [!!unit?.archived && unit.id !== record.unitId, 422]),
      run: (ctx) => editMember(ctx, record.id, { ...form, version: aim.version }),
      then: () => void Object.assign(record, { name: form.name, unitId: form.unitId, version: record.version + 1 }),
    }
  },

  inviteMember({ me, org, pick, fresh, step }) {
    const known = step.choice % 5 === 0 ? pick(org.members) : null
    const form = { name: fresh('Guest'), email: known?.email ?? `${fresh('guest')}@random.example`, role: pick(roles) }
    return {
      expect: answer(
        [!leads(me), 403],
        [form.role === 'administrator' && me.role !== 'administrator', 422],
        [known !== null, 422],
      ),
      run: (ctx) => inviteMember(ctx, form),
      then({ id }) {
        const place = { joined: false, disabled: false, signedOut: false, unitId: null, cookie: '' }
        org.members.push({ id, version: 1, ...form, ...place })
      },
    }
  },

  withdrawInvitation({ target, me }) {
    const aim = target('members')
    if (!aim) return null
    const { record } = aim
    return {
      expect: answer(
        [!aim.ours, 404],
        [!leads(me), 403],
        [record.role === 'administrator' && me.role !== 'administrator', 422],
        [record.joined, 422],
        [aim.version !== record.version, 409],
        [record.disabled, 422],
      ),
      run: (ctx) => withdrawInvitation(ctx, record.id, aim.version),
      then: () => void Object.assign(record, { disabled: true, version: record.version + 1 }),
    }
  },

  resendInvitation({ target, me, org }) {
    const aim = target('members')
    if (!aim) return null
    const { record } = aim
    return {
      expect: answer(
        [!aim.ours, 404],
        [!leads(me), 403],
        [record.role === 'administrator' && me.role !== 'administrator', 422],
        [record.joined, 422],
        [aim.version !== record.version, 409],
        [homeless(org, record), 422],
      ),
      run: (ctx) => resendInvitation(ctx, record.id, aim.version),
      then: () => void Object.assign(record, { disabled: false, version: record.version + 1 }),
    }
  },
}

// ── Units ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function isUnder(org: Organisation, id: string, above: string): boolean {
  for (let at: string | null | undefined = id; at; at = org.units.find((one) => one.id === at)?.parentId)
    if (at === above) return true
  return false
}

const units: Record<string, Command> = {
  createUnit({ named, me, org, pick }) {
    const parent = named('units')
    const name = pick(names)
    return {
      expect: answer([!leads(me), 403], [!!parent?.archived, 422], [taken(org.units, name), 422]),
      run: (ctx) => createUnit(ctx, { name, parentId: parent?.id ?? null }),
      then: ({ id }) => void org.units.push({ id, version: 1, archived: false, name, parentId: parent?.id ?? null }),
    }
  },

  editUnit({ target, named, me, org }) {
    const aim = target('units')
    if (!aim) return null
    const { record } = aim
    const parent = named('units')
    const parentId = parent?.id ?? null
    return {
      expect: aimed(
        aim,
        leads(me),
        [record.archived, 422],
        [parent !== null && isUnder(org, parent.id, record.id), 422],
        [!!parent?.archived && parentId !== record.parentId, 422],
      ),
      run: (ctx) => editUnit(ctx, record.id, { name: record.name, parentId, version: aim.version }),
      then: () => void Object.assign(record, { parentId, version: record.version + 1 }),
    }
  },

  archiveUnit({ target, me, org }) {
    const aim = target('units')
    if (!aim) return null
    const { record } = aim
    const parent = org.units.find((one) => one.id === record.parentId)
    const inside =
      org.members.some((one) => one.unitId === record.id && !one.disabled) ||
      org.units.some((one) => one.parentId === record.id && !one.archived)
    const blocked = record.archived ? !!parent?.archived || taken(org.units, record.name, record.id) : inside
    return {
      expect: aimed(aim, leads(me), [blocked, 422]),
      run: (ctx) => archiveUnit(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },
}

// ── Vision ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const visions: Record<string, Command> = {
  createVision({ me, org, step }) {
    const reasoned = step.choice % 3 > 0
    const form = { statement: 'We are there.', brandPromise: null, reason: reasoned ? 'Because.' : null }
    return {
      expect: answer([!leads(me), 403]),
      run: (ctx) => createVision(ctx, form),
      then: ({ id }) =>
        void org.visions.push({ id, version: 1, archived: false, state: 'draft', reasoned, effectiveOn: null }),
    }
  },

  proposeVision({ target, me, org }) {
    const aim = target('visions')
    if (!aim) return null
    const { record } = aim
    const changes = org.visions.some(({ state }) => state === 'ratified')
    return {
      expect: aimed(
        aim,
        leads(me),
        [record.archived || record.state !== 'draft', 422],
        [changes && !record.reasoned, 422],
      ),
      run: (ctx) => proposeVision(ctx, record.id, { version: aim.version }),
      then: () => void Object.assign(record, { state: 'proposed', version: record.version + 1 }),
    }
  },

  returnVision({ target, me }) {
    const aim = target('visions')
    if (!aim) return null
    const { record } = aim
    return {
      expect: aimed(aim, leads(me) || me.role === 'executive', [record.archived || record.state !== 'proposed', 422]),
      run: (ctx) => returnVision(ctx, record.id, { reason: 'Not yet.', version: aim.version }),
      then: () => void Object.assign(record, { state: 'draft', version: record.version + 1 }),
    }
  },

  ratifyVision({ target, me, org, pick, today }) {
    const aim = target('visions')
    if (!aim) return null
    const { record } = aim
    const before = org.visions.find(({ state }) => state === 'ratified')
    const effectiveOn = pick(['2020-01-01', today, today])
    return {
      expect: aimed(
        aim,
        leads(me) || me.role === 'executive',
        [record.archived || record.state !== 'proposed', 422],
        [!!before?.effectiveOn && effectiveOn < before.effectiveOn, 422],
      ),
      run: (ctx) => ratifyVision(ctx, record.id, { effectiveOn, note: null, version: aim.version }),
      then() {
        if (before) Object.assign(before, { state: 'superseded', version: before.version + 1 })
        Object.assign(record, { state: 'ratified', effectiveOn, version: record.version + 1 })
      },
    }
  },

  archiveVision({ target, me }) {
    const aim = target('visions')
    if (!aim) return null
    const { record } = aim
    return {
      expect: aimed(aim, leads(me), [!record.archived && record.state !== 'draft', 422]),
      run: (ctx) => archiveVision(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },
}

// ── Pillars, outcomes, KPIs ─────────────────────────────────────────────────────────────────────────────────────────

const strategy: Record<string, Command> = {
  createPillar({ me, org, pick, fresh }) {
    const name = pick([...names, fresh('Pillar')])
    return {
      expect: answer([!leads(me), 403], [taken(org.pillars, name), 422]),
      run: (ctx) => createPillar(ctx, { name, description: null }),
      then: ({ id }) => void org.pillars.push({ id, version: 1, archived: false, name }),
    }
  },

  archivePillar({ target, me, org }) {
    const aim = target('pillars')
    if (!aim) return null
    const { record } = aim
    const used = org.outcomes.some((one) => one.pillarId === record.id && !one.archived)
    const blocked = record.archived ? taken(org.pillars, record.name, record.id) : used
    return {
      expect: aimed(aim, leads(me), [blocked, 422]),
      run: (ctx) => archivePillar(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },

  createOutcome({ target, named, me, org, fresh }) {
    const pillar = target('pillars')
    if (!pillar) return null
    const owner = named('members')
    const texts = { title: fresh('Outcome'), description: null, whatTarget: null, howQuestion: 'How is it?' }
    const form = {
      ...texts,
      horizon: 1 as const,
      whatKpiId: null,
      pillarId: pillar.record.id,
      ownerId: owner?.id ?? null,
    }
    return {
      expect: answer([!leads(me), 403], [!pillar.ours, 404], [pillar.record.archived, 422], [!!owner?.disabled, 422]),
      run: (ctx) => createOutcome(ctx, form),
      then({ id }) {
        const { pillarId, ownerId } = form
        const state = { state: 'open' as const, ratings: new Map(), archived: false, version: 1 }
        org.outcomes.push({ id, pillarId, ownerId, ...state })
      },
    }
  },

  moveOutcome({ target, me, pick }) {
    const aim = target('outcomes')
    if (!aim) return null
    const { record } = aim
    const state = pick(['open', 'achieved', 'table stakes'] as const)
    return {
      expect: aimed(aim, leads(me) || business(me, record.ownerId), [record.archived || record.state === state, 422]),
      run: (ctx) => moveOutcome(ctx, record.id, { state, reason: 'Seen.', version: aim.version }),
      then: () => void Object.assign(record, { state, version: record.version + 1 }),
    }
  },

  archiveOutcome({ target, me, org }) {
    const aim = target('outcomes')
    if (!aim) return null
    const { record } = aim
    const pillar = org.pillars.find(({ id }) => id === record.pillarId)
    return {
      expect: aimed(aim, leads(me) || business(me, record.ownerId), [record.archived && !!pillar?.archived, 422]),
      run: (ctx) => archiveOutcome(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },

  rateOutcome({ target, me, pick }) {
    const aim = target('outcomes')
    if (!aim) return null
    const { record } = aim
    const rating = pick([2, 4])
    return {
      expect: answer([!aim.ours, 404], [record.archived, 422], [record.ratings.get(me.id) === rating, 'nothing']),
      run: (ctx) => rateOutcome(ctx, record.id, { rating, comment: null }),
      then: () => void record.ratings.set(me.id, rating),
    }
  },

  createKpi({ named, me, org, pick }) {
    const owner = named('members')
    const name = pick(names)
    const words = { definition: 'What they say.', formula: null, unit: null, source: null, decimals: 0 }
    const scale = { kind: 'perception', scoreKind: 'amount', direction: 'up', frequency: 'monthly' } as const
    return {
      expect: answer(
        [!leads(me) && !business(me, owner?.id ?? null), 403],
        [!!owner?.disabled || taken(org.kpis, name), 422],
      ),
      run: (ctx) => createKpi(ctx, { name, ...words, ...scale, ownerId: owner?.id ?? null }),
      then({ id }) {
        const kpi: Kpi = { id, version: 1, archived: false, name, ownerId: owner?.id ?? null, values: new Map() }
        org.kpis.push(kpi)
      },
    }
  },

  archiveKpi({ target, me, org }) {
    const aim = target('kpis')
    if (!aim) return null
    const { record } = aim
    const blocked = record.archived && taken(org.kpis, record.name, record.id)
    return {
      expect: aimed(aim, leads(me) || business(me, record.ownerId), [blocked, 422]),
      run: (ctx) => archiveKpi(ctx, record.id, { reason: null, version: aim.version }),
      then: () => void Object.assign(record, { archived: !record.archived, version: record.version + 1 }),
    }
  },

  recordKpiValues({ target, me, pick, step }) {
    const aim = target('kpis')
    if (!aim) return null
    const { record } = aim
    const period = pick(['2026-01-01', '2026-02-01'])
    const value = pick([40, 50])
    const reason = step.other % 2 ? 'Counted again.' : null
    const before = record.values.get(period)
    const may = leads(me) || (own(me, record.ownerId) && me.role !== 'executive')
    return {
      expect: answer(
        [!aim.ours, 404],
        [!may, 403],
        [record.archived, 422],
        [before === value, 'nothing'],
        [before !== undefined && !reason, 422],
      ),
      run: (ctx) => recordKpiValues(ctx, record.id, [{ period, value }], { reason }),
      then: () => void record.values.set(period, value),
    }
  },
}

export const strategyCommands: Record<string, Command> = { ...people, ...units, ...visions, ...strategy }
