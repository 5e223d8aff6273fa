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
  ]),
] satisfies RouteConfig
