/** The sentences of a notice, made of its code and its facts. */
import type { NoticeFacts, NoticeSubject } from '../notices.ts'
import { clockTime, monthDay, monthDayTime } from '../time-format.ts'
import { activities } from './activities.ts'
import { approvals } from './approvals.ts'
import { certificates } from './certificates.ts'
import { digests } from './digests.ts'
import { fill, words } from './index.ts'
import { marks } from './marks.ts'
import { notices } from './notices.ts'
import { volunteers } from './volunteers.ts'

const wordIn = (catalogue: object, code: string): string =>
  (catalogue as Readonly<Record<string, string>>)[code] ?? code

/** How a fact that is no name and no person's own word is said. */
const formats: Readonly<Record<string, (value: string) => string>> = {
  until: monthDayTime,
  time: clockTime,
  what: (part) => wordIn(activities.notice.what, part),
  honour: (honour) => wordIn(volunteers.honour, honour),
  training: (training) => wordIn(activities.training, training),
  cause: (cause) => wordIn(certificates.cause, cause)
}
const ofCases: typeof formats = {
  until: monthDay,
  from: monthDay,
  to: monthDay,
  digest: (kind) => wordIn(digests.kind, kind),
  tab: (tab) => wordIn(notices.tab, tab),
  act: (act) => wordIn(approvals.act, act)
}

const filled = (sentence: string, facts: NoticeFacts, said: typeof formats): string =>
  fill(
    sentence,
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => {
        const format = said[name] ?? String
        return [name, typeof value === 'object' ? value.map(format).join(marks.list) : format(String(value))]
      })
    )
  )

type Sentences = Readonly<Record<string, { title: string; text: string }>>

export interface NoticeToSay {
  about: NoticeSubject
  verb: string
  no: string
  /** It speaks to staff. */
  staff: boolean
  code?: string
  facts: NoticeFacts
  /** The sentence itself, of notices from before they were codes. */
  words?: string
}

/** Nothing where there is no such notice. */
export function noticeWords(
  about: 'activity' | 'certificate',
  { code, facts }: { code: string; facts: NoticeFacts }
): string | undefined {
  const sentences: Readonly<Record<string, unknown>> = about === 'certificate' ? certificates.told : activities.notice
  const sentence = sentences[code]
  return typeof sentence === 'string' ? filled(sentence, facts, formats) : undefined
}

/** Title and text; names of offices are among the facts. What nobody has words for says at least which case it is. */
export function noticeSentences({ about, verb, no, staff, code = verb, facts, words: kept }: NoticeToSay): {
  title: string
  text: string
} {
  if (about === 'activity' || about === 'certificate') {
    return { title: notices.about[about], text: noticeWords(about, { code, facts }) ?? kept ?? no }
  }
  const own: Partial<Record<NoticeSubject, Sentences>> = {
    address: notices.address,
    approval: approvals.told
  }
  const known: Sentences = own[about] ?? (staff ? notices.staff : { ...notices.reporters, ...notices.affected })
  const { title, text } = known[code] ?? { title: wordIn(words.cases.verb, verb), text: no }
  const all = { ...facts, no }
  return { title: filled(title, all, ofCases), text: filled(text, all, ofCases) }
}
