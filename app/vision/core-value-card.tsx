import { clsx } from 'clsx'
import { Check, type LucideIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Card } from '#app/ui/page.tsx'
import { linesOf } from './lines.ts'

interface CoreValue {
  id: string
  name: string
  meaning: string
  dos: string
  donts: string
  initiativeCount: number
}

interface CoreValueCardProps {
  value: CoreValue
  org: string
  /** 2 where the cards stand right under the page's title. */
  headingLevel?: 2 | 3
  actions?: ReactNode
}

/** One value as people read it: what it means, what we do and what we do not. */
export function CoreValueCard({ value, org, headingLevel = 3, actions }: CoreValueCardProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  return (
    <Card className="flex flex-col gap-4">
      <div>
        <Heading dir="auto" className="font-serif text-xl">
          <TextLink href={paths.coreValue(org, value.id)} quiet className="font-normal!">
            {value.name}
          </TextLink>
        </Heading>
        {value.meaning && (
          <p dir="auto" className="mt-1.5 text-ink-muted">
            {value.meaning}
          </p>
        )}
      </div>
      <DosAndDonts dos={value.dos} donts={value.donts} />
      <div className="mt-auto flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3 text-sm text-ink-muted">
        {value.initiativeCount
          ? `Served by ${plural(value.initiativeCount, 'initiative')}`
          : 'No initiative serves it yet'}
        {actions && <span className="flex gap-1">{actions}</span>}
      </div>
    </Card>
  )
}

export function DosAndDonts({ dos, donts, wide }: { dos: string; donts: string; wide?: boolean }) {
  const [does, avoids] = [linesOf(dos), linesOf(donts)]
  if (!does.length && !avoids.length)
    return <p className="text-sm text-ink-muted">No do’s and don’ts yet: nobody can tell what it asks of them.</p>
  return (
    <div className={clsx('grid gap-4', wide && 'sm:grid-cols-2 sm:gap-8')}>
      {does.length > 0 && <Lines title="Do’s" lines={does} icon={Check} tone="text-good" />}
      {avoids.length > 0 && <Lines title="Don’ts" lines={avoids} icon={X} tone="text-bad" />}
    </div>
  )
}

function Lines({ title, lines, icon: Icon, tone }: { title: string; lines: string[]; icon: LucideIcon; tone: string }) {
  return (
    <div>
      <p className="mb-1 text-sm font-medium">{title}</p>
      <ul className="grid gap-1">
        {lines.map((line, at) => (
          <li key={at} dir="auto" className="flex gap-2">
            <Icon aria-hidden className={clsx('mt-1 size-4 shrink-0', tone)} />
            <span className="min-w-0">{line}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
