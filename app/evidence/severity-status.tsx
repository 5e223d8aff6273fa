import { Status } from '#app/ui/status.tsx'
import { severityNames, severityOf, severityTones } from './severity.ts'

export function SeverityStatus({ severity }: { severity: number }) {
  const one = severityOf(severity)
  return <Status tone={severityTones[one]}>{severityNames[one]}</Status>
}
