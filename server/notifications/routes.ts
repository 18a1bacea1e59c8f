/** What somebody was told. */
import { refuse } from '#shared/errors.ts'
import { noticeWords } from '#shared/locales/notice-words.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { personOf } from '#server/kernel/viewer.ts'
import { noticesOf, type Notice } from './model.ts'

const aboutOf = (n: Notice): 'case' | 'activity' | 'certificate' =>
  n.verb === 'certificate' ? 'certificate' : n.n === undefined ? 'activity' : 'case'

/** Of a step of a case the verb says enough; of everything else the sentence is made now, for whoever asks. */
function wordsOf(notice: Notice): { words?: string } {
  const about = aboutOf(notice)
  const words = notice.said && about !== 'case' ? noticeWords(about, notice.said) : notice.words
  return words === undefined ? {} : { words }
}

export const noticeRoutes = (): Pick<Handlers, 'myNotices'> => ({
  async myNotices(_input, viewer) {
    const notices = await noticesOf(personOf(viewer) ?? refuse('unauthenticated'), 50)
    return {
      items: notices.map((n) => ({
        no: n.no,
        about: aboutOf(n),
        verb: n.verb,
        at: n.at.toISOString(),
        ...wordsOf(n),
        ...(n.signup && { signup: n.signup })
      }))
    }
  }
})
