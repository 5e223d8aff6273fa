import { useEffect, useRef } from 'react'

/** A secret just made: with what it is for, and that it does not come again. */
export function ShownOnce({ kind, name, secret }: { kind: 'token' | 'webhook'; name: string; secret: string }) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="shown-once"
      className="card mb-8 rounded-lg border border-line-strong bg-raised p-5 print:hidden"
    >
      <h2 id="shown-once" className="text-lg font-semibold">
        {kind === 'token' ? 'The new token' : 'The webhook’s secret'}: <span dir="auto">{name}</span>
      </h2>
      <p className="mt-1 max-w-prose">
        Copy it now and keep it where {kind === 'token' ? 'your program' : 'the sender'} finds it. It is shown this
        once: Sirius keeps {kind === 'token' ? 'only its fingerprint' : 'it sealed'}.
      </p>
      <code className="mt-3 block rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere select-all">
        {secret}
      </code>
    </section>
  )
}
