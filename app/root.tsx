import { type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import { randomBytes } from 'node:crypto'
import type { ReactNode } from 'react'
import { readFlash } from '#app/access/flash.server.ts'
import { RouteErrorBoundary } from '#app/ui/error-page.tsx'
import { useNonce } from '#app/ui/nonce.ts'
import styles from '#app/ui/styles.css?url'
import { readTheme } from '#app/ui/theme.ts'

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'manifest', href: '/site.webmanifest' },
]

export const meta: MetaFunction = () => [{ title: 'Sirius' }]

/** What every page needs before anything else is drawn. Reads cookies only. */
export function loader({ request }: LoaderFunctionArgs) {
  const { flash, headers } = readFlash(request)
  const theme = readTheme(request.headers.get('cookie'))
  return data({ flash, theme, formKey: randomBytes(12).toString('base64url') }, { headers })
}

/** The document around every page and every error. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const theme = useRouteLoaderData<typeof loader>('root')?.theme ?? 'system'
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Document() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main>
      <RouteErrorBoundary />
    </main>
  )
}
