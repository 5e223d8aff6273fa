// What an address says that a gap is to rest on: `?theme=…&response=…&observation=…`, each as often as needed. Pure.

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
