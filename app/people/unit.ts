// Units of the organisation: their forms and the tree they make. Pure.
import { form, optionalId, optionalLongText, text, version } from '#app/ui/schema.ts'

const fields = { name: text({ label: 'a name', max: 120 }), parentId: optionalId() }
export const newUnitForm = form(fields)
export const editUnitForm = form({ ...fields, version: version() })
export const unitArchiveForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })

interface Node {
  id: string
  name: string
  parentId: string | null
}

/** The units in the order of their tree, each with its depth; what hangs under nothing shown stands at the top. */
export function inTreeOrder<U extends Node>(units: readonly U[]): (U & { depth: number })[] {
  const known = new Set(units.map(({ id }) => id))
  const children = new Map<string | null, U[]>()
  for (const unit of units) {
    const parent = unit.parentId && known.has(unit.parentId) ? unit.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  const ordered: (U & { depth: number })[] = []
  const walk = (parent: string | null, depth: number) => {
    const own = (children.get(parent) ?? []).sort(
      (a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1),
    )
    for (const unit of own) {
      ordered.push({ ...unit, depth })
      walk(unit.id, depth + 1)
    }
  }
  walk(null, 0)
  return ordered
}

/** The unit itself and everything under it: where it cannot be moved to. */
export function withDescendants(units: readonly Node[], id: string): Set<string> {
  const found = new Set([id])
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const unit of units) if (unit.parentId && found.has(unit.parentId)) found.add(unit.id)
  }
  return found
}

/** The units above one, from the top. */
export function ancestorsOf<U extends Node>(units: readonly U[], id: string): U[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const above: U[] = []
  for (let at = byId.get(id)?.parentId; at && above.length < 50; at = byId.get(at)?.parentId) {
    const unit = byId.get(at)
    if (unit) above.unshift(unit)
  }
  return above
}
