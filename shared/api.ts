/** The whole contract on one screen. */
import { casePromises } from './cases.ts'
import { cityPromises } from './city.ts'
import type { AnswerOf, Endpoint, InputOf } from './endpoint.ts'
import { memberPromises } from './members.ts'
import { photoPromises } from './photos.ts'
import { reportPromises } from './reports.ts'
import { suggestPromises } from './suggest.ts'

export const api = {
  ...cityPromises,
  ...memberPromises,
  ...photoPromises,
  ...reportPromises,
  ...casePromises,
  ...suggestPromises
} satisfies Record<string, Endpoint>

export type Api = typeof api
export type ApiName = keyof Api
export type ApiInput<N extends ApiName> = InputOf<Api[N]>
export type ApiAnswer<N extends ApiName> = AnswerOf<Api[N]>
