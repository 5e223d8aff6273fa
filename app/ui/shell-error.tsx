import { useRouteLoaderData } from '@remix-run/react'
import { RouteErrorBoundary } from './error-page.tsx'
import { Shell, type ShellProps } from './shell.tsx'

/** For the `ErrorBoundary` of the route `organisation`: a page went wrong, the way around stays. */
export function ShellErrorBoundary() {
  const shell = useRouteLoaderData('organisation') as ShellProps | undefined
  if (!shell)
    return (
      <main>
        <RouteErrorBoundary />
      </main>
    )
  return (
    <Shell shell={shell}>
      <RouteErrorBoundary />
    </Shell>
  )
}
