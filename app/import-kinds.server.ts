// Every kind of import there is. Stands above the rooms, like routes.ts: the mechanism knows no kind, and no kind another.
import type { ImportKind } from './imports/import-kind.ts'
import { kpiValueImport } from './kpis/kpi-value-import.server.ts'

const kinds: Record<string, ImportKind> = { kpi_value: kpiValueImport }

/** Throws for a kind that is not registered: a mistake of ours, never a user's. */
export function importKindOf(name: string): ImportKind {
  const kind = kinds[name]
  if (!kind) throw new Error(`No import of “${name}” is known.`)
  return kind
}
