// When the daily mail of duties goes out. Pure.

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Made once a zone: making one takes a hundred times as long as reading it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, ...date, hour: '2-digit', hourCycle: 'h23' })
  clocks.set(timeZone, made)
  return made
}

/** The calendar day and the hour of a moment in a time zone. */
export function localTime(at: Date, timeZone: string): { day: string; hour: number } {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) }
}

/**
 * The day whose mail is to go out now, or null while its hour has not come. From that hour on it stays due until it is sent, so
 * that a worker that stopped, a clock that jumped or an hour that a summer-time change skipped makes it late, never lost.
 */
export function digestDay(at: Date, { timeZone, digestHour }: { timeZone: string; digestHour: number }): string | null {
  const { day, hour } = localTime(at, timeZone)
  return hour >= digestHour ? day : null
}
