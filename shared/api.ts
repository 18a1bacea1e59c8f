/** The whole contract on one screen. */
import { activityPromises } from './activities.ts'
import { assessmentPromises } from './assessment.ts'
import { casePromises } from './cases.ts'
import { certificatePromises } from './certificates.ts'
import { cityPromises } from './city.ts'
import type { AnswerOf, Endpoint, InputOf } from './endpoint.ts'
import { exposurePromises } from './exposure.ts'
import { hourPromises } from './hours.ts'
import { memberPromises } from './members.ts'
import { orderPromises } from './orders.ts'
import { photoPromises } from './photos.ts'
import { presencePromises } from './presence.ts'
import { rehearsalPromises } from './rehearsals.ts'
import { releasePromises } from './releases.ts'
import { reportPromises } from './reports.ts'
import { supervisionPromises } from './supervision.ts'
import { standardsPromises } from './standards.ts'
import { unitPromises } from './units.ts'
import { volunteerPromises } from './volunteers.ts'
import { suggestPromises } from './suggest.ts'

export const api = {
  ...cityPromises,
  ...memberPromises,
  ...photoPromises,
  ...reportPromises,
  ...casePromises,
  ...orderPromises,
  ...standardsPromises,
  ...exposurePromises,
  ...activityPromises,
  ...presencePromises,
  ...hourPromises,
  ...volunteerPromises,
  ...supervisionPromises,
  ...certificatePromises,
  ...unitPromises,
  ...assessmentPromises,
  ...suggestPromises,
  ...releasePromises,
  ...rehearsalPromises
} satisfies Record<string, Endpoint>

export type Api = typeof api
export type ApiName = keyof Api
export type ApiInput<N extends ApiName> = InputOf<Api[N]>
export type ApiAnswer<N extends ApiName> = AnswerOf<Api[N]>
