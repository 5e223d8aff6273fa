// What is owed, as the `from` and `where` of a query: the same conditions for listing duties and for counting them.
import { type RawBuilder, sql } from 'kysely'
import { among } from '#db/among.ts'
import {
  caseAhead,
  itemAhead,
  personaAhead,
  replyAhead,
  storyAhead,
  updateAhead,
  valueAhead,
  visitAhead,
} from './duty.ts'

type Rows = RawBuilder<unknown>
/** What only a list needs joins in addition; counting does without. */
const nothingMore: Rows = sql``
const by = (today: string, days: number) => sql`(${today}::date + ${sql.lit(days)})`

export const updates = (ids: readonly string[], today: string, more = nothingMore): Rows => sql`
  from action_plan p join plan_standing s on s.action_plan_id = p.id ${more}
  where ${among('p.owner_id', ids)} and p.archived_at is null and s.next_update_due_on <= ${by(today, updateAhead)}`

export const values = (ids: readonly string[], today: string): Rows => sql`
  from kpi k join kpi_standing s on s.kpi_id = k.id
  where ${among('k.owner_id', ids)} and k.archived_at is null and s.next_due_on <= ${today}::date + case k.frequency
    when 'weekly' then ${sql.lit(valueAhead.weekly)} when 'monthly' then ${sql.lit(valueAhead.monthly)}
    when 'quarterly' then ${sql.lit(valueAhead.quarterly)} else ${sql.lit(valueAhead.yearly)} end`

export const items = (ids: readonly string[], today: string, more = nothingMore): Rows => sql`
  from action_item a join action_plan p on p.id = a.action_plan_id join initiative i on i.id = p.initiative_id ${more}
  where ${among('a.owner_id', ids)} and a.done_on is null and a.archived_at is null and a.due_on <= ${by(today, itemAhead)}
    and p.archived_at is null and p.finished_on is null and i.archived_at is null and i.stage not in ('finished', 'stopped')`

export const visits = (ids: readonly string[], today: string, more = nothingMore): Rows => sql`
  from visit v ${more} where ${among('v.visitor_id', ids)} and v.done_on is null and v.archived_at is null
    and v.due_on <= ${by(today, visitAhead)}`

export const initiativesToAccept = (ids: readonly string[]): Rows => sql`
  from initiative i where ${among('i.owner_id', ids)} and i.owner_accepted_at is null and i.archived_at is null
    and i.stage not in ('finished', 'stopped')`

export const plansToAccept = (ids: readonly string[]): Rows => sql`
  from action_plan p join initiative i on i.id = p.initiative_id
  where ${among('p.owner_id', ids)} and p.owner_accepted_at is null and p.archived_at is null and p.finished_on is null
    and i.archived_at is null and i.stage not in ('finished', 'stopped')`

// Only a plan's newest update waits: it stands for the earlier ones. A new reviewer does not inherit what came before.
export const acknowledgements = (ids: readonly string[], more = nothingMore): Rows => sql`
  from action_plan p join plan_standing s on s.action_plan_id = p.id join plan_update u on u.id = s.last_update_id ${more}
  where ${among('p.reviewer_id', ids)} and p.archived_at is null and u.acknowledged_at is null and u.author_id <> p.reviewer_id
    and exists (select 1 from history.action_plan h
      where h.id = p.id and h.reviewer_id = p.reviewer_id and h.recorded_from <= u.created_at)`

export const personas = (ids: readonly string[], today: string): Rows => sql`
  from persona p where ${among('p.owner_id', ids)} and p.archived_at is null and p.review_by <= ${by(today, personaAhead)}`

// Once the customer's words are gone there is nothing left to ask for.
export const stories = (ids: readonly string[], today: string): Rows => sql`
  from story s join story_words w on w.story_id = s.id and w.erased_at is null
  where ${among('s.owner_id', ids)} and s.archived_at is null and s.state = 'published' and s.consent_ends_on <= ${by(today, storyAhead)}`

export const cases = (ids: readonly string[], today: string, zone: string, more = nothingMore): Rows => sql`
  from customer_case c ${more} where ${among('c.owner_id', ids)} and c.closed_at is null and c.archived_at is null and c.told_on is null
    and c.due_at < (${today}::date + ${sql.lit(caseAhead + 1)})::timestamp at time zone ${zone}`

// A case of somebody who has left is nobody's.
export const ownerlessCases = (more = nothingMore): Rows => sql`
  from customer_case c left join member m on m.id = c.owner_id and m.disabled_at is null ${more}
  where m.id is null and c.closed_at is null and c.archived_at is null`

export const replies = (ids: readonly string[], today: string, more = nothingMore): Rows => sql`
  from reply_task t join initiative i on i.id = t.initiative_id ${more}
  where ${among('t.owner_id', ids)} and t.state = 'open' and t.due_on <= ${by(today, replyAhead)}`

export const visions = (more = nothingMore): Rows => sql`
  from vision v ${more} where v.state = 'proposed' and v.archived_at is null`

export const proposals = (more = nothingMore): Rows => sql`
  from initiative i ${more} where i.stage = 'proposed' and i.archived_at is null`
