// Counts that queries over initiatives share.
import { sql } from 'kysely'

/** How many values and outcomes the initiative `i` of a query serves. */
export const servedBy = sql<number>`(select count(*) from initiative_core_value v where v.initiative_id = i.id) + (select count(*) from initiative_outcome o where o.initiative_id = i.id)`
/** How many KPIs it is linked to. */
export const kpisOf = sql<number>`(select count(*) from initiative_kpi k where k.initiative_id = i.id)`
