import type { ReactNode } from 'react'
import { Toasts } from '#app/ui/toast.tsx'
import { Wordmark } from '#app/ui/mark.tsx'

/** The frame of pages for people who are not signed in: one narrow column, one thing to do. */
export function StrangerPage({ title, lede, children }: { title: string; lede?: ReactNode; children?: ReactNode }) {
  return (
    <>
      <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-4 py-12">
        <Wordmark className="mb-8 self-start" />
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
        {lede && <div className="mt-2 text-ink-muted">{lede}</div>}
        <div className="mt-6">{children}</div>
      </main>
      <Toasts />
    </>
  )
}

/** Lets password managers know whose password this is. */
export function UsernameForManagers({ email }: { email: string }) {
  return <input type="email" autoComplete="username" value={email} readOnly hidden />
}
