/**
 * What one sender has sent of late: how much a day, how much of it lies unused, and what looks alike. Whose a photo is stands beside it
 * for an hour, as a keyed hash.
 */
import { createHmac } from 'node:crypto'
import { refuse } from '#shared/errors.ts'
import type { Limit, SharedCounts } from '#server/kernel/shared-counts.ts'
import { bitsApart, coloursApart } from './look.ts'
import { findPhotos, sentBy, unusedBy, type PhotoDoc } from './model.ts'

const dayMs = 86_400_000
const megabyte = 1_048_576
/** A school, a company or a village behind one address sends as much as so many persons. */
const personsBehindAddress = 10
/** Of what a sender may send a day, this part may lie unused; the oldest of it makes room. */
const shareUnused = 1 / 10

/** Who sent what is known for so long. */
export const sendersKnownMs = 3_600_000

export const senderHash = (signingKey: Buffer, share: string): string =>
  createHmac('sha256', signingKey).update(`sender|${share}`).digest('base64url')

export interface DayLimits {
  /** Counts what comes in, until it could not be kept. Refuses `too_many` beyond what its sender may send a day. */
  taking<T>(share: string, known: boolean, bytes: number, work: () => Promise<T>): Promise<T>
  /** So many bytes of one sender may lie unused, whatever he has sent. */
  mayLieUnused(known: boolean): number
  /** What of a sender's unused photos has to go, the oldest; only who has sent much is looked at. */
  unusedBeyond(share: string, known: boolean, sender: string): Promise<string[]>
}

/** `megabytes` a day and person; 0 is no limit. */
export function dayLimits(megabytes: number, counts: SharedCounts): DayLimits {
  const limitOf = (name: string, most: number): Limit =>
    counts.limit({ name, atMost: most * megabyte, withinMs: dayMs })
  const persons = limitOf('photos of a person', megabytes)
  const addresses = limitOf('photos of an address', megabytes * personsBehindAddress)
  return {
    async taking(share, known, bytes, work) {
      if (megabytes === 0) return work()
      const limit = known ? persons : addresses
      const { used, leftMs } = limit.add(share, bytes)
      try {
        if (used > limit.atMost) refuse('too_many', { retryAfterS: Math.ceil(leftMs / 1000) })
        return await work()
      } catch (error) {
        limit.add(share, -bytes)
        throw error
      }
    },
    mayLieUnused: (known) => (megabytes === 0 ? Infinity : (known ? persons : addresses).atMost * shareUnused),
    async unusedBeyond(share, known, sender) {
      if (megabytes === 0) return []
      const limit = known ? persons : addresses
      const most = limit.atMost * shareUnused
      if (limit.used(share).used <= most) return []
      let sum = 0
      return (await unusedBy(sender)).filter(({ bytes }) => (sum += bytes) > most).map(({ _id }) => _id)
    }
  }
}

// ——— what looks alike

/** Bits of the two that differ, and how far apart their colours are. */
const bitsAtMost = 6
const colourAtMost = 20

/** Whether two looks are of what a person would call the same picture: sent again, or taken a moment later from the same place. */
export const isAlike = (a: string, b: string): boolean =>
  bitsApart(a, b) <= bitsAtMost && coloursApart(a, b) <= colourAtMost

const lookedAt = 100
const alikeAtMost = 20

/** Photos of the same sender, of the last hour, that look like this one. */
export const alikeTo = async (look: string, sender: string, now: Date): Promise<string[]> =>
  (await sentBy(sender, new Date(now.getTime() - sendersKnownMs), lookedAt))
    .filter((photo) => photo.look !== undefined && isAlike(photo.look, look))
    .slice(0, alikeAtMost)
    .map(({ _id }) => _id)

/** Numbers of what used photos that look like these, and whether their sender was asked about that. */
export async function usesOfAlike(photos: readonly PhotoDoc[]): Promise<{ numbers: string[]; asked: boolean }> {
  const like = [...new Set(photos.flatMap((photo) => photo.like ?? []))]
  if (like.length === 0) return { numbers: [], asked: false }
  const numbers = (await findPhotos(like)).flatMap(({ usedIn }) => usedIn)
  return { numbers: [...new Set(numbers)], asked: photos.some((photo) => photo.asked === true) }
}
