/** The part of the contract that a phone speaks; what only desks and other programs ask would weigh down its first package. */
import { activityPromises } from './activities.ts'
import { casePromises } from './cases.ts'
import { cityPromises } from './city.ts'
import type { Endpoint } from './endpoint.ts'
import { memberPromises } from './members.ts'
import { photoPromises } from './photos.ts'
import { presencePromises } from './presence.ts'
import { reportPromises } from './reports.ts'
import { suggestPromises } from './suggest.ts'

export const phone = {
  ...cityPromises,
  ...memberPromises,
  ...photoPromises,
  ...reportPromises,
  ...casePromises,
  ...activityPromises,
  ...presencePromises,
  ...suggestPromises
} satisfies Record<string, Endpoint>

export type PhoneName = keyof typeof phone
