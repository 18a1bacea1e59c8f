/**
 * The part of the contract that a phone's first package speaks by name. What only a later package asks it asks by the endpoint
 * itself (`ask` in miniprogram/src/api.ts); what only desks and other programs ask is not on a phone at all.
 */
import { caseEndpoints } from './cases.ts'
import { cityEndpoints } from './city.ts'
import type { Endpoint } from './endpoint.ts'
import { memberEndpoints } from './members.ts'
import { photoEndpoints } from './photos.ts'
import { reportEndpoints } from './reports.ts'
import { suggestionEndpoints } from './suggestions.ts'

export const phone = {
  ...cityEndpoints,
  ...memberEndpoints,
  ...photoEndpoints,
  ...reportEndpoints,
  ...caseEndpoints,
  ...suggestionEndpoints
} satisfies Record<string, Endpoint>

export type PhoneName = keyof typeof phone
