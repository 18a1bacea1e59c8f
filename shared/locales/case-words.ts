/** Sentences about a case. */
import type { TimelineEntry } from '../cases.ts'
import { limitWords } from '../time-format.ts'
import { cases } from './cases.ts'
import { fill } from './index.ts'

/** Who took a step, by his role or by what he is to the case. */
export const actorWords = ({ role }: TimelineEntry['who']): string =>
  role === undefined
    ? ''
    : role in cases.role
      ? cases.role[role as keyof typeof cases.role]
      : cases.who[role as keyof typeof cases.who]

/** Who took a step, in one line: 河滨中队 经办人 周**. */
export const actorLine = ({ who }: Pick<TimelineEntry, 'who'>): string =>
  [who.office, actorWords(who), who.name].filter(Boolean).join(' ')

/** What happened in a step, as its title. */
export const stepTitle = (entry: TimelineEntry): string =>
  fill(entry.rerouted ? cases.rerouted : cases.happened[entry.verb], {
    office: entry.office?.short ?? entry.office?.name ?? '',
    category: entry.category?.name ?? '',
    more: entry.more ? limitWords(entry.more) : '',
    count: entry.count ?? ''
  })
