// What a change of a column means. Pure.

/** Columns by what a change of them means. Together with `quiet` they are all columns of the table but its keys. */
export interface Columns {
  /** Who answers for it. */
  handed?: readonly string[]
  /** Where and when it stands. */
  moved?: readonly string[]
  /** What it says. */
  said: readonly string[]
  /** Bookkeeping that says nothing to a reader. */
  quiet: readonly string[]
}

/** Columns that every record has. */
export const stamps = ['created_at', 'updated_at', 'version'] as const
