// Steps that were copied, for another map in another window of the same browser; of the same organisation only. The server copies them.
const keyOf = (org: string) => `steps:${org}`

export function rememberCopied(org: string, steps: readonly { id: string }[]) {
  try {
    localStorage.setItem(keyOf(org), JSON.stringify(steps.map(({ id }) => id)))
  } catch {
    // Storage may be forbidden: copying by the form is left.
  }
}

/** The ids of what was copied last, or none. */
export function copied(org: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(org)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, 200) : []
  } catch {
    return []
  }
}
