// The answer to a name that another record of the same kind has: beside the field it was typed in.
import { refuse } from '#app/access/problems.ts'

/** For `.catch()` on a write: a name that exists is refused beside `name`; any other error stays what it is. */
export const nameTaken =
  (noun: string) =>
  (error: unknown): never => {
    const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown }
    if (code === '23505' && String(constraint).endsWith('_name'))
      refuse(`There is a ${noun} with this name already. Choose another name.`, 'name')
    throw error
  }
