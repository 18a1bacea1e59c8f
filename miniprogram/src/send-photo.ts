import { photoPartBytes } from '#shared/photos.ts'
import { asRefused, sendPart, type Caller, type Stop } from './api'
import type { PhotoFile } from './camera'
import { sha256 } from './sha256'

/**
 * One photo to the server, in parts: what has arrived need not be sent again, whatever was cut off in between. The key names it for as
 * long as it is in a draft; the photo that comes of the same parts under the same key is always the same one.
 */
const BUSY_MS = 1000
const PATIENCE = 30

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export interface Sending {
  key: string
  /** Something of it may have arrived before. */
  begun: boolean
  as: Caller
  stop: Stop
  progress: (percent: number) => void
}

export async function sendPhoto(file: PhotoFile, { key, begun, as, stop, progress }: Sending): Promise<string> {
  const count = Math.ceil(file.bytes / photoPartBytes)
  const read = (part: number) =>
    file.read(part * photoPartBytes, Math.min(photoPartBytes, file.bytes - part * photoPartBytes))
  const sums: Uint8Array[] = []
  for (let part = 0; part < count; part++) sums.push(sha256(new Uint8Array(await read(part))))
  const all = new Uint8Array(count * 32)
  for (const [part, sum] of sums.entries()) all.set(sum, part * 32)
  const whole = { bytes: file.bytes, hash: hex(sha256(all)) }

  let missing: readonly number[] = begun ? [] : sums.map((_, part) => part)
  let left = count + PATIENCE
  for (;;) {
    const [part] = missing
    const bytes = part === undefined ? new ArrayBuffer(0) : await read(part)
    try {
      const query = { ...whole, part: part ?? 0, sum: hex(sums[part ?? 0] ?? sha256(new Uint8Array())) }
      const answer = await sendPart(query, bytes, { as, key, stop })
      if (answer.photo) return answer.photo.id
      missing = answer.missing
      progress(Math.round((1 - missing.length / count) * 100))
    } catch (trouble) {
      const refused = asRefused(trouble)
      // It is being worked on, or was spoiled on its way: what the server has is asked.
      if (refused.code === 'altered') left -= PATIENCE / 3
      if (left < 0 || stop.stopped || !['in_flight', 'altered'].includes(refused.code)) throw refused
      if (refused.code === 'in_flight') await new Promise((resolve) => setTimeout(resolve, BUSY_MS))
      missing = []
    }
    if (left-- < 0) throw asRefused(undefined)
  }
}
