// What an address says that a record is to rest on: `?theme=…&response=…&observation=…`, each as often as needed; and what to look for. Pure.

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function askedEvidence(url: string) {
  const asked = new URL(url).searchParams
  const ids = (name: string) =>
    asked
      .getAll(name)
      .filter((id) => uuid.test(id))
      .slice(0, 100)
  return { observationIds: ids('observation'), themeIds: ids('theme'), responseIds: ids('response') }
}

/** The same written down again, so that a form that comes back with a problem still knows it. */
export const evidenceQuery = (rests: readonly { kind: string; id: string }[]) =>
  `?${new URLSearchParams(rests.map(({ kind, id }) => [kind, id]))}`

/** The words that the page of candidates was asked for. */
export const wordsAsked = (url: string) =>
  (new URL(url).searchParams.get('q') ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200)
