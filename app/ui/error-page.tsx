import { isRouteErrorResponse, useLocation, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import { Button, LinkButton } from './button.tsx'
import { reviveDrafts } from './draft.ts'
import { useHydrated } from './hydrated.ts'
import { oddMoment, samePageAt } from '#app/moment.ts'
import { TextLink } from './link.tsx'
import { Mark } from './mark.tsx'

interface ErrorPageProps {
  status: number
  title?: string
  message?: ReactNode
  requestId?: string
  homeHref: string
}

const words: Record<number, { title: string; message: string }> = {
  400: {
    title: 'That request made no sense',
    message: 'Something in the address or the form was malformed. Go back and try again.',
  },
  401: { title: 'Please sign in', message: 'You are not signed in, or your session has ended.' },
  403: {
    title: 'You may not do this',
    message: 'Your role does not allow it. If it should, ask an administrator.',
  },
  404: {
    title: 'There is nothing here',
    message: 'The address may be mistyped, the record may have been removed, or you may not see it.',
  },
  405: { title: 'That does not work here', message: 'This address takes another kind of request.' },
  409: {
    title: 'Somebody was faster',
    message: 'The record changed while you worked on it. Open it again to see what was saved.',
  },
  413: { title: 'That is too much', message: 'What you sent is larger than this place accepts.' },
  422: {
    title: 'That cannot be done now',
    message: 'The state of the record does not allow it. Open it again to see why.',
  },
  429: { title: 'Too many requests', message: 'Wait a minute, then try again.' },
  500: {
    title: 'Something broke',
    message: 'This is our fault, and it has been noted. What you typed into long forms is kept in this browser.',
  },
  503: { title: 'Sirius is resting', message: 'The service is starting or under maintenance. Try again in a minute.' },
}

/** Says what happened, that it is nobody's fault who reads it, and where to go. */
export function ErrorPage({ status, title, message, requestId, homeHref }: ErrorPageProps) {
  const known = words[status] ?? (status >= 500 ? words[500]! : words[400]!)
  const hydrated = useHydrated()
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-16 sm:px-8">
      <Mark className="size-10 text-accent opacity-70" />
      <p className="tabular text-sm text-ink-muted">{status}</p>
      <h1 className="font-serif text-3xl">{title ?? known.title}</h1>
      <p className="max-w-prose text-ink-muted">{message ?? known.message}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <LinkButton href={homeHref} variant="primary">
          Go to the start
        </LinkButton>
        {hydrated && (
          <Button variant="quiet" onClick={() => window.history.back()}>
            Go back
          </Button>
        )}
      </div>
      {requestId && (
        <p className="text-xs text-ink-muted">
          If you report this, give this number: <code className="font-mono">{requestId}</code>
        </p>
      )}
    </div>
  )
}

/** For the `ErrorBoundary` of a route: thrown answers have words, bugs have none but ours. */
export function RouteErrorBoundary() {
  const error = useRouteError()
  const inside = useRouteLoaderData('organisation') as { org?: { slug?: string } } | undefined
  useEffect(reviveDrafts, [error])
  const status = isRouteErrorResponse(error) ? error.status : 500
  const data = isRouteErrorResponse(error) ? (error.data as unknown) : undefined
  const { pathname, search } = useLocation()
  const present = samePageAt(pathname + search, null)
  if (status === 403 && present !== pathname + search)
    return (
      <ErrorPage
        status={status}
        title="The past is read only"
        message={
          <>
            Nobody can change what was. <TextLink href={present}>Open this page as it is today</TextLink> to do it
            there.
          </>
        }
        homeHref={`/${inside?.org?.slug ?? ''}`}
      />
    )
  if (status === 404 && present !== pathname + search)
    return (
      <ErrorPage
        status={status}
        title="There was nothing here then"
        message={
          <>
            Perhaps it was recorded later. <TextLink href={present}>Open this page as it is today</TextLink>, or choose
            another moment with the clock in the top bar.
          </>
        }
        homeHref={pathname.replace(/^(\/[^/]+).*$/s, '$1')}
      />
    )
  const odd = status === 404 ? oddMoment(pathname + search) : null
  if (odd)
    return (
      <ErrorPage
        status={status}
        title="There was no such moment"
        message={
          <>
            “{odd.moment}” is no day or time that can be looked back at. A moment is written as a day, such as{' '}
            <code className="font-mono">@2026-03-01</code>, or a day and a time, such as{' '}
            <code className="font-mono">@2026-03-01T09:30</code>.{' '}
            <TextLink href={odd.present}>Open this page as it is today</TextLink>, and choose another moment there with
            the clock in the top bar.
          </>
        }
        homeHref={odd.present.replace(/^(\/[^/?#]+).*$/s, '$1')}
      />
    )
  const said =
    typeof data === 'object' && data !== null ? (data as { title?: string; message?: string; requestId?: string }) : {}
  return (
    <ErrorPage
      status={status}
      title={said.title}
      message={said.message}
      requestId={said.requestId}
      homeHref={inside?.org?.slug ? `/${inside.org.slug}` : '/'}
    />
  )
}
