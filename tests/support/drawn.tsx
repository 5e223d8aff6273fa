// Draws a component as the server does.
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js'
import { renderToString } from 'react-dom/server'
import type { ReactElement } from 'react'

/** What the server sends, without JavaScript; `answer` is what the page's action answered. */
export function drawn(element: ReactElement, answer?: object): string {
  const { dataRoutes } = createStaticHandler([{ path: '/', element }])
  const context = {
    basename: '/',
    location: { pathname: '/', search: '', hash: '', state: null, key: 'default' },
    matches: [{ params: {}, pathname: '/', pathnameBase: '/', route: dataRoutes[0]! }],
    loaderData: {},
    actionData: answer ? { '0': answer } : null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
    activeDeferreds: null,
  }
  const router = createStaticRouter(dataRoutes, context)
  const page = <StaticRouterProvider router={router} context={context} hydrate={false} />
  return renderToString(page).replaceAll('<!-- -->', '')
}
