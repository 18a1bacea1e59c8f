/** Words of certificates, and the shared ones beside them. */
import { certificates } from '#shared/locales/certificates.ts'
import { fill } from '../../frame/words.ts'

export { certificates as say }
export { fill, words } from '#shared/locales/index.ts'

/** 2 小时 5 分钟 */
export function span(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (h === 0) return fill(certificates.minutes, { n: m })
  return m === 0 ? fill(certificates.hours, { h }) : fill(certificates.hoursMinutes, { h, m })
}
