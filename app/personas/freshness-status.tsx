import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { type Freshness, freshnessNames, freshnessTones, freshnessOf } from './persona.ts'

/** Whether what a persona says was looked at lately. */
export function FreshnessStatus({ reviewBy, today }: { reviewBy: string | null; today: string }) {
  const { locale } = useLocale()
  const freshness: Freshness = freshnessOf({ reviewBy }, today)
  return (
    <span title={reviewBy ? `Review by ${formatDay(reviewBy, locale)}` : 'Nobody has set a day for its review'}>
      <Status tone={freshnessTones[freshness]}>{freshnessNames[freshness]}</Status>
    </span>
  )
}
