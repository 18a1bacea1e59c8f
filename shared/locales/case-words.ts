/** Sentences about a case. */
import type { TimelineEntry } from '../cases.ts'
import { cases } from './cases.ts'

/** Who took a step, by his role or by what he is to the case. */
export const actorWords = ({ role }: TimelineEntry['who']): string =>
  role === undefined
    ? ''
    : role in cases.role
      ? cases.role[role as keyof typeof cases.role]
      : cases.who[role as keyof typeof cases.who]
