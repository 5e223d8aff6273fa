/** Fills an empty database with the demo organisations: two years of a real past, told through the commands that users run. */
import pg from 'pg'
import { hashPassword } from '#app/access/passwords.server.ts'
import { createOrganisation } from '#app/access/set-up.server.ts'
import { judgeOrganisation } from '#app/action-plans/judge.server.ts'
import { pool } from '#db/database.ts'
import { type Content, bayline, ferries } from './content.ts'
import { tellExperiences } from './experience-acts.ts'
import { tellCustomers } from './customer-acts.ts'
import { tellFeedback } from './feedback-acts.ts'
import { tellCases } from './case-acts.ts'
import { tellCustomerStories } from './customer-story-acts.ts'
import { tellGaps } from './gap-acts.ts'
import { tellInitiative } from './initiative-acts.ts'
import { tellJourneys } from './journey-acts.ts'
import { tellKpis } from './kpi-acts.ts'
import { tellObservations } from './observation-acts.ts'
import { tellOrganisation } from './organisation-acts.ts'
import { tellPlan } from './plan-acts.ts'
import { type Story, administratorOf, beginStory, foundingMoment, personOf, remember, runStory } from './story.ts'
import { tellThemes } from './theme-acts.ts'
import { tellStrategy } from './strategy-acts.ts'

/** The process's pool must be open. Everybody of the demo signs in with the same password. */
export async function seedDemo({ password, ownerUrl }: { password: string; ownerUrl: string }): Promise<void> {
  const passwordHash = await hashPassword(password)
  // A seeding that is cut off begins anew, so nothing waits for the disk: on the one connection that is used in turn.
  await pool().query('set synchronous_commit = off')
  try {
    for (const content of [bayline, ferries]) await seedOrganisation(content, password, passwordHash)
  } finally {
    await pool().query('reset synchronous_commit')
  }
  await analyse(ownerUrl)
}

async function seedOrganisation(content: Content, password: string, passwordHash: string) {
  const began = performance.now()
  const { slug } = content.organisation
  const story = beginStory(content, new Date(), passwordHash)
  await foundOrganisation(story, password)
  tellOrganisation(story)
  tellStrategy(story)
  tellCustomers(story)
  const carried = tellKpis(story)
  tellJourneys(story)
  tellFeedback(story)
  tellThemes(story)
  tellObservations(story)
  tellGaps(story)
  tellExperiences(story)
  for (const initiative of story.initiatives) tellInitiative(story, initiative)
  for (const plan of story.plans) tellPlan(story, plan, carried)
  tellCases(story)
  tellCustomerStories(story)
  const { acts, batches } = await runStory(story)
  await judgeOrganisation(slug)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (process.env.SIRIUS_SEED_TIMES === '1')
    console.log(`${slug}: ${acts} acts in ${batches} goes, ${carried.size} values with updates, ${seconds} s`)
}

async function foundOrganisation(story: Story, password: string) {
  const { slug, name, timeZone, locale, currency } = story.organisation
  const administrator = personOf(story, administratorOf(story))
  const { memberId } = await createOrganisation({
    ...{ slug, name, timeZone, locale, currency, password },
    adminName: administrator.name,
    adminEmail: administrator.email,
    now: foundingMoment(story),
  })
  remember(story, 'member', administrator.key, memberId)
}

/** The planner should know what is there before the first page is asked for. */
async function analyse(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
