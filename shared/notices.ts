/** How a person can be told. In the app everything is kept; the others carry what the person wants carried. */
export const noticeChannels = ['app', 'wechat', 'email', 'sms', 'robot'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/**
 * What a person is told besides the steps of his cases: what happened, as a code with its facts. The sentence is made when
 * it is shown, in the language of whoever reads it (locales/notice-words.ts).
 */
export const activityNotices = [
  'offered',
  'lapsed',
  'removed',
  'handedOn',
  'cancelled',
  'changed',
  'message',
  'remindDay',
  'remindSoon',
  'feedback',
  'corrected',
  'notCorrected',
  'revoked',
  'honour',
  'learned',
  'notLearned'
] as const
export const certificateNotices = ['notice', 'issued', 'refused', 'revoked', 'lowered'] as const
export type ActivityNotice = (typeof activityNotices)[number]
export type CertificateNotice = (typeof certificateNotices)[number]

/** Names and people's own words as they are; everything else as codes, numbers and moments. */
export type NoticeFacts = Readonly<Record<string, string | number | readonly string[]>>

export interface Said<Code extends string = ActivityNotice | CertificateNotice> {
  code: Code
  facts: NoticeFacts
}
