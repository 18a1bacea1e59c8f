/** How much the form of a report lets people write: what the contract says. */
import { reportEndpoints } from '#shared/reports.ts'
import { longestAt } from '#shared/schema.ts'

const atMost = (path: string): number | undefined => longestAt(reportEndpoints.submit.body, path, {})
export const longest = { address: atMost('/address'), contactName: atMost('/contact/name') }
