/** The whole contract on one screen. */
import { activityEndpoints } from './activities.ts'
import { affectedEndpoints } from './affected.ts'
import { approvalEndpoints } from './approvals.ts'
import { assessmentEndpoints } from './assessment.ts'
import { caseEndpoints } from './cases.ts'
import { certificateEndpoints } from './certificates.ts'
import { contactReadEndpoints } from './contact-reads.ts'
import { cityEndpoints } from './city.ts'
import { digestEndpoints } from './digests.ts'
import type { AnswerOf, Endpoint, InputOf } from './endpoint.ts'
import { deliveryEndpoints } from './deliveries.ts'
import { exposureEndpoints } from './exposure.ts'
import { hourEndpoints } from './hours.ts'
import { ledgerEndpoints } from './ledger.ts'
import { memberEndpoints } from './members.ts'
import { noticeEndpoints } from './notices.ts'
import { wechatMessageEndpoints } from './wechat-messages.ts'
import { orderEndpoints } from './orders.ts'
import { ownDataEndpoints } from './own-data.ts'
import { photoEndpoints } from './photos.ts'
import { presenceEndpoints } from './presence.ts'
import { rehearsalEndpoints } from './rehearsals.ts'
import { releaseEndpoints } from './releases.ts'
import { reportEndpoints } from './reports.ts'
import { oversightEndpoints } from './oversight.ts'
import { setUpEndpoints } from './set-up.ts'
import { staffEndpoints } from './staff.ts'
import { signInEndpoints } from './sign-in.ts'
import { similarEndpoints } from './similar.ts'
import { robotEndpoints } from './robots.ts'
import { openDataEndpoints } from './open-data.ts'
import { standardsEndpoints } from './standards.ts'
import { premisesEndpoints } from './premises.ts'
import { volunteerEndpoints } from './volunteers.ts'
import { watchEndpoints } from './watch.ts'
import { suggestionEndpoints } from './suggestions.ts'

export const api = {
  ...cityEndpoints,
  ...memberEndpoints,
  ...signInEndpoints,
  ...staffEndpoints,
  ...approvalEndpoints,
  ...noticeEndpoints,
  ...wechatMessageEndpoints,
  ...digestEndpoints,
  ...deliveryEndpoints,
  ...robotEndpoints,
  ...photoEndpoints,
  ...reportEndpoints,
  ...caseEndpoints,
  ...similarEndpoints,
  ...affectedEndpoints,
  ...contactReadEndpoints,
  ...ledgerEndpoints,
  ...orderEndpoints,
  ...watchEndpoints,
  ...standardsEndpoints,
  ...openDataEndpoints,
  ...exposureEndpoints,
  ...activityEndpoints,
  ...presenceEndpoints,
  ...hourEndpoints,
  ...volunteerEndpoints,
  ...ownDataEndpoints,
  ...oversightEndpoints,
  ...certificateEndpoints,
  ...premisesEndpoints,
  ...assessmentEndpoints,
  ...suggestionEndpoints,
  ...releaseEndpoints,
  ...setUpEndpoints,
  ...rehearsalEndpoints
} satisfies Record<string, Endpoint>

export type Api = typeof api
export type ApiName = keyof Api
export type ApiInput<N extends ApiName> = InputOf<Api[N]>
export type ApiAnswer<N extends ApiName> = AnswerOf<Api[N]>
