import Taro from '@tarojs/taro'
import { absolute, download } from '../../api'
import { toGcj, type Spot } from '../../place/datum'

/** WeChat's camera as a scanner, its calendar and its map; `index.h5.ts` is the browser's side. */
export async function scan(): Promise<string | undefined> {
  try {
    const { result } = await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] })
    return result
  } catch {
    return undefined
  }
}

export interface CalendarEntry {
  title: string
  from: string
  to: string
  address: string
  /** The signed .ics file, for where a phone has no calendar to write to. */
  file: string
}

export async function addToCalendar({ title, from, to, address }: CalendarEntry): Promise<boolean> {
  try {
    await Taro.addPhoneCalendar({
      title,
      startTime: Math.floor(Date.parse(from) / 1000),
      endTime: String(Math.floor(Date.parse(to) / 1000)),
      location: address,
      alarm: true,
      alarmOffset: 3600
    })
    return true
  } catch {
    return false
  }
}

export const showPlace = (at: Spot, name: string): void =>
  void Taro.openLocation({ ...toGcj(at), name, scale: 16 }).catch(() => undefined)

export const canScan = true

/** An address for other people's browsers. */
export const publicAddress = (path: string): string => absolute(path)

export async function openPdf(path: string): Promise<void> {
  const filePath = await download(path)
  // What WeChat shows can be sent on from there.
  await Taro.openDocument({ filePath, fileType: 'pdf', showMenu: true })
}

/** WeChat vouches for everyone here; a browser's side has another way where nobody does. */
export const mayTry = (): Promise<boolean> => Promise.resolve(false)
export const tryOut = (): Promise<void> => Promise.resolve()
