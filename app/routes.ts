import { type RouteConfig, index, route } from '@remix-run/route-config'

// Every address of the site. Each loader and action asks for its own context: the layout of `/:org` guards nothing.
export default [
  index('access/routes/front-door.tsx'),
  route('sign-in', 'access/routes/sign-in.tsx'),
  route('sign-out', 'access/routes/sign-out.tsx'),

  // Links that open one thing once
  route('set-up/:token', 'access/routes/set-up.tsx', { id: 'set-up' }),
  route('invitation/:token', 'access/routes/invitation.tsx', { id: 'invitation' }),
  route('forgot-password', 'access/routes/forgot-password.tsx', { id: 'forgot-password' }),
  route('password-reset/:token', 'access/routes/password-reset.tsx', { id: 'password-reset' }),

  route(':org', 'access/routes/organisation.tsx', { id: 'organisation' }, [
    index('access/routes/home.tsx'),

    // Dashboards
    route('duties', 'dashboards/routes/duties.tsx', { id: 'duties' }),
    route('executive', 'dashboards/routes/executive.tsx', { id: 'executive' }),
    route('executive/visit', 'dashboards/routes/executive-visit.tsx', { id: 'executive/visit' }),
    route('strategy', 'dashboards/routes/strategy.tsx', { id: 'strategy' }),
    route('chain', 'chain/routes/index.tsx', { id: 'chain' }),
    route('chain/broken/:break', 'chain/routes/broken.tsx', { id: 'chain/broken' }),
    route('chain/:kind/:id', 'chain/routes/show.tsx', { id: 'chain/show' }),
    route('search', 'dashboards/routes/search.tsx', { id: 'search' }),
    route('search.json', 'dashboards/routes/search-json.ts', { id: 'search.json' }),
    route('history', 'dashboards/routes/history.tsx', { id: 'history' }),
    route('history/proof', 'dashboards/routes/proof.tsx', { id: 'history/proof' }),
    route('history/proof/:file', 'dashboards/routes/proof-file.ts', { id: 'history/proof/file' }),
    route('history/difference', 'history/routes/difference.tsx', { id: 'history/difference' }),
    route('history/difference.csv', 'history/routes/difference-csv.ts', { id: 'history/difference.csv' }),
    route('as-of', 'history/routes/as-of.tsx', { id: 'as-of' }),
    route('saved-views', 'people/routes/saved-views.tsx', { id: 'saved-views' }),
    route('saved-views/:id/archive', 'people/routes/saved-view-archive.ts', { id: 'saved-views/archive' }),

    // Vision
    route('vision', 'vision/routes/vision.tsx', { id: 'vision' }),
    route('vision/versions', 'vision/routes/versions/index.tsx', { id: 'vision/versions' }),
    route('vision/versions/new', 'vision/routes/versions/new.tsx', { id: 'vision/versions/new' }),
    route('vision/versions/:id', 'vision/routes/versions/show.tsx', { id: 'vision/versions/show' }),
    route('vision/versions/:id/edit', 'vision/routes/versions/edit.tsx', { id: 'vision/versions/edit' }),
    route('vision/versions/:id/proposal', 'vision/routes/versions/proposal.tsx', { id: 'vision/versions/proposal' }),
    route('vision/versions/:id/return', 'vision/routes/versions/return.tsx', { id: 'vision/versions/return' }),
    route('vision/versions/:id/ratification', 'vision/routes/versions/ratification.tsx', {
      id: 'vision/versions/ratification',
    }),
    route('vision/versions/:id/archive', 'vision/routes/versions/archive.tsx', { id: 'vision/versions/archive' }),
    route('values', 'vision/routes/values/index.tsx', { id: 'values' }),
    route('values/new', 'vision/routes/values/new.tsx', { id: 'values/new' }),
    route('values/:id', 'vision/routes/values/show.tsx', { id: 'values/show' }),
    route('values/:id/edit', 'vision/routes/values/edit.tsx', { id: 'values/edit' }),
    route('values/:id/archive', 'vision/routes/values/archive.tsx', { id: 'values/archive' }),
    route('values/:id/position', 'vision/routes/values/position.tsx', { id: 'values/position' }),
    route('pillars', 'vision/routes/pillars/index.tsx', { id: 'pillars' }),
    route('pillars/new', 'vision/routes/pillars/new.tsx', { id: 'pillars/new' }),
    route('pillars/defaults', 'vision/routes/pillars/defaults.tsx', { id: 'pillars/defaults' }),
    route('pillars/:id', 'vision/routes/pillars/show.tsx', { id: 'pillars/show' }),
    route('pillars/:id/edit', 'vision/routes/pillars/edit.tsx', { id: 'pillars/edit' }),
    route('pillars/:id/archive', 'vision/routes/pillars/archive.tsx', { id: 'pillars/archive' }),
    route('pillars/:id/position', 'vision/routes/pillars/position.tsx', { id: 'pillars/position' }),
    route('outcomes', 'vision/routes/outcomes/index.tsx', { id: 'outcomes' }),
    route('outcomes/list', 'vision/routes/outcomes/list.tsx', { id: 'outcomes/list' }),
    route('outcomes/new', 'vision/routes/outcomes/new.tsx', { id: 'outcomes/new' }),
    route('outcomes/:id', 'vision/routes/outcomes/show.tsx', { id: 'outcomes/show' }),
    route('outcomes/:id/edit', 'vision/routes/outcomes/edit.tsx', { id: 'outcomes/edit' }),
    route('outcomes/:id/archive', 'vision/routes/outcomes/archive.tsx', { id: 'outcomes/archive' }),
    route('outcomes/:id/state', 'vision/routes/outcomes/state.tsx', { id: 'outcomes/state' }),
    route('outcomes/:id/rating', 'vision/routes/outcomes/rating.tsx', { id: 'outcomes/rating' }),

    // Personas
    route('personas', 'personas/routes/personas/index.tsx', { id: 'personas' }),
    route('personas/new', 'personas/routes/personas/new.tsx', { id: 'personas/new' }),
    route('personas/:id', 'personas/routes/personas/show.tsx', { id: 'personas/show' }),
    route('personas/:id/edit', 'personas/routes/personas/edit.tsx', { id: 'personas/edit' }),
    route('personas/:id/archive', 'personas/routes/personas/archive.tsx', { id: 'personas/archive' }),
    route('personas/:id/review', 'personas/routes/personas/review.tsx', { id: 'personas/review' }),
    route('personas/:id/picture', 'personas/routes/personas/picture.tsx', { id: 'personas/picture' }),
    route('personas/:id/picture/removal', 'personas/routes/personas/picture-removal.tsx', {
      id: 'personas/picture/removal',
    }),
    route('pictures/:id', 'personas/routes/picture.tsx', { id: 'pictures/show' }),
    route('segments', 'personas/routes/segments/index.tsx', { id: 'segments' }),
    route('segments/new', 'personas/routes/segments/new.tsx', { id: 'segments/new' }),
    route('segments/:id', 'personas/routes/segments/show.tsx', { id: 'segments/show' }),
    route('segments/:id/edit', 'personas/routes/segments/edit.tsx', { id: 'segments/edit' }),
    route('segments/:id/archive', 'personas/routes/segments/archive.tsx', { id: 'segments/archive' }),

    // KPIs, and files read into them
    route('kpis', 'kpis/routes/index.tsx', { id: 'kpis' }),
    route('kpis/new', 'kpis/routes/new.tsx', { id: 'kpis/new' }),
    route('kpis/:id', 'kpis/routes/show.tsx', { id: 'kpis/show' }),
    route('kpis/:id/edit', 'kpis/routes/edit.tsx', { id: 'kpis/edit' }),
    route('kpis/:id/archive', 'kpis/routes/archive.tsx', { id: 'kpis/archive' }),
    route('kpis/:id/values', 'kpis/routes/values.tsx', { id: 'kpis/values' }),
    route('kpis/:id/targets', 'kpis/routes/targets.tsx', { id: 'kpis/targets' }),
    route('kpis/:id/targets/:target/withdrawal', 'kpis/routes/target-withdrawal.tsx', {
      id: 'kpis/targets/withdrawal',
    }),
    route('kpis/:id/import', 'kpis/routes/import.tsx', { id: 'kpis/import' }),
    route('kpi-values', 'kpis/routes/grid.tsx', { id: 'kpi-values' }),
    route('imports/:id', 'imports/routes/show.tsx', { id: 'imports/show' }),
    route('imports/:id/application', 'imports/routes/application.tsx', { id: 'imports/application' }),

    // One's own account
    route('account', 'access/routes/account.tsx', { id: 'account' }),
    route('account/password', 'access/routes/account-password.tsx', { id: 'account/password' }),
    route('account/sessions', 'access/routes/account-sessions.tsx', { id: 'account/sessions' }),

    // People
    route('people', 'people/routes/index.tsx', { id: 'people' }),
    route('people/new', 'people/routes/new.tsx', { id: 'people/new' }),
    route('people/new/several', 'people/routes/new-several.tsx', { id: 'people/new/several' }),
    route('people/:id', 'people/routes/show.tsx', { id: 'people/show' }),
    route('people/:id/edit', 'people/routes/edit.tsx', { id: 'people/edit' }),
    route('people/:id/access', 'people/routes/access.tsx', { id: 'people/access' }),
    route('people/:id/invitation', 'people/routes/invitation.tsx', { id: 'people/invitation' }),
    route('units', 'people/routes/units.tsx', { id: 'units' }),
    route('units/new', 'people/routes/new-unit.tsx', { id: 'units/new' }),
    route('units/:id', 'people/routes/unit.tsx', { id: 'units/show' }),
    route('units/:id/edit', 'people/routes/edit-unit.tsx', { id: 'units/edit' }),
    route('units/:id/archive', 'people/routes/unit-archive.tsx', { id: 'units/archive' }),
    route('settings', 'people/routes/settings.tsx', { id: 'settings' }),
    route('permissions', 'people/routes/permissions.tsx', { id: 'permissions' }),
    route('outbox', 'email/routes/outbox.tsx', { id: 'outbox' }),
    route('outbox/:id', 'email/routes/mail.tsx', { id: 'outbox/show' }),

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

    // Action plans
    route('action-plans', 'action-plans/routes/index.tsx', { id: 'action-plans' }),
    route('action-plans/new', 'action-plans/routes/new.tsx', { id: 'action-plans/new' }),
    route('action-plans/:id', 'action-plans/routes/show.tsx', { id: 'action-plans/show' }),
    route('action-plans/:id/edit', 'action-plans/routes/edit.tsx', { id: 'action-plans/edit' }),
    route('action-plans/:id/acceptance', 'action-plans/routes/acceptance.tsx', { id: 'action-plans/acceptance' }),
    route('action-plans/:id/completion', 'action-plans/routes/completion.tsx', { id: 'action-plans/completion' }),
    route('action-plans/:id/archive', 'action-plans/routes/archive.tsx', { id: 'action-plans/archive' }),
    route('action-plans/:id/updates/new', 'action-plans/routes/new-update.tsx', { id: 'action-plans/updates/new' }),
    route('action-plans/:id/updates/:update', 'action-plans/routes/update.tsx', { id: 'action-plans/updates/show' }),
    route('action-plans/:id/updates/:update/acknowledgement', 'action-plans/routes/acknowledgement.tsx', {
      id: 'action-plans/updates/acknowledgement',
    }),
    route('action-plans/:id/milestones/new', 'action-plans/routes/new-milestone.tsx', {
      id: 'action-plans/milestones/new',
    }),
    route('action-plans/:id/milestones/:milestone/edit', 'action-plans/routes/edit-milestone.tsx', {
      id: 'action-plans/milestones/edit',
    }),
    route('action-plans/:id/milestones/:milestone/reached', 'action-plans/routes/milestone-reached.tsx', {
      id: 'action-plans/milestones/reached',
    }),
    route('action-plans/:id/milestones/:milestone/archive', 'action-plans/routes/milestone-archive.tsx', {
      id: 'action-plans/milestones/archive',
    }),
    route('action-plans/:id/items/new', 'action-plans/routes/new-item.tsx', { id: 'action-plans/items/new' }),
    route('action-items', 'action-plans/routes/items.tsx', { id: 'action-items' }),
    route('action-items/:id', 'action-plans/routes/item.tsx', { id: 'action-items/show' }),
    route('action-items/:id/edit', 'action-plans/routes/edit-item.tsx', { id: 'action-items/edit' }),
    route('action-items/:id/completion', 'action-plans/routes/item-completion.tsx', { id: 'action-items/completion' }),
    route('action-items/:id/due-date', 'action-plans/routes/item-due-date.tsx', { id: 'action-items/due-date' }),
    route('action-items/:id/archive', 'action-plans/routes/item-archive.tsx', { id: 'action-items/archive' }),

    route('*', 'access/routes/absent.tsx'),
  ]),
] satisfies RouteConfig
