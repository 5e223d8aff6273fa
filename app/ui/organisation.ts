/** What every component may know about the page it is on: from the loaders of the routes `organisation` and `root`. */
import { useRouteLoaderData } from '@remix-run/react'
import { useId } from 'react'

export interface Flash {
  id: string
  message: string
  undo?: { action: string; fields?: Record<string, string>; label?: string }
}

interface PageFacts {
  flash?: Flash | null
  formKey?: string
  locale?: string
  timeZone?: string
  today?: string
  org?: { locale?: string; timeZone?: string }
  viewer?: { id?: string; memberId?: string }
  shell?: { viewer?: { id?: string } }
}

function usePageFacts(): { inside: PageFacts | undefined; root: PageFacts | undefined } {
  const inside = useRouteLoaderData('organisation') as PageFacts | undefined
  const root = useRouteLoaderData('root') as PageFacts | undefined
  return { inside, root }
}

/** How the viewer's organisation writes days and numbers. */
export function useLocale(): { locale: string; timeZone: string } {
  const { inside } = usePageFacts()
  return {
    locale: inside?.locale ?? inside?.org?.locale ?? 'en-GB',
    timeZone: inside?.timeZone ?? inside?.org?.timeZone ?? 'UTC',
  }
}

export function useViewerId(): string {
  const { inside } = usePageFacts()
  return inside?.shell?.viewer?.id ?? inside?.viewer?.memberId ?? inside?.viewer?.id ?? 'stranger'
}

export function useFlash(): Flash | null {
  const { inside, root } = usePageFacts()
  return inside?.flash ?? root?.flash ?? null
}

/** One key per form and page load, so that a form sent twice is done once. */
export function useFormKey(): string {
  const { inside, root } = usePageFacts()
  const id = useId()
  return `${inside?.formKey ?? root?.formKey ?? 'unkeyed'}${id}`
}
