/**
 * From what a phone sent to three JPEGs without metadata: decoded in full, turned upright, 1600, 800 and 320 px.
 * JPEG and no WebP, which costs four times the CPU. One at a time behind a fair queue: four at a time grow the memory by 300 MB
 * and finish no sooner on two cores. HEIC is decoded in a row and a process of its own, so that it holds up nobody else.
 */
import { fairQueue } from '#server/kernel/fair-queue.ts'
import { decoder, type Developed } from './decoder.ts'
import { costOfPicture, headerOf, pixelsAtMost } from './header.ts'
import { isPng, neededChunks } from './png.ts'

const minuteMs = 60_000
/** What takes so long has been made to, or the machine has no time for it. */
const withinMs = 20_000

/** The decoder of HEIC takes 200 MB for a picture: it is let go soon. */
export const decoders = {
  pictures: decoder({ withinMs, idleMs: 10 * minuteMs }),
  heic: decoder({ withinMs, idleMs: minuteMs / 2 })
}
const rows = { pictures: fairQueue(40), heic: fairQueue(20) }

/** Whose picture it is: whose turn it is with others, and whether it is somebody who has signed in. */
export interface Sender {
  share: string
  known: boolean
}

/**
 * Develops in turn, fairly between senders. What it costs is known from its header before it waits. Refuses `unavailable` when
 * this sender, or everybody, has too much waiting: a phone that waits in line is better told.
 */
export async function developInTurn(bytes: Buffer, { share, known }: Sender): Promise<Developed> {
  const header = await headerOf(bytes, known)
  const { kind } = header
  const row = kind === 'heic' ? 'heic' : 'pictures'
  const data = isPng(bytes) ? neededChunks(bytes) : bytes
  return rows[row](share, costOfPicture(header), () =>
    decoders[row].develop({ bytes: data, kind, pixels: pixelsAtMost(kind, known) })
  )
}
