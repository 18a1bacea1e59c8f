/**
 * A PNG without what a picture does not need. Text chunks (zTXt, iTXt) unpack to a thousand times their size, and a decoder keeps
 * every one: 773 KB of them once took 2.8 GB. Kept are the picture, its palette and transparency, how its colours are meant,
 * and which way up it is.
 */
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const repeated = new Set(['IDAT'])
const needed = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'eXIf', 'IDAT', 'IEND'])
/** Longer than any honest profile or orientation; what is larger is left out. */
const ancillaryAtMost = 1024 * 1024
const sizeLimited = new Set(['iCCP', 'eXIf'])

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature)

/** The needed chunks in their order, each once but the picture's own; a file that breaks off is cut where it does. */
export function neededChunks(bytes: Buffer): Buffer {
  const kept: Buffer[] = [signature]
  const seen = new Set<string>()
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    const wanted =
      needed.has(type) &&
      (repeated.has(type) || !seen.has(type)) &&
      !(sizeLimited.has(type) && length > ancillaryAtMost)
    if (wanted) kept.push(bytes.subarray(at, end))
    seen.add(type)
    if (type === 'IEND') break
    at = end
  }
  return Buffer.concat(kept)
}
