import { type RouteConfig, index, route } from '@remix-run/route-config'

// Every address of the site. Each loader and action asks for its own context: the layout of `/:org` guards nothing.
export default [
  index('access/routes/front-door.tsx'),
  route('sign-in', 'access/routes/sign-in.tsx'),
  route('sign-out', 'access/routes/sign-out.tsx'),

  route(':org', 'access/routes/organisation.tsx', { id: 'organisation' }, [
    index('access/routes/home.tsx'),

    // Initiatives
    route('initiatives', 'initiatives/routes/index.tsx', { id: 'initiatives' }),
    route('initiatives/new', 'initiatives/routes/new.tsx', { id: 'initiatives/new' }),
    route('initiatives/:id', 'initiatives/routes/show.tsx', { id: 'initiatives/show' }),
    route('initiatives/:id/edit', 'initiatives/routes/edit.tsx', { id: 'initiatives/edit' }),
    route('initiatives/:id/stage', 'initiatives/routes/stage.tsx', { id: 'initiatives/stage' }),
    route('initiatives/:id/acceptance', 'initiatives/routes/acceptance.tsx', { id: 'initiatives/acceptance' }),
    route('initiatives/:id/archive', 'initiatives/routes/archive.tsx', { id: 'initiatives/archive' }),
    route('initiatives/:id/kpis/new', 'initiatives/routes/new-kpi-link.tsx', { id: 'initiatives/kpis/new' }),
    route('initiatives/:id/kpis/:link/edit', 'initiatives/routes/edit-kpi-link.tsx', { id: 'initiatives/kpis/edit' }),
    route('initiatives/:id/kpis/:link/removal', 'initiatives/routes/kpi-link-removal.tsx', {
      id: 'initiatives/kpis/removal',
    }),
  ]),
] satisfies RouteConfig
