import { absolute } from '../../api'
import type { Spot } from '../../place/datum'
import type { CalendarEntry } from './index'

/** A browser scans nothing; the place alone has to do. */
export const canScan = false
export const scan = (): Promise<string | undefined> => Promise.resolve(undefined)

/** The calendar file opens in whatever calendar the device has. */
export function addToCalendar({ file }: CalendarEntry): Promise<boolean> {
  window.location.assign(absolute(file))
  return Promise.resolve(true)
}

export function showPlace({ lng, lat }: Spot): void {
  window.location.assign(`geo:${lat},${lng}?q=${lat},${lng}`)
}

export const publicAddress = (path: string): string => new URL(absolute(path), window.location.href).href

export function openPdf(path: string): Promise<void> {
  window.location.assign(absolute(path))
  return Promise.resolve()
}
