import { absolute, call } from '../../api'
import { picked } from '../../camera/index.h5'
import { areas } from '../../city'
import { randomBytes } from '../../host'
import { shelf } from '../../kept'
import type { Spot } from '../../place/datum'
import { resident } from '../../session'
import type { CalendarEntry } from './index'

interface Reader {
  detect(image: ImageBitmap): Promise<{ rawValue: string }[]>
}
const readerOf = () => (window as { BarcodeDetector?: new (of: { formats: string[] }) => Reader }).BarcodeDetector

/** Some browsers read a QR code by themselves; in the others the place alone has to do. */
export const canScan = readerOf() !== undefined
/** A picture of the code is taken and read; what cannot be read is an empty code. */
export async function scan(): Promise<string | undefined> {
  const Reader = readerOf()
  const [file] = await picked(1, ['camera'])
  if (!file || !Reader) return undefined
  try {
    const image = await createImageBitmap(file)
    const [found] = await new Reader({ formats: ['qr_code'] }).detect(image)
    image.close()
    return found?.rawValue ?? ''
  } catch {
    return ''
  }
}

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

const trial = shelf('trial', (value): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value))
const random = async (): Promise<string> =>
  Array.from(await randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Where a stand-in answers for WeChat this browser may be somebody too: made up, and always the same. */
export const mayTry = async (): Promise<boolean> => (await areas()).city.trial === true
export async function tryOut(): Promise<void> {
  const who = trial.read() ?? (await random())
  trial.write(who)
  resident.enter(await call('signInWechat', { body: { code: `browser-${who}:${await random()}` } }))
}
