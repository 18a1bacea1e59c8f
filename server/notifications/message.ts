/** What a delivery says, before a channel gives it its face: one notice, or several that went together. */
import { deliveries as say } from '#shared/locales/deliveries.ts'
import { fill } from '#shared/locales/index.ts'
import { notices as noticeWords } from '#shared/locales/notices.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { KeptNotice } from './model.ts'
import { aboutOf, isAffected, isToStaff, kindOf, sentencesOf } from './present.ts'

export interface MessageItem {
  title: string
  text: string
  href: string
}
export interface Message {
  title: string
  items: readonly MessageItem[]
  /** How many more there are than are said. */
  more: number
  /** Why one gets it. */
  why: string
  city: string
  /** Where one stops it. */
  stop?: string
}

/** Every link begins at the city's own address, and leads to a page that asks who one is. */
function hrefOf(notice: KeptNotice, publicUrl: string): string {
  const about = aboutOf(notice)
  const path = isToStaff(notice.member)
    ? `/office/notices/open?${new URLSearchParams({ id: notice.row.toHexString(), about, no: notice.no }).toString()}`
    : about === 'activity'
      ? `/activities/${encodeURIComponent(notice.no)}`
      : about === 'certificate'
        ? '/certificates'
        : isAffected(notice)
          ? `/cases/${encodeURIComponent(notice.no)}`
          : '/track'
  return `${publicUrl}${path}`
}

const itemsAtMost = 10

/** `notices` is not empty; the oldest stands first. */
export function messageOf(notices: readonly KeptNotice[], city: CitySnapshot, publicUrl: string): Message {
  const items = notices
    .slice(0, itemsAtMost)
    .map((notice) => ({ ...sentencesOf(notice, city), href: hrefOf(notice, publicUrl) }))
  const [first] = notices
  const several = notices.length > 1
  const { why } = say.mail
  const reason = several || !first ? why.several : isToStaff(first.member) ? why.staff : why.resident
  return {
    title: several ? fill(say.mail.several, { n: notices.length }) : (items[0]?.title ?? ''),
    items,
    more: notices.length - items.length,
    why: fill(reason, { city: city.info.short, kind: first ? noticeWords.kind[kindOf(first)] : '' }),
    city: city.info.short
  }
}

/** What the button on the desk sends. */
export const testMessage = (city: CitySnapshot, publicUrl: string): Message => ({
  title: say.test.title,
  items: [{ title: say.test.title, text: say.test.text, href: `${publicUrl}/` }],
  more: 0,
  why: fill(say.mail.why.test, { city: city.info.short }),
  city: city.info.short
})
