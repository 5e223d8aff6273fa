// Every form of the site, sent in every way, by everybody: allowed ones are carried out to the end and taken back, all others write nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Site, type SiteRoute, openSite } from '#tests/support/site.ts'
import { type Actor, type Relation, type Stage, asksFully, bulk, relations, setStage } from './actors.ts'
import { type Tally, inParallel, interleaved, patiently, said } from './asking.ts'
import { type Transport, expectedOpening, expectedSending, meaningOf, transportsOf } from './cells.ts'
import { asked, expected } from './expected.ts'
import { type Sample, bodyOf, samplesFor, todayIn } from './samples.ts'
import { type Trial, makeTrial, signatureOf } from './trial.ts'

let stage: Stage
let site: Site
let samples: Record<string, Sample>
let trial: Trial
/** Requests whose transaction wrote something and came to its end. */
const wrote = new Set<string>()
beforeAll(async () => {
  stage = await setStage()
  site = await openSite({ documents: 'data' })
  samples = samplesFor({ ids: stage.bayIds, today: todayIn('Europe/Berlin') })
  trial = makeTrial()
  trial.watch(async (client) => {
    const { rows } = await client.query(`select current_setting('app.request_id', true) as id`)
    wrote.add(rows[0].id)
  })
}, 60_000)
afterAll(async () => {
  await site.close()
  await stage.close()
})

interface Job {
  id: string
  route: SiteRoute
  transport: Transport
  form: string | null
}

const routeOf = (id: string) => site.routes.find((one) => one.id === id)!
const document: Transport = { name: 'document', address: (path) => path }

/** Each form of a route, or one empty post where it has none. */
const jobsOf = (id: string): Job[] => {
  const route = routeOf(id)
  const forms = expected[id]!.send ? Object.keys(expected[id]!.send) : [null]
  const transports = route.isLayout ? [document, ...transportsOf(route)] : transportsOf(route)
  return forms.flatMap((form) => transports.map((transport) => ({ id, route, transport, form })))
}

/** What comes along beside the answer is the same for everybody of a role: one of each asks for it. */
const jobsFor = (actor: Actor, id: string) =>
  jobsOf(id).filter(({ transport: { only } }) => asksFully(actor) || !only || only === id)

const placeOf = (id: string, form: string | null) =>
  `/bay/${(form && samples[id]!.forms![form]!.path) ?? samples[id]!.path}`.replace(/\/$/, '').split('?')

/** An account is changed outside the organisation's transaction, which does not say on whose request. */
const outside = new Set(['account/password', 'account/sessions'])

async function send(tally: Tally, actor: Actor, { id, route, transport, form }: Job) {
  const [path = '', query = ''] = placeOf(id, form)
  const body = () => bodyOf(form ? samples[id]!.forms![form]! : { fields: {} }, actor.memberId ?? '')
  const address = transport.address(path, query)
  const cookie = await stage.cookie(actor)
  const answer = await patiently(() => site.ask(address, { method: 'POST', cookie, form: body() }))
  const want = transport.name === '_data' ? 'refused at the door' : expectedSending(expected[id]!, form, actor)
  let got = await meaningOf(answer, route)
  if (/^to \/bay\b/.test(got) && want === 'to done') got = 'to done'
  if (!outside.has(id) && wrote.has(String(answer.headers['x-request-id'])) !== (want === 'to done'))
    got = `to ${got}, having written ${want === 'to done' ? 'nothing' : 'something'}`
  tally.cells++
  if (got !== want)
    tally.wrong.push({ cell: `${id} (${form}) ${transport.name} by ${actor.name}`, expected: want, got })
}

describe('the matrix', () => {
  test('sending: every form, every way, everybody', { timeout: 900_000 }, async () => {
    const tally: Tally = { cells: 0, wrong: [] }
    const began = Date.now()
    const everything = Object.keys(asked).filter((id) => id !== 'pillars/defaults')
    for (const actor of stage.actors) {
      await stage.cast(actor)
      const before = await signatureOf(stage.superuser)
      trial.begin()
      await inParallel(interleaved(everything.map((id) => jobsFor(actor, id))), 6, (job) => send(tally, actor, job))
      trial.end()
      expect(await signatureOf(stage.superuser), `${actor.name} changed something for good`).toEqual(before)
      await withoutPillars(async () => {
        trial.begin()
        await inParallel(jobsOf('pillars/defaults'), 2, (job) => send(tally, actor, job))
        trial.end()
      })
    }
    const forms = Object.values(asked).reduce((sum, { send: all }) => sum + Object.keys(all ?? {}).length, 0)
    const seconds = ((Date.now() - began) / 1000).toFixed(0)
    console.log(`sending: ${forms} forms, ${tally.cells} cells, ${tally.wrong.length} wrong, ${seconds} s`)
    expect(said(tally)).toEqual([])
  })

  test('what makes a record one’s own, each by itself: opening and sending', { timeout: 900_000 }, async () => {
    const tally: Tally = { cells: 0, wrong: [] }
    const began = Date.now()
    for (const relation of relations)
      for (const someone of stage.actors.filter(({ kind, name }) => kind === 'member' && / own unit$/.test(name))) {
        const actor = { ...someone, name: `${someone.role}, only ${relation}`, holds: [relation] }
        await stage.cast(actor)
        trial.begin()
        const near = Object.keys(asked).filter((id) => nearby[relation].test(id))
        const jobs = near.flatMap(jobsOf).filter(({ transport, form }) => transport.name === 'document' && form)
        await inParallel(jobs, 6, async (job) => {
          await open(tally, actor, job)
          await send(tally, actor, job)
        })
        trial.end()
      }
    const seconds = ((Date.now() - began) / 1000).toFixed(0)
    console.log(`relations: ${relations.length}, ${tally.cells} cells, ${tally.wrong.length} wrong, ${seconds} s`)
    expect(said(tally)).toEqual([])
  })
})

/** Where a relation could count. */
const nearby: Record<Relation, RegExp> = {
  'initiative owner': /^(initiatives|action-plans|action-items)\//,
  'initiative creator': /^(initiatives|action-plans)\//,
  'initiative sponsor': /^(initiatives|action-plans)\//,
  'plan owner': /^(initiatives|action-plans|action-items)\//,
  'plan reviewer': /^(action-plans|action-items)\//,
  'item owner': /^(action-plans|action-items)\//,
  'kpi owner': /^(kpis|kpi-values|imports|outcomes|initiatives\/kpis)/,
  'outcome owner': /^(outcomes|kpis)\//,
  'persona owner': /^(personas|segments)\//,
  'journey owner': /^(journeys|journey-phases|journey-steps|touchpoints)\//,
  'touchpoint owner': /^(journeys|touchpoints)\//,
  'step owner': /^journey-steps\//,
  observer: /^observations\//,
  visitor: /^(visits|observations)\//,
  'gap owner': /^gaps\//,
  'gap creator': /^gaps\//,
  'reconstruction creator': /^reconstructions\//,
  'post owner': /^(listening-posts|questions|response-imports|intake)\//,
  'case owner': /^(cases|feedback\/contact)/,
  'reply owner': /^cases\/replies/,
  'story owner': /^stories\//,
  'story creator': /^stories\//,
  'theme owner': /^themes\//,
  'response tagger': /^themes\//,
  'update author': /^action-plans\/updates/,
  'import starter': /^imports\//,
  'view owner': /^saved-views/,
}

/** The page of the same form. */
async function open(tally: Tally, actor: Actor, { id, route, transport, form }: Job) {
  const [path = '', query = ''] = placeOf(id, form)
  if (route.hasLoader && samples[id]!.forms![form!]!.path === undefined) {
    const want = expectedOpening(
      expected[id]!,
      route,
      actor,
      transport,
      (to) => `/bay${to.replace(':id', path.split('/')[3] ?? '')}`,
    )
    const got = await meaningOf(
      await site.ask(transport.address(path, query), { cookie: await stage.cookie(actor) }),
      route,
    )
    tally.cells++
    if (got !== want) tally.wrong.push({ cell: `opening ${id} by ${actor.name}`, expected: want, got })
  }
}

/** Three pillars to begin with are offered where there are none. */
async function withoutPillars(work: () => Promise<void>) {
  const { superuser, ada } = stage
  await bulk(superuser, ada.orgId, 'update pillar set archived_at = now() where org_id = $1', [ada.orgId])
  await work()
  await bulk(superuser, ada.orgId, 'update pillar set archived_at = null where org_id = $1', [ada.orgId])
}
