// Every task the queue can run, by name, and when the recurring ones run. Tasks run at least once: each is idempotent.
import type { JobHelpers } from 'graphile-worker'
import { judgeStandings } from '#app/action-plans/judge.server.ts'
import { openCases } from '#app/cases/opening.server.ts'
import { sendDigests } from '#app/dashboards/digest.server.ts'
import { sendPasswordReset } from '#app/email/password-reset.server.ts'
import { deliverCheckpoints } from '#app/email/checkpoints.server.ts'
import { sendMail } from '#app/email/send.server.ts'
import { computeKpis, computeKpisEverywhere } from '#app/feedback/kpi-feedback.server.ts'
import { recountScores } from '#app/feedback/recount.server.ts'
import { checkProof } from '#app/history/proof-checks.server.ts'
import { importKindOf } from '#app/import-kinds.server.ts'
import { applyImport } from '#app/imports/applying.server.ts'
import { applyResponses, undoResponseImport } from '#app/listening-posts/applying-responses.server.ts'
import { noteResponsesEverywhere } from '#app/listening-posts/noting-responses.server.ts'
import { readResponses } from '#app/listening-posts/response-imports.server.ts'
import { goOnTagging } from '#app/themes/taggings.server.ts'
import { tagByWords } from '#app/themes/arrivals.server.ts'
import { checkProofs } from './check-proofs.server.ts'
import { makeCheckpoints } from './checkpoints.server.ts'
import { tidy } from './tidy.server.ts'

type Task = (payload: unknown, helpers: JobHelpers) => Promise<void>

export const tasks: Record<string, Task> = {
  'send-mail': (payload, helpers) => sendMail(payload as { org: string; mail: string }, helpers),
  'send-password-reset': (payload, helpers) =>
    sendPasswordReset(payload as { email: string; askedAt: string }, helpers),
  'apply-import': async (payload) => {
    const { org, importId } = payload as { org: string; importId: string }
    await applyImport(org, importId, importKindOf)
  },
  'read-responses': (payload) => ofImport(payload, readResponses),
  'apply-responses': (payload) => ofImport(payload, applyResponses),
  'undo-responses': (payload) => ofImport(payload, undoResponseImport),
  // After responses have come; every few minutes in any case.
  'open-cases': (payload) => openCases((payload ?? {}) as { org?: string }),
  'tag-responses': (payload) => goOnTagging(payload as { org: string; taggingId: string }),
  'tag-by-words': tagByWords,
  'note-responses': noteResponsesEverywhere,
  tidy,
  'make-checkpoints': makeCheckpoints,
  'deliver-checkpoints': (payload) => deliverCheckpoints(payload as { org: string }),
  'check-proof': (payload) => checkProof(payload as { org: string; check: string }),
  'check-proofs': checkProofs,
  'recount-scores': (payload) => recountScores(payload as { org: string; question: string }),
  'compute-kpis': (payload) => computeKpis(payload as { org: string }),
  'compute-kpis-everywhere': () => computeKpisEverywhere(),
  // Hourly, since every organisation has its own hour and midnight.
  'send-digests': () => sendDigests(),
  'judge-standings': judgeStandings,
}

async function ofImport(payload: unknown, work: (org: string, id: string) => Promise<unknown>) {
  const { org, importId } = payload as { org: string; importId: string }
  await work(org, importId)
}

/** Times are UTC. `fill` catches up on runs that a stopped worker missed. */
export const crontab = `
17 3 * * * tidy ?fill=1d
0 * * * * send-digests ?fill=6h
5 * * * * judge-standings ?fill=6h
*/5 * * * * make-checkpoints ?max=2
*/5 * * * * open-cases ?max=2
23 * * * * tag-by-words ?fill=1d
7 2 * * * note-responses ?fill=1d
43 2 * * * check-proofs ?fill=1d
37 * * * * compute-kpis-everywhere ?fill=6h
`
