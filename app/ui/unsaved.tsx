import { useBlocker } from '@remix-run/react'
import { type RefObject, useEffect } from 'react'
import { ConfirmDialog } from './dialog.tsx'

/** Drawn only while a form holds unsaved work: asks before the page is left. `sending` lifts the guard for the form itself. */
export function UnsavedGuard({ sending, kept }: { sending: RefObject<boolean>; kept: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => !sending.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!sending.current && !kept) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [sending, kept])
  return (
    <ConfirmDialog
      open={blocker.state === 'blocked'}
      onOpenChange={(open) => !open && blocker.reset?.()}
      title="Leave without saving?"
      description={
        kept
          ? 'What you changed here is not saved. Your text stays in this browser as a draft.'
          : 'What you changed here is not saved and will be lost.'
      }
      confirmLabel="Leave"
      cancelLabel="Stay here"
      variant="danger"
      onConfirm={() => blocker.proceed?.()}
    />
  )
}
