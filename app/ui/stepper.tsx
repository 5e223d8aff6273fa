import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { TextLink } from './link.tsx'

export interface Step {
  key: string
  label: string
  state: 'done' | 'current' | 'ahead'
  hint?: string
  href?: string
}

/** Where something stands on a way of several stages. */
export function Stepper({ label, steps }: { label: string; steps: Step[] }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:gap-x-1">
      {steps.map((step, at) => (
        <li
          key={step.key}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className="flex min-w-0 items-center gap-2 text-sm"
        >
          <span
            aria-hidden
            className={clsx(
              'tabular inline-flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-semibold',
              step.state === 'done' && 'border-good bg-good-soft text-good',
              step.state === 'current' && 'border-accent bg-accent text-on-accent',
              step.state === 'ahead' && 'border-line-strong text-ink-muted',
            )}
          >
            {step.state === 'done' ? <Check className="size-3.5" /> : at + 1}
          </span>
          <span className={clsx(step.state === 'current' ? 'font-semibold' : 'text-ink-muted')}>
            {step.href ? (
              <TextLink href={step.href} quiet>
                {step.label}
              </TextLink>
            ) : (
              step.label
            )}
            {step.state === 'done' && <span className="sr-only"> (done)</span>}
            {step.hint && <span className="block text-xs font-normal text-ink-muted">{step.hint}</span>}
          </span>
          {at < steps.length - 1 && <span aria-hidden className="mx-2 hidden h-px w-6 bg-line-strong/50 sm:block" />}
        </li>
      ))}
    </ol>
  )
}
