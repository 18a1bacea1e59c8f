/** The part of the contract that a phone speaks; what only desks and other programs ask would weigh down its first package. */
import { activityEndpoints } from './activities.ts'
import { caseEndpoints } from './cases.ts'
import { cityEndpoints } from './city.ts'
import type { Endpoint } from './endpoint.ts'
import { memberEndpoints } from './members.ts'
import { photoEndpoints } from './photos.ts'
import { presenceEndpoints } from './presence.ts'
import { reportEndpoints } from './reports.ts'
import { suggestionEndpoints } from './suggestions.ts'

export const phone = {
  ...cityEndpoints,
  ...memberEndpoints,
  ...photoEndpoints,
  ...reportEndpoints,
  ...caseEndpoints,
  ...activityEndpoints,
  ...presenceEndpoints,
  ...suggestionEndpoints
} satisfies Record<string, Endpoint>

export type PhoneName = keyof typeof phone
