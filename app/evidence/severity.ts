// How bad something was that somebody saw. Pure.

export const severities = ['1', '2', '3', '4'] as const
export type Severity = (typeof severities)[number]
export const severityNames: Record<Severity, string> = {
  '1': 'Small',
  '2': 'Annoying',
  '3': 'Serious',
  '4': 'They leave',
}
export const severityTones = { '1': 'neutral', '2': 'info', '3': 'warn', '4': 'bad' } as const
export const severityOf = (value: number) => String(value) as Severity
