/** The sentence of a notice, made of its code and its facts. */
import type { NoticeFacts } from '../notices.ts'
import { clockTime, monthDayTime } from '../time-format.ts'
import { activities } from './activities.ts'
import { certificates } from './certificates.ts'
import { fill } from './index.ts'
import { marks } from './marks.ts'
import { volunteers } from './volunteers.ts'

const wordIn = (words: object, code: string): string => (words as Readonly<Record<string, string>>)[code] ?? code

/** How a fact that is no name and no person's own word is said. */
const formats: Readonly<Record<string, (value: string) => string>> = {
  until: monthDayTime,
  time: clockTime,
  what: (part) => wordIn(activities.notice.what, part),
  honour: (honour) => wordIn(volunteers.honour, honour),
  training: (training) => wordIn(activities.training, training),
  cause: (cause) => wordIn(certificates.cause, cause)
}

/** Nothing where there is no such notice. */
export function noticeWords(
  about: 'activity' | 'certificate',
  { code, facts }: { code: string; facts: NoticeFacts }
): string | undefined {
  const sentences: Readonly<Record<string, unknown>> = about === 'certificate' ? certificates.told : activities.notice
  const sentence = sentences[code]
  if (typeof sentence !== 'string') return undefined
  const said = Object.entries(facts).map(([name, value]) => {
    const format = formats[name] ?? String
    return [name, typeof value === 'object' ? value.map(format).join(marks.list) : format(String(value))]
  })
  return fill(sentence, Object.fromEntries(said) as Record<string, string>)
}
