// What looking back needs of the rooms: how they judge a past moment. In order: plans are judged by their KPIs.
import { judgePastPlans } from './action-plans/standings.server.ts'
import { judgePastWith } from './access/context.server.ts'
import { judgePastKpis } from './kpis/kpi-standings.server.ts'

judgePastWith(async (ctx) => {
  await judgePastKpis(ctx)
  await judgePastPlans(ctx)
})
