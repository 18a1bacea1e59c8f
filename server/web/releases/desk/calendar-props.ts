/** What the page of the calendar and its parts are given. */
import type { PartValues } from '#shared/parts.ts'
import type { Finding } from '#shared/releases.ts'
import type { Choices } from './fields.ts'
import type { Year } from './year.ts'

export interface CalendarProps {
  year: Year
  value: PartValues['calendar']
  revision: number
  offices: Choices['offices']
  findings: readonly Finding[]
  token: string
  today: string
  typed: Readonly<Record<string, string>>
  wrong: Readonly<Record<string, string>>
}
