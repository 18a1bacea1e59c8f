/** A notice as its reader may see it: codes made into sentences, in his language. */
import { kindOfNotice, type NoticeFacts, type NoticeSubject, type NoticeView } from '#shared/notices.ts'
import { noticeSentences } from '#shared/locales/notice-words.ts'
import { officeRef } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { KeptNotice, Notice } from './model.ts'

export const aboutOf = (it: Pick<Notice, 'about' | 'verb' | 'n'>): NoticeSubject =>
  it.about ?? (it.verb === 'certificate' ? 'certificate' : it.n === undefined ? 'activity' : 'case')

/** Staff who volunteer are told of it as volunteers. */
export const isToStaff = (member: string): boolean => member.startsWith('staff:') || member.startsWith('group:')

export const kindOf = (it: Pick<Notice, 'about' | 'verb' | 'n' | 'member'>) =>
  kindOfNotice(aboutOf(it), it.verb, isToStaff(it.member))

/** Offices are kept by their ids and said by their names. */
function named({ office, ...facts }: NoticeFacts, city: CitySnapshot): NoticeFacts {
  return office === undefined ? facts : { ...facts, office: officeRef(String(office), city).short }
}

/** Title and text. Neither has in it what somebody wrote, where something is, or who he is: of a case they say its number. */
export const sentencesOf = (it: Notice, city: CitySnapshot): { title: string; text: string } =>
  noticeSentences({
    about: aboutOf(it),
    verb: it.verb,
    no: it.no,
    staff: isToStaff(it.member),
    ...(it.said && { code: it.said.code }),
    facts: named(it.said?.facts ?? {}, city),
    ...(it.words !== undefined && { words: it.words })
  })

export const presentNotice = (it: KeptNotice, city: CitySnapshot): NoticeView => ({
  id: it.row.toHexString(),
  no: it.no,
  about: aboutOf(it),
  verb: it.verb,
  kind: kindOf(it),
  at: it.at.toISOString(),
  ...sentencesOf(it, city),
  unread: it.unread === true,
  ...(it.report !== undefined && { report: it.report }),
  ...(it.signup !== undefined && { signup: it.signup })
})
