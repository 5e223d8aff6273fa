import { type RouteConfig, index } from '@remix-run/route-config'

export default [index('access/routes/front-door.tsx')] satisfies RouteConfig
