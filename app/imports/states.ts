// How far an import has come, in words. Pure.

export const importStates = ['checked', 'applying', 'applied', 'failed'] as const
export type ImportState = (typeof importStates)[number]

export const importStateNames: Record<ImportState, string> = {
  checked: 'Read, not imported',
  applying: 'Importing',
  applied: 'Imported',
  failed: 'Stopped',
}
export const importStateTones = { checked: 'neutral', applying: 'info', applied: 'done', failed: 'bad' } as const
