import { CircleCheck, Eye, Handshake, type LucideIcon, PencilLine } from 'lucide-react'
import type { Act } from './duty.ts'

const icons: Record<Act, LucideIcon> = { update: PencilLine, do: CircleCheck, accept: Handshake, review: Eye }

/** A picture of what is asked; the words beside it say the same. */
export function DutyIcon({ act }: { act: Act }) {
  const Icon = icons[act]
  return (
    <span className="mt-0.5 inline-flex size-7 items-center justify-center rounded-full bg-accent-soft text-accent">
      <Icon aria-hidden className="size-4" />
    </span>
  )
}
