// Archiving a record, or restoring it: both directions ask the same. Pure.
import { form, optionalLongText, version } from '#app/ui/schema.ts'

export const archiveForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })
