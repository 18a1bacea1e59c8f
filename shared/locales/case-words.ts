/** Sentences about a case. */
import type { TimelineEntry } from '../cases.ts'
import { limitWords, workingSpan } from '../time-format.ts'
import { cases } from './cases.ts'
import { fill } from './fill.ts'

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

const sentenceOf = ({ verb, rerouted, help, consent }: TimelineEntry): string =>
  help ? cases.helped : rerouted ? cases.rerouted : consent === false ? cases.consentTaken : cases.happened[verb]

/** What happened in a step, as its title. */
export const stepTitle = (entry: TimelineEntry): string =>
  fill(sentenceOf(entry), {
    ...(entry.help && {
      title: entry.help.title,
      people: entry.help.people,
      span: workingSpan(entry.help.minutes * 60_000, Infinity)
    }),
    office: entry.office?.short ?? entry.office?.name ?? '',
    category: entry.category?.name ?? '',
    more: entry.more ? limitWords(entry.more) : '',
    count: entry.count ?? ''
  })
