// With the page, not when it is wanted: whoever checks in may have no network to fetch it by.
import { drawOnWhite } from '#shared/draw-on-white.ts'
import { decodeQR } from 'qr/decode.js'
import { absolute, call } from '../../api'
import { pickFiles } from '../../camera/index.h5'
import { areas } from '../../city'
import { randomId } from '../../random'
import { storedValue } from '../../storage'
import type { Spot } from '../../place/datum'
import { resident } from '../../session'
import type { CalendarEntry } from './index'

export const canScan = true
/** Long side to which a picture is brought before it is read; a code fills a good part of it. */
const enough = 1200

/** A picture of the code is taken and read, in every browser alike; what cannot be read is an empty code. */
export async function scan(): Promise<string | undefined> {
  const [file] = await pickFiles(1, ['camera'])
  if (!file) return undefined
  try {
    const image = await createImageBitmap(file)
    const by = Math.min(1, enough / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * by)
    canvas.height = Math.round(image.height * by)
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (!pen) return ''
    // A code on nothing is read as one on paper.
    drawOnWhite(pen, image, canvas)
    image.close()
    return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height), { effort: Infinity, timeLimit: 3_000 })
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

const trial = storedValue(
  'trial',
  (value): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)
)

/** Where a stub answers for WeChat this browser may be somebody too: made up, and always the same. */
export const mayTry = async (): Promise<boolean> => (await areas()).city.trial === true
export async function tryOut(): Promise<void> {
  const who = trial.read() ?? (await randomId())
  trial.write(who)
  resident.enter(await call('signInWechat', { body: { code: `browser-${who}:${await randomId()}` } }))
}
