/** For every route an address of a record that fits, and for every form a body that a person who may would send with success. */
import { addDays, periodOf } from '#app/kpis/period.ts'
import { type Ids, pngBytes } from '#tests/support/furnished.ts'
import { password } from './actors.ts'

type Fields = Record<string, string | string[]>

export interface Sample {
  /** Below the organisation (`initiatives/…`), or from the root where the route is not an organisation's. */
  path: string
  /** By the name of what it does. */
  forms?: Record<string, { path?: string; fields: Fields; file?: { name: string; filename: string; bytes: Buffer } }>
}

export interface Given {
  ids: Ids
  /** In the organisation's zone. */
  today: string
}

/** The day it is there now. */
export const todayIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())

const newPassword = 'quite another long sentence'

/** By the route's id. `ids` are those of the organisation asked. */
export function samplesFor({ ids, today }: Given): Record<string, Sample> {
  const one = (
    path: string,
    name: string,
    fields: Fields = {},
    file?: { name: string; filename: string; bytes: Buffer },
  ) => ({
    path,
    forms: { [name]: { fields, file } },
  })
  /** Every record stands at its first version. */
  const first = { version: '1' }
  const free = periodOf(addDays(today, -70), 'monthly')
  const initiative = {
    ...{
      name: 'Renamed',
      purpose: 'Why',
      ownerId: ids.holder,
      sponsorId: '',
      unitId: ids.homeUnit,
      startsOn: '',
      endsOn: '',
    },
    ...{
      ...{ aboutPeople: 'on', aboutProcess: '', aboutTechnology: '' },
      coreValueIds: [ids.value],
      outcomeIds: [ids.outcome],
      personaIds: [ids.persona],
      gapIds: [ids.gap],
      adHocReason: '',
      ...{ budget: '1200.50', effortDays: '12' },
    },
  }
  const link = { hypothesis: 'It moves it', expectedDirection: 'up', expectedSize: '2', confidence: 'low' }
  const plan = {
    ...{ name: 'Renamed', purpose: '', ownerId: ids.holder, reviewerId: ids.author, cadence: 'monthly' },
    ...{ startsOn: '', endsOn: '', kpiId: ids.kpi },
  }
  const item = { title: 'Renamed', ownerId: ids.holder, milestoneId: '', weight: '1', evidenceUrl: '', blockedById: '' }
  const kpi = {
    ...{ name: 'Renamed', kind: 'perception', definition: 'What it is', formula: '', unit: '%', decimals: '1' },
    ...{ scoreKind: 'mean', direction: 'up', frequency: 'monthly', source: '' },
  }
  const rule = {
    ...{
      name: 'Renamed',
      listeningPostId: ids.post,
      questionId: ids.scoreQuestion,
      scoreAtLeast: '',
      scoreAtMost: '3',
    },
    ...{ words: 'refund', dueHours: '4', ownerId: ids.holder, lookBackDays: '7', dailyLimit: '10' },
  }
  const story = {
    ...{
      title: 'Renamed',
      quote: 'Somebody waited for me',
      pseudonym: 'A traveller',
      personaId: '',
      outcome: 'Renamed',
    },
    ...{ journeyStepId: '', touchpointId: '', initiativeId: ids.idea, ownerId: ids.author },
  }
  const seen = { evidence: 'Phoned', url: '', reason: '' }
  const outcome = {
    ...{ title: 'Renamed', description: '', pillarId: ids.pillar, horizon: '2', whatKpiId: ids.kpi, whatTarget: '80' },
    ...{ howQuestion: 'How was it?', ownerId: ids.holder },
  }
  const persona = {
    ...{ name: 'Renamed', segmentId: ids.segment, summary: '', quote: '', needs: '', expectations: '', goals: '' },
    ...{ challenges: '', ownerId: ids.holder, reviewBy: addDays(today, 100) },
  }
  const place = { touchpointId: ids.touchpoint, journeyStepId: ids.step, place: 'Renamed' }
  const observation = { what: 'Renamed', severity: '3', ...place, quote: 'Renamed', unitId: ids.homeUnit }
  const gap = {
    ...{ name: 'Renamed', description: '', asIsStepId: ids.step, toBeStepId: ids.toBeStep, touchpointId: '' },
    ...{ personaId: ids.persona, segmentId: ids.segment, barrier: 'data', size: '2', value: '3', effort: '' },
    ownerId: ids.holder,
  }
  const visit = { purpose: 'Renamed', ...place, dueOn: addDays(today, 5) }
  const post = {
    ...{ name: 'Renamed post', channel: 'survey', structured: 'on', occasion: 'transaction', description: '' },
    ...{ ownerId: ids.holder, touchpointId: ids.touchpoint, cadence: 'monthly', expectedVolume: '100' },
    ...{ decisionDays: '60', steps: [ids.step] },
  }
  const question = {
    sourceKey: '',
    ...{ label: 'Renamed', wording: 'As asked', notUsed: '0', touchpointId: ids.touchpoint, measures: 'effort' },
  }
  const segment = {
    name: 'Renamed',
    description: '',
    share: '10',
    currentValue: '2',
    potentialValue: '4',
    valueNote: '',
  }
  const customers = {
    ...{ name: 'file', filename: 'customers.csv' },
    bytes: Buffer.from('Customer,Segment,Value\nc1,Small,2.5\nc2,Small,3\nc3,Large,40\n'),
  }
  const journey = { name: 'Renamed', description: '', personaId: ids.persona, ownerId: ids.holder }
  const maps = `journeys/${ids.journey}/maps`
  const stepWords = { name: 'Renamed', description: '' }
  const touchpoint = {
    ...{ name: 'Renamed', channel: 'phone', description: '', ownerId: ids.holder },
    unitId: ids.homeUnit,
  }
  const theme = { name: 'Renamed', description: '', words: 'queue*', ownerId: '' }
  const value = { name: 'Renamed', meaning: '', dos: '', donts: '' }
  const vision = { statement: 'Better', brandPromise: '', reason: 'Because' }
  const settings = {
    ...{
      name: 'Bay Company',
      timeZone: 'Europe/Berlin',
      locale: 'en-GB',
      currency: 'EUR',
      digestHour: '8',
      graceDays: '4',
    },
    ...{ idleMinutes: '30', absoluteHours: '12', checkpointEmail: '', checkpointUrl: '' },
  }
  const csv = Buffer.from(`Period,Value\n${free.slice(0, 7)},12.5\n`)
  return {
    organisation: { path: '' },
    'access/routes/home': { path: '' },
    duties: { path: 'duties' },
    executive: { path: 'executive' },
    'executive/visit': one('executive/visit', 'visit'),
    strategy: { path: 'strategy' },
    chain: { path: 'chain' },
    'chain/broken': { path: 'chain/broken/gap-without-evidence' },
    'chain/show': { path: `chain/gap/${ids.gap}` },
    search: { path: 'search?q=name' },
    'search.json': { path: 'search.json?q=name' },
    history: { path: 'history' },
    'history/proof': one('history/proof', 'ask for a check'),
    'history/proof/file': { path: 'history/proof/log.jsonl' },
    'history/difference': { path: `history/difference?from=${addDays(today, -50)}` },
    'history/difference.csv': { path: `history/difference.csv?from=${addDays(today, -50)}` },
    'as-of': { path: 'as-of' },
    'saved-views': one('saved-views', 'save', { room: 'initiatives', name: 'Mine', query: 'stage=idea' }),
    'saved-views/archive': one(`saved-views/${ids.savedView}/archive`, 'remove'),

    vision: { path: 'vision' },
    'vision/versions': { path: 'vision/versions' },
    'vision/versions/new': one('vision/versions/new', 'draft', vision),
    'vision/versions/show': { path: `vision/versions/${ids.vision}` },
    'vision/versions/edit': one(`vision/versions/${ids.draftVision}/edit`, 'save', { ...vision, ...first }),
    'vision/versions/proposal': one(`vision/versions/${ids.draftVision}/proposal`, 'propose', first),
    'vision/versions/return': one(`vision/versions/${ids.proposedVision}/return`, 'send back', {
      reason: 'Not yet',
      ...first,
    }),
    'vision/versions/ratification': one(`vision/versions/${ids.proposedVision}/ratification`, 'ratify', {
      effectiveOn: today,
      note: '',
      ...first,
    }),
    'vision/versions/archive': one(`vision/versions/${ids.draftVision}/archive`, 'archive', {
      reason: '',
      ...first,
    }),
    values: { path: 'values' },
    'values/new': one('values/new', 'add', value),
    'values/show': { path: `values/${ids.value}` },
    'values/edit': one(`values/${ids.value}/edit`, 'save', { ...value, ...first }),
    'values/archive': one(`values/${ids.value}/archive`, 'archive', { reason: '', ...first }),
    'values/position': one(`values/${ids.value}/position`, 'move', { move: 'later' }),
    pillars: { path: 'pillars' },
    'pillars/new': one('pillars/new', 'add', { name: 'Another', description: '' }),
    'pillars/defaults': one('pillars/defaults', 'add three'),
    'pillars/show': { path: `pillars/${ids.pillar}` },
    'pillars/edit': one(`pillars/${ids.pillar}/edit`, 'save', { name: 'Renamed', description: '', ...first }),
    'pillars/archive': one(`pillars/${ids.sparePillar}/archive`, 'archive', { reason: '', ...first }),
    'pillars/position': one(`pillars/${ids.pillar}/position`, 'move', { move: 'later' }),
    outcomes: { path: 'outcomes' },
    'outcomes/list': { path: 'outcomes/list' },
    'outcomes/new': one('outcomes/new', 'add', outcome),
    'outcomes/show': { path: `outcomes/${ids.outcome}` },
    'outcomes/edit': one(`outcomes/${ids.outcome}/edit`, 'save', { ...outcome, ...first }),
    'outcomes/archive': one(`outcomes/${ids.outcome}/archive`, 'archive', { reason: '', ...first }),
    'outcomes/state': one(`outcomes/${ids.outcome}/state`, 'say achieved', {
      state: 'achieved',
      reason: 'Seen',
      ...first,
    }),
    'outcomes/rating': one(`outcomes/${ids.outcome}/rating`, 'rate', { rating: '4', comment: '' }),

    personas: { path: 'personas' },
    'personas/new': one('personas/new', 'add', persona),
    'personas/show': { path: `personas/${ids.persona}` },
    'personas/edit': one(`personas/${ids.persona}/edit`, 'save', { ...persona, ...first }),
    'personas/archive': one(`personas/${ids.persona}/archive`, 'archive', { reason: '', ...first }),
    'personas/review': one(`personas/${ids.persona}/review`, 'review', {
      reviewBy: addDays(today, 100),
      note: '',
      ...first,
    }),
    'personas/picture': one(`personas/${ids.persona}/picture`, 'put up', first, {
      name: 'picture',
      filename: 'face.png',
      bytes: pngBytes,
    }),
    'personas/picture/removal': one(`personas/${ids.persona}/picture/removal`, 'take down', first),
    'persona-experiences/new': one('persona-experiences/new', 'add', {
      ...{ personaId: ids.persona, kind: 'delight', sentence: 'Renamed' },
      ...{ themeIds: [ids.theme], observationIds: [ids.observation], responseIds: [ids.response] },
    }),
    'persona-experiences/evidence/new': one('persona-experiences/evidence/new', 'link', {
      ...{ personaExperienceId: ids.experience, themeIds: [ids.spareTheme], observationIds: [], responseIds: [] },
    }),
    'persona-experiences/show': { path: `persona-experiences/${ids.experience}` },
    'persona-experiences/edit': one(`persona-experiences/${ids.experience}/edit`, 'save', {
      ...{ kind: 'delight', sentence: 'Renamed', ...first },
    }),
    'persona-experiences/archive': one(`persona-experiences/${ids.experience}/archive`, 'archive', {
      ...{ reason: '', ...first },
    }),
    'persona-experiences/evidence': one(`persona-experiences/${ids.experience}/evidence`, 'link', {
      ...{ observationIds: [ids.spareObservation], themeIds: [], responseIds: [] },
    }),
    'persona-experiences/evidence/removal': one(`persona-experiences/${ids.experience}/evidence/removal`, 'take off', {
      ...{ kind: 'observation', evidenceId: ids.observation, reason: '' },
    }),
    'pictures/show': { path: `pictures/${ids.picture}` },
    segments: { path: 'segments' },
    'segments/new': one('segments/new', 'add', segment),
    'segments/show': { path: `segments/${ids.segment}` },
    'segments/edit': one(`segments/${ids.segment}/edit`, 'save', { ...segment, ...first }),
    'segments/archive': one(`segments/${ids.segment}/archive`, 'archive', { reason: '', ...first }),
    'customer-counts': { path: 'customer-counts' },
    'customer-counts/new': one('customer-counts/new', 'upload', {}, customers),
    'customer-counts/show': { path: `customer-counts/${ids.customerCount}` },
    'customer-counts/withdrawal': one(`customer-counts/${ids.customerCount}/withdrawal`, 'withdraw', {
      ...{ reason: 'The wrong file', ...first },
    }),
    'customer-files/show': one(`customer-files/${ids.customerFile}`, 'correct columns', {
      ...{
        column_0: 'key',
        column_1: 'segment',
        column_2: '',
        header: 'on',
        numbers: 'point',
        leftValue: '',
        ...first,
      },
    }),
    'customer-files/application': one(`customer-files/${ids.customerFile}/application`, 'keep the sums', {
      ...{ name: 'Another', countedOn: addDays(today, -2), valueName: 'Charges', valueUnit: 'money', ...first },
      ...{ group_0: 'new', group_1: ids.segment },
    }),
    'customer-files/removal': one(`customer-files/${ids.customerFile}/removal`, 'throw away', first),
    'effort-and-value': { path: 'effort-and-value' },

    journeys: { path: 'journeys' },
    'journeys/new': one('journeys/new', 'add', journey),
    'journeys/show': { path: `journeys/${ids.journey}` },
    'journeys/edit': one(`journeys/${ids.journey}/edit`, 'save', { ...journey, ...first }),
    'journeys/archive': one(`journeys/${ids.journey}/archive`, 'archive', { reason: '', ...first }),
    'journeys/comparison': { path: `journeys/${ids.journey}/comparison` },
    'journeys/maps/new': one(`journeys/${ids.journey}/maps/new`, 'begin', {
      kind: 'to-be',
      copyOfId: ids.asIsMap,
      reason: 'Learnt',
    }),
    'journeys/maps/show': { path: `${maps}/${ids.asIsMap}` },
    'journeys/maps/current': one(`${maps}/${ids.draftMap}/current`, 'make current', first),
    'journeys/maps/archive': one(`${maps}/${ids.draftMap}/archive`, 'archive', { reason: '', ...first }),
    'journeys/maps/copies': one(`${maps}/${ids.toBeMap}/copies`, 'copy', {
      stepIds: [ids.step],
      phaseId: ids.toBePhase,
      after: '',
    }),
    'journeys/maps/file': { path: `${maps}/${ids.asIsMap}/files/map.csv` },
    'journey-phases/new': one(`${maps}/${ids.asIsMap}/phases/new`, 'add', { name: 'Another', after: '' }),
    'journey-phases/edit': one(`journey-phases/${ids.phase}/edit`, 'save', { name: 'Renamed', ...first }),
    'journey-phases/position': one(`journey-phases/${ids.phase}/position`, 'move', { place: '1', ...first }),
    'journey-phases/archive': one(`journey-phases/${ids.phase}/archive`, 'remove', { reason: '', ...first }),
    'journey-steps/new': one(`${maps}/${ids.asIsMap}/steps/new`, 'add', {
      ...stepWords,
      phaseId: ids.phase,
      after: '',
    }),
    'journey-steps/show': { path: `journey-steps/${ids.step}` },
    'journey-steps/edit': one(`journey-steps/${ids.step}/edit`, 'save', {
      ...stepWords,
      ...{ touchpointId: ids.touchpoint, ownerId: ids.holder, kpiIds: [ids.kpi], ...first },
    }),
    'journey-steps/words': one(`journey-steps/${ids.step}/words`, 'save', { ...stepWords, ...first }),
    'journey-steps/rating': one(`journey-steps/${ids.step}/rating`, 'rate', {
      ...{ success: '4', effort: '2', emotion: '', evidenceGrade: 'observed', ratingNote: 'Seen' },
      ...first,
    }),
    'journey-steps/position': one(`journey-steps/${ids.step}/position`, 'move', {
      phaseId: ids.phase,
      place: '1',
      ...first,
    }),
    'journey-steps/archive': one(`journey-steps/${ids.step}/archive`, 'remove', { reason: '', ...first }),
    touchpoints: { path: 'touchpoints' },
    'touchpoints/new': one('touchpoints/new', 'add', touchpoint),
    'touchpoints/show': { path: `touchpoints/${ids.touchpoint}` },
    'touchpoints/edit': one(`touchpoints/${ids.touchpoint}/edit`, 'save', { ...touchpoint, ...first }),
    'touchpoints/archive': one(`touchpoints/${ids.touchpoint}/archive`, 'archive', { reason: '', ...first }),
    feedback: { path: 'feedback' },
    'feedback/scores': { path: 'feedback/scores' },
    'feedback/restrictions': { path: 'feedback/restrictions' },
    'feedback/restrictions/new': one('feedback/restrictions/new', 'restrict', {
      ...{ listeningPostId: ids.post, reason: 'Names of colleagues', endsOn: addDays(today, 20) },
    }),
    'feedback/restrictions/lifting': one(`feedback/restrictions/${ids.restriction}/lifting`, 'lift', {
      reason: 'Looked through',
    }),
    'feedback/show': { path: `feedback/${ids.response}` },
    'feedback/contact': one(`feedback/${ids.response}/contact`, 'open', { reason: 'To answer' }),
    'feedback/erasure': one(`feedback/${ids.response}/erasure`, 'erase', { reason: 'Asked by the customer' }),
    'kpis/feedback': one(`kpis/${ids.computedKpi}/feedback`, 'compute', {
      ...{ questionId: ids.scoreQuestion, touchpointId: ids.touchpoint, segmentId: '', personaId: '', unitId: '' },
      ...{ themeId: '', language: '', ...first },
    }),
    'kpis/feedback/end': one(`kpis/${ids.computedKpi}/feedback/end`, 'end', { reason: 'No more surveys', ...first }),

    observations: { path: 'observations' },
    'observations/new': one('observations/new', 'add', { ...observation, seenOn: '', seenTime: '', visitId: '' }),
    'observations/show': { path: `observations/${ids.observation}` },
    'observations/edit': one(`observations/${ids.observation}/edit`, 'save', {
      ...{ ...observation, seenOn: addDays(today, -1), seenTime: '10:00', removePhoto: '' },
      ...first,
    }),
    'observations/themes': one(`observations/${ids.observation}/themes`, 'put under', {
      themeIds: [ids.spareTheme],
      themeName: '',
      ...first,
    }),
    'observations/archive': one(`observations/${ids.observation}/archive`, 'archive', { reason: '', ...first }),
    visits: { path: 'visits' },
    'visits/new': {
      path: 'visits/new',
      forms: {
        'plan for another': { fields: { ...visit, visitorId: ids.author } },
        'plan for oneself': { fields: { ...visit, visitorId: 'the actor' } },
      },
    },
    'visits/show': { path: `visits/${ids.visit}` },
    'visits/edit': one(`visits/${ids.visit}/edit`, 'save', { ...visit, visitorId: 'the actor', ...first }),
    'visits/completion': one(`visits/${ids.visit}/completion`, 'complete', { note: 'All was well', ...first }),
    'visits/archive': one(`visits/${ids.visit}/archive`, 'archive', { reason: '', ...first }),
    themes: { path: 'themes' },
    'themes/new': one('themes/new', 'add', { ...theme, name: 'Another' }),
    'themes/show': { path: `themes/${ids.theme}` },
    'themes/edit': one(`themes/${ids.theme}/edit`, 'save', { ...theme, ...first }),
    'themes/archive': one(`themes/${ids.theme}/archive`, 'archive', { reason: '', ...first }),
    'themes/decision': {
      path: `themes/${ids.theme}/decision`,
      forms: {
        watch: { fields: { decision: 'watch', reason: 'Few', reviewOn: addDays(today, 60), ...first } },
        act: { fields: { decision: 'act', reason: 'Many', reviewOn: '', ...first } },
      },
    },

    'themes/merge': one(`themes/${ids.theme}/merge`, 'merge', { intoId: ids.spareTheme, reason: 'The same', ...first }),
    'themes/words': one(`themes/${ids.theme}/words`, 'tag what is there'),
    'themes/rejection': one(`themes/${ids.theme}/rejection`, 'reject', { responseId: ids.response }),
    'themes/taggings/undo': one(`themes/${ids.theme}/taggings/${ids.tagging}/undo`, 'undo'),
    'themes/tagging': {
      path: 'themes/tagging?show=tagged+too',
      forms: {
        tag: {
          path: 'themes/tagging',
          fields: { responseIds: [ids.response], themeId: ids.spareTheme, themeName: '', quiet: '' },
        },
        'tag with a new theme': {
          path: 'themes/tagging',
          fields: { responseIds: [ids.response], themeId: '', themeName: 'Brand new', quiet: 'on' },
        },
      },
    },
    'themes/tagging/undo': one('themes/tagging/undo', 'undo', {
      themeId: ids.theme,
      responseIds: [ids.response],
      quiet: '',
    }),
    'themes/tagging/all': {
      path: 'themes/tagging/all?q=waited',
      forms: {
        'tag all': {
          path: 'themes/tagging/all',
          fields: { q: 'waited', postId: ids.post, themeId: ids.spareTheme, themeName: '' },
        },
      },
    },
    'themes/suggestions': { path: 'themes/suggestions' },
    'themes/suggestions/dismissal': one('themes/suggestions/dismissal', 'put aside', { words: 'queue security' }),
    'themes/suggestions/return': one('themes/suggestions/return', 'bring back', {
      words: 'dismissed_suggestion words 1',
    }),

    gaps: { path: 'gaps' },
    'gaps/matrix': { path: 'gaps/matrix' },
    'gaps/new': one('gaps/new', 'add', {
      ...gap,
      ...{ observationIds: [ids.observation], themeIds: [ids.theme], responseIds: [ids.response] },
    }),
    'gaps/show': { path: `gaps/${ids.gap}` },
    'gaps/edit': one(`gaps/${ids.gap}/edit`, 'save', { ...gap, ...first }),
    'gaps/rating': one(`gaps/${ids.gap}/rating`, 'rate', { value: '5', effort: '1', size: '2', ...first }),
    'gaps/state': one(`gaps/${ids.gap}/state`, 'take up', { to: 'being closed', reason: '', ...first }),
    'gaps/evidence/new': one('gaps/evidence/new', 'link', {
      ...{ gapId: ids.gap, themeIds: [ids.spareTheme], observationIds: [], responseIds: [] },
    }),
    'gaps/evidence': one(`gaps/${ids.gap}/evidence`, 'link', {
      ...{ observationIds: [ids.spareObservation], themeIds: [], responseIds: [] },
    }),
    'gaps/evidence/removal': one(`gaps/${ids.gap}/evidence/removal`, 'take off', {
      ...{ kind: 'observation', evidenceId: ids.observation, reason: '' },
    }),
    'gaps/archive': one(`gaps/${ids.gap}/archive`, 'archive', { reason: '', ...first }),
    reconstructions: { path: 'reconstructions' },
    'reconstructions/new': one(
      'reconstructions/new',
      'read in',
      { pseudonym: 'Traveller 9', journeyId: ids.journey, note: '' },
      { name: 'file', filename: 'events.csv', bytes: Buffer.from('When,What\n2026-03-01 10:00,Asked the way\n') },
    ),
    'reconstructions/show': { path: `reconstructions/${ids.reconstruction}` },
    'reconstructions/edit': one(`reconstructions/${ids.reconstruction}/edit`, 'save', {
      ...{ pseudonym: 'Traveller 8', note: '' },
      ...first,
    }),
    'reconstructions/reading': one(`reconstructions/${ids.readReconstruction}/reading`, 'read again', {
      ...{ column_0: 'when', column_1: 'what', header: 'on', days: 'month first' },
      ...first,
    }),
    'reconstructions/confirmation': one(`reconstructions/${ids.readReconstruction}/confirmation`, 'lay out', first),
    'reconstructions/steps': one(`reconstructions/${ids.reconstruction}/steps`, 'correct', { step_0: '', ...first }),
    'reconstructions/gaps': one(`reconstructions/${ids.reconstruction}/gaps`, 'make a gap', {
      mismatch: `no step:${ids.strayEvent}`,
    }),
    'reconstructions/archive': one(`reconstructions/${ids.reconstruction}/archive`, 'archive', {
      reason: '',
      ...first,
    }),

    kpis: { path: 'kpis' },
    'kpis/new': {
      path: 'kpis/new',
      forms: {
        'add for another': { fields: { ...kpi, ownerId: ids.author } },
        'add without owner': { fields: { ...kpi, ownerId: '' } },
        'add as its owner': { fields: { ...kpi, ownerId: 'the actor' } },
      },
    },
    'kpis/show': { path: `kpis/${ids.kpi}` },
    'kpis/edit': one(`kpis/${ids.kpi}/edit`, 'save', { ...kpi, ownerId: ids.holder, ...first }),
    'kpis/archive': one(`kpis/${ids.kpi}/archive`, 'archive', { reason: '', ...first }),
    'kpis/values': one(`kpis/${ids.kpi}/values`, 'record', { period_0: free, seen_0: '0', value_0: '5', reason: '' }),
    'kpis/targets': one(`kpis/${ids.kpi}/targets`, 'set', { dueOn: addDays(today, 30), value: '70', reason: 'Agreed' }),
    'kpis/targets/withdrawal': one(`kpis/${ids.kpi}/targets/${ids.target}/withdrawal`, 'withdraw', {
      reason: 'Too bold',
      ...first,
    }),
    'listening-posts': { path: 'listening-posts' },
    'listening-posts/new': one('listening-posts/new', 'add', post),
    'listening-posts/show': { path: `listening-posts/${ids.post}` },
    'listening-posts/edit': one(`listening-posts/${ids.post}/edit`, 'save', { ...post, steps: [], ...first }),
    'listening-posts/archive': one(`listening-posts/${ids.post}/archive`, 'archive', { reason: '', ...first }),
    'listening-posts/import': one(
      `listening-posts/${ids.post}/import`,
      'upload',
      {},
      { name: 'file', filename: 'answers.csv', bytes: Buffer.from(`Response ID,Date,NPS\nfresh,${today},9\n`) },
    ),
    intake: { path: `listening-posts/${ids.post}/intake` },
    'intake/tokens/new': one(`listening-posts/${ids.post}/intake/tokens/new`, 'token', { name: 'Till', endsOn: '' }),
    'intake/webhooks/new': one(`listening-posts/${ids.post}/intake/webhooks/new`, 'webhook', {
      ...{ name: 'Survey', maker: 'sirius' },
    }),
    'intake/secret': one(`listening-posts/${ids.post}/intake/${ids.intakeWebhook}/secret`, 'secret', {
      ...{ secret: '', ...first },
    }),
    'intake/ending': one(`listening-posts/${ids.post}/intake/${ids.intakeToken}/ending`, 'end', first),
    'questions/new': one(`listening-posts/${ids.post}/questions/new`, 'add', {
      ...{ ...question, kind: 'csat', scaleLow: '1', scaleHigh: '5', topFrom: '4' },
    }),
    'questions/edit': one(`listening-posts/${ids.post}/questions/${ids.scoreQuestion}/edit`, 'save', {
      ...question,
      ...first,
    }),
    coverage: { path: 'coverage' },
    'response-imports/show': one(`response-imports/${ids.responseImport}`, 'correct columns', {
      ...{ role_0: 'response id', role_1: 'answered at', role_2: 'nps', scale_2: '0-10', codes_2: '', label_2: 'NPS' },
      ...{ dayOrder: 'year first', timeZone: 'UTC', answeredOn: '', unfinished: 'keep', contacts: 'leave out' },
      ...first,
    }),
    'response-imports/format': one(`response-imports/${ids.responseImport}/format`, 'read anew', {
      ...{ encoding: 'UTF-8', delimiter: 'comma', skip: '0', headerRows: '1' },
      ...first,
    }),
    'response-imports/application': one(`response-imports/${ids.responseImport}/application`, 'import', first),
    'response-imports/undoing': one(`response-imports/${ids.appliedImport}/undoing`, 'undo', first),
    'response-imports/problems': { path: `response-imports/${ids.responseImport}/problems.csv` },
    'kpis/import': one(`kpis/${ids.kpi}/import`, 'upload', {}, { name: 'file', filename: 'values.csv', bytes: csv }),
    'kpi-values': one('kpi-values', 'record', { cell_0: `${ids.kpi}/${free}/0`, value_0: '5', reason: '' }),
    'imports/show': one(`imports/${ids.dataImport}`, 'correct columns', {
      ...{ column_0: 'period', column_1: 'value', header: 'on', numbers: 'point' },
      ...first,
    }),
    'imports/application': one(`imports/${ids.dataImport}/application`, 'import', { reason: '', ...first }),

    account: one('account', 'save', { name: 'New Name', wantsDigest: 'on' }),
    'account/password': one('account/password', 'change', { currentPassword: password, newPassword }),
    'account/sessions': one('account/sessions', 'end others', { handle: '', currentPassword: '' }),

    people: { path: 'people' },
    'people/new': {
      path: 'people/new',
      forms: {
        invite: { fields: { name: 'Nia', email: 'nia@new.example', role: 'contributor', unitId: '', jobTitle: '' } },
        'invite an administrator': {
          fields: { name: 'Nia', email: 'nia@new.example', role: 'administrator', unitId: '', jobTitle: '' },
        },
      },
    },
    'people/new/several': one('people/new/several', 'invite', {
      people: 'Nia New <nia@new.example>',
      role: 'contributor',
      unitId: '',
    }),
    'people/show': { path: `people/${ids.holder}` },
    'people/edit': one(`people/${ids.author}/edit`, 'save', {
      name: 'Renamed',
      email: '',
      unitId: '',
      jobTitle: '',
      ...first,
    }),
    'people/access': {
      path: `people/${ids.author}/access`,
      forms: {
        'give a role': { fields: { role: 'contributor', access: 'open', reason: '', ...first } },
        disable: { fields: { role: 'business_owner', access: 'closed', reason: '', ...first } },
      },
    },
    'people/invitation': {
      path: `people/${ids.invited}/invitation`,
      forms: {
        'send again': { fields: { act: 'send', ...first } },
        withdraw: { fields: { act: 'withdraw', ...first } },
      },
    },
    units: { path: 'units' },
    'units/new': one('units/new', 'add', { name: 'Another', parentId: '' }),
    'units/show': { path: `units/${ids.homeUnit}` },
    'units/edit': one(`units/${ids.homeUnit}/edit`, 'save', { name: 'Renamed', parentId: '', ...first }),
    'units/archive': one(`units/${ids.spareUnit}/archive`, 'archive', { reason: '', ...first }),
    settings: one('settings', 'save', { ...settings, ...first }),
    permissions: { path: 'permissions' },
    outbox: { path: 'outbox' },
    'outbox/show': { path: `outbox/${ids.mail}` },

    initiatives: { path: 'initiatives' },
    'initiatives/new': one('initiatives/new', 'add', initiative),
    'initiatives/show': { path: `initiatives/${ids.idea}` },
    'initiatives/edit': one(`initiatives/${ids.idea}/edit`, 'save', { ...initiative, ...first }),
    'initiatives/stage': {
      path: `initiatives/${ids.idea}/stage`,
      forms: {
        propose: { fields: { to: 'proposed', reason: '', ...first } },
        approve: {
          path: `initiatives/${ids.proposed}/stage`,
          fields: { to: 'approved', reason: '', ...first },
        },
        stop: {
          path: `initiatives/${ids.proposed}/stage`,
          fields: { to: 'stopped', reason: 'No money', ...first },
        },
        finish: {
          path: `initiatives/${ids.running}/stage`,
          fields: { to: 'finished', reason: 'Enough', ...first },
        },
      },
    },
    'initiatives/acceptance': one(`initiatives/${ids.idea}/acceptance`, 'accept', first),
    'initiatives/archive': one(`initiatives/${ids.idea}/archive`, 'archive', { reason: '', ...first }),
    'initiatives/kpis/new': one(`initiatives/${ids.idea}/kpis/new`, 'link', { kpiId: ids.spareKpi, ...link }),
    'initiatives/kpis/edit': one(`initiatives/${ids.idea}/kpis/${ids.ideaLink}/edit`, 'save', {
      ...link,
      ...first,
    }),
    'initiatives/kpis/removal': one(`initiatives/${ids.idea}/kpis/${ids.ideaLink}/removal`, 'unlink', {
      reason: 'No effect',
      ...first,
    }),

    cases: { path: 'cases' },
    'cases/new': one('cases/new', 'open', {
      ...{ title: 'A bag came late', account: 'They waited', journeyStepId: ids.step, touchpointId: ids.touchpoint },
      ...{ listeningPostId: ids.post, responseId: '', ownerId: ids.holder },
    }),
    'cases/rules': { path: 'cases/rules' },
    'cases/rules/new': one('cases/rules/new', 'make', { ...rule, name: 'Another' }),
    'cases/rules/show': { path: `cases/rules/${ids.caseRule}` },
    'cases/rules/edit': one(`cases/rules/${ids.caseRule}/edit`, 'save', { ...rule, ...first }),
    'cases/rules/activity': one(`cases/rules/${ids.caseRule}/activity`, 'switch on', { to: 'on', ...first }),
    'cases/rules/archive': one(`cases/rules/${ids.caseRule}/archive`, 'archive', { reason: '', ...first }),
    'cases/wall-index': { path: 'cases/wall-index' },
    'cases/hours': one('cases/hours', 'save', {
      ...{
        monday: '9-17',
        tuesday: '9-17',
        wednesday: '9-12, 13-17',
        thursday: '',
        friday: '',
        saturday: '',
        sunday: '',
      },
      ...{ dueHours: '8', holidays: '2030-12-25 Christmas Day', ...first },
    }),
    'cases/replies': one('cases/replies', 'tell several', { ids: [ids.replyTask], on: today, text: 'It is done now' }),
    'cases/replies/show': {
      path: `cases/replies/${ids.replyTask}`,
      forms: {
        tell: { fields: { to: 'done', on: today, text: 'It is done now', reason: '', ...first } },
        drop: { fields: { to: 'dropped', on: today, text: '', reason: 'They asked us not to', ...first } },
      },
    },
    'cases/show': { path: `cases/${ids.case}` },
    'cases/edit': one(`cases/${ids.case}/edit`, 'save', {
      ...{ title: 'Renamed', journeyStepId: '', touchpointId: '' },
      ...first,
    }),
    'cases/escalation': one(`cases/${ids.case}/escalation`, 'escalate', {
      ...{ themeId: ids.spareTheme, gapId: '', reason: 'It is another one', ...first },
    }),
    'cases/owner': one(`cases/${ids.case}/owner`, 'hand over', { ownerId: ids.author, reason: 'Knows it', ...first }),
    'cases/state': one(`cases/${ids.case}/state`, 'acknowledge', { to: 'acknowledged', reason: '', ...first }),
    'cases/told': one(`cases/${ids.case}/told`, 'record', { to: 'set', on: today, ...seen, ...first }),
    'cases/resolved': one(`cases/${ids.case}/resolved`, 'record', { to: 'set', on: today, ...seen, ...first }),
    'cases/log': one(`cases/${ids.case}/log`, 'add', { kind: 'reply', happenedOn: today, body: 'We looked into it' }),
    'cases/log/erasure': one(`cases/${ids.case}/log/${ids.entry}/erasure`, 'take out', { reason: 'It named somebody' }),
    'cases/archive': one(`cases/${ids.case}/archive`, 'archive', { reason: '', ...first }),

    stories: { path: 'stories' },
    'stories/new': one('stories/new', 'tell', { ...story, responseId: ids.response }),
    'stories/show': { path: `stories/${ids.story}` },
    'stories/edit': one(`stories/${ids.story}/edit`, 'save', { ...story, ...first }),
    'stories/consent': one(`stories/${ids.story}/consent`, 'record', {
      ...{ givenOn: addDays(today, -1), how: 'Said on the phone', outside: 'on', endsOn: addDays(today, 400) },
      ...first,
    }),
    'stories/publication': {
      path: `stories/${ids.draftStory}/publication`,
      forms: {
        publish: { fields: { to: 'published', ...first } },
        'take back': { path: `stories/${ids.story}/publication`, fields: { to: 'draft', ...first } },
      },
    },
    'stories/withdrawal': one(`stories/${ids.story}/withdrawal`, 'withdraw', { on: today, reason: '', ...first }),
    'stories/archive': one(`stories/${ids.story}/archive`, 'archive', { reason: '', ...first }),

    'action-plans': { path: 'action-plans' },
    'action-plans/new': one('action-plans/new', 'add', { ...plan, initiativeId: ids.running }),
    'action-plans/show': { path: `action-plans/${ids.plan}` },
    'action-plans/edit': one(`action-plans/${ids.plan}/edit`, 'save', { ...plan, ...first }),
    'action-plans/acceptance': one(`action-plans/${ids.plan}/acceptance`, 'accept', first),
    'action-plans/completion': one(`action-plans/${ids.plan}/completion`, 'finish', {
      to: 'finished',
      reason: 'Done',
      ...first,
    }),
    'action-plans/archive': one(`action-plans/${ids.plan}/archive`, 'archive', { reason: '', ...first }),
    'action-plans/updates/new': one(`action-plans/${ids.plan}/updates/new`, 'send', {
      ...{ version: '1', statedStatus: 'on track', sentence: 'Fine', nextStep: '', helpWanted: '', kpiPeriod: '' },
      ...{ kpiValue: '', kpiN: '', kpiSd: '', kpiPromoters: '', kpiDetractors: '' },
    }),
    'action-plans/updates/show': { path: `action-plans/${ids.plan}/updates/${ids.update}` },
    'action-plans/updates/acknowledgement': one(
      `action-plans/${ids.plan}/updates/${ids.update}/acknowledgement`,
      'acknowledge',
    ),
    'action-plans/milestones/new': one(`action-plans/${ids.plan}/milestones/new`, 'add', {
      name: 'Another',
      dueOn: addDays(today, 20),
    }),
    'action-plans/milestones/edit': one(`action-plans/${ids.plan}/milestones/${ids.milestone}/edit`, 'save', {
      name: 'Renamed',
      dueOn: addDays(today, 20),
      reason: 'Later',
      ...first,
    }),
    'action-plans/milestones/reached': one(`action-plans/${ids.plan}/milestones/${ids.milestone}/reached`, 'reach', {
      to: 'reached',
    }),
    'action-plans/milestones/archive': one(`action-plans/${ids.plan}/milestones/${ids.milestone}/archive`, 'archive', {
      reason: '',
      ...first,
    }),
    'action-plans/items/new': one(`action-plans/${ids.plan}/items/new`, 'add', { ...item, dueOn: addDays(today, 20) }),
    'action-items': { path: 'action-items' },
    'action-items/show': { path: `action-items/${ids.item}` },
    'action-items/edit': one(`action-items/${ids.item}/edit`, 'save', { ...item, progress: '10', ...first }),
    'action-items/completion': one(`action-items/${ids.item}/completion`, 'finish', { to: 'done' }),
    'action-items/due-date': one(`action-items/${ids.item}/due-date`, 'move', {
      dueOn: addDays(today, 33),
      reason: 'Later',
      ...first,
    }),
    'action-items/archive': one(`action-items/${ids.item}/archive`, 'archive', { reason: '', ...first }),
    'access/routes/absent': { path: 'no/such/page' },
  }
}

/** What the form sends; `the actor` in a field is whoever sends it. */
export function bodyOf(
  { fields, file }: NonNullable<Sample['forms']>[string],
  actor: string,
): URLSearchParams | FormData {
  const body = file ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) body.append(name, each === 'the actor' ? actor : each)
  if (file) (body as FormData).append(file.name, new Blob([new Uint8Array(file.bytes)]), file.filename)
  return body
}
