/** What is ticked in a table of kinds and channels, as the contract takes it. */
import { noticeKinds, personalChannels, type NoticeKind, type NoticeWishes } from '#shared/notices.ts'
import type { Posted } from '../frame/fields.ts'

const kindsIn = (fields: Posted, name: string): NoticeKind[] =>
  noticeKinds.filter((kind) => fields[name]?.includes(kind))

export const wishesIn = (fields: Posted): NoticeWishes => {
  const [wechat, email, sms] = personalChannels.map((channel) => kindsIn(fields, channel))
  return { on: { wechat: wechat ?? [], email: email ?? [], sms: sms ?? [] }, urgent: kindsIn(fields, 'urgent') }
}
