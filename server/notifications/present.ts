/** A notice as its reader may see it: codes made into sentences, in his language. */
import { affectedPrefix, kindOfNotice, type NoticeFacts, type NoticeSubject, type NoticeView } from '#shared/notices.ts'
import { noticeSentences } from '#shared/locales/notice-words.ts'
import { officeRef } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { KeptNotice, Notice } from './model.ts'

export const aboutOf = (notice: Pick<Notice, 'about' | 'verb' | 'n'>): NoticeSubject =>
  notice.about ?? (notice.verb === 'certificate' ? 'certificate' : notice.n === undefined ? 'activity' : 'case')

/** Staff who volunteer are told of it as volunteers. */
export const isToStaff = (member: string): boolean => member.startsWith('staff:') || member.startsWith('group:')

export const kindOf = (notice: Pick<Notice, 'about' | 'verb' | 'n' | 'member'>) =>
  kindOfNotice(aboutOf(notice), notice.verb, isToStaff(notice.member))

/** He has not reported the case; he has said that he has met the same, and reads what everybody reads. */
export const isAffected = ({ said }: Pick<Notice, 'said'>): boolean => said?.code.startsWith(affectedPrefix) === true

/** Offices are kept by their ids and said by their names. */
function named({ office, ...facts }: NoticeFacts, city: CitySnapshot): NoticeFacts {
  return office === undefined ? facts : { ...facts, office: officeRef(String(office), city).short }
}

/** Title and text. Neither has in it what somebody wrote, where something is, or who he is: of a case they say its number. */
export const sentencesOf = (notice: Notice, city: CitySnapshot): { title: string; text: string } =>
  noticeSentences({
    about: aboutOf(notice),
    verb: notice.verb,
    no: notice.no,
    staff: isToStaff(notice.member),
    ...(notice.said && { code: notice.said.code }),
    facts: named(notice.said?.facts ?? {}, city),
    ...(notice.words !== undefined && { words: notice.words })
  })

export const presentNotice = (notice: KeptNotice, city: CitySnapshot): NoticeView => ({
  id: notice.row.toHexString(),
  no: notice.no,
  about: aboutOf(notice),
  verb: notice.verb,
  kind: kindOf(notice),
  at: notice.at.toISOString(),
  ...sentencesOf(notice, city),
  unread: notice.unread === true,
  ...(notice.report !== undefined && { report: notice.report }),
  ...(notice.signup !== undefined && { signup: notice.signup })
})
