// Where a story happened, in words. Pure.

/** “Security, Departing: Queue”; empty where nobody has said. */
export function whereWords({
  touchpointName,
  journeyName,
  stepName,
}: {
  touchpointName: string | null
  journeyName: string | null
  stepName: string | null
}): string {
  const step = stepName && (journeyName ? `${journeyName}: ${stepName}` : stepName)
  return [step, touchpointName].filter(Boolean).join(' · ')
}
