// Where a gap lies, in words. Pure.

export interface Between {
  asIsName: string | null
  toBeName: string | null
  touchpointName: string | null
}

/** “Wait at the belt → Bag comes home”, or the touchpoint where there is no step yet. */
export function betweenWords({ asIsName, toBeName, touchpointName }: Between): string {
  if (asIsName && toBeName) return asIsName === toBeName ? asIsName : `${asIsName} → ${toBeName}`
  return asIsName ?? toBeName ?? touchpointName ?? 'no place given'
}
