/** What the contract complains about, as a sentence beside the field it is about. */
import { complaintWords } from '#shared/complaints.ts'
import type { Complaint } from '#shared/schema.ts'

/** The first complaint a field, by the names its form uses. `names` maps a path of the contract to a field. */
export function byField(
  complaints: readonly Complaint[],
  names: Readonly<Record<string, string>>
): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { at, code } of complaints) {
    const path = Object.keys(names).find((prefix) => at === prefix || at.startsWith(`${prefix}/`))
    const name = path && names[path]
    if (name) errors[name] ??= complaintWords(code)
  }
  return errors
}
