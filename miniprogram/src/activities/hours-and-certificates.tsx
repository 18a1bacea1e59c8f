/** What the pages of hours and certificates have in common. */
import { Text, View } from '@tarojs/components'
import type { ApiAnswer } from '#shared/api.ts'
import type { CertificateStatus } from '#shared/certificates.ts'
import { hourEndpoints } from '#shared/hours.ts'
import { startOfDay, yearMonthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { certificates } from '#shared/locales/certificates.ts'
import { miniPapers as say } from '#shared/locales/mini-papers.ts'
import { ask } from '../api'
import { Icon } from '../parts/icon'
import { resident } from '../session'

/** Hours and minutes as a person says them; the sign is the caller's. */
export function spanWords(minutes: number): string {
  const all = Math.abs(minutes)
  const [h, m] = [Math.floor(all / 60), all % 60]
  return h === 0 ? fill(say.span.minutes, { m }) : fill(m === 0 ? say.span.hours : say.span.both, { h, m })
}

/** A city day, 2026-11-24, as words. */
export const dayWords = (day: string): string => yearMonthDay(startOfDay(day))

/** Only WeChat says who somebody is: nothing on the web, where nobody has hours of his own. */
export const ifSignedIn = async <T,>(read: () => Promise<T>): Promise<T | 'web'> =>
  (await resident.token()) ? read() : 'web'

export type Hours = ApiAnswer<'myHours'>
export const readHours = (after?: string): Promise<Hours> =>
  ask(hourEndpoints.myHours, { query: { ...(after && { after }) } }, { as: resident })

/** Icon and word, as the chips of cases; the one that can be used is the loudest. */
const looks = {
  requested: ['tray', 'received'],
  notice: ['half', 'handling'],
  issued: ['tickDisc', 'closed'],
  revoked: ['slashed', 'returned'],
  refused: ['slashed', 'refused'],
  withdrawn: ['trayUp', 'refused']
} as const satisfies Record<CertificateStatus, readonly [string, string]>

export function CertificateChip({ status }: { status: CertificateStatus }) {
  const [icon, tone] = looks[status]
  return (
    <View className={`chip chip-${tone}`}>
      <Icon name={icon} />
      <Text>{certificates.status[status]}</Text>
    </View>
  )
}

/** One line of facts; nothing where there is nothing to say. */
export function Fact({ name, children }: { name: string; children: string | undefined }) {
  return children ? (
    <View className="ac-k">
      <View className="ac-kn">{name}</View>
      <View className="ac-kt">{children}</View>
    </View>
  ) : null
}
