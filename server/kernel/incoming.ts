/**
 * How much of what visitors send may lie in memory at once: by sender and in all. Who has more under way than his share is refused
 * before his body is read; when all is full, whoever has most of it gives way, so that nobody keeps the others out.
 */
import type { IncomingMessage } from 'node:http'
import { Refused, refuse } from '#shared/errors.ts'

/** The body of one request, as far as it lies in memory. */
export interface Held {
  /** So much more of it has come. Refuses what goes beyond the share of its sender, or finds no room. */
  add(bytes: number): void
  /** So much of it was thrown away. */
  drop(bytes: number): void
  /** Told when another one needs the room more: nothing of it may be kept. */
  onGivenUp(tell: (why: Refused) => void): void
}

export interface Incoming {
  /**
   * Reads a body and works with it; until the work is done it counts. Refuses `too_many` before anything is read where its length
   * goes beyond the share of its sender, and `unavailable` where there is no room.
   */
  reading<T>(req: IncomingMessage, sender: string, work: (held: Held) => Promise<T>): Promise<T>
}

interface Body {
  sender: string
  /** What it said it would be; what has come of it, where that is more, counts. */
  announced: number
  here: number
  giveUp: (why: Refused) => void
}

/** All bodies of one sender, the oldest first, and their sums. */
interface Share {
  bodies: Set<Body>
  here: number
  counted: number
}

/** In seconds: a body is read within some of them, or its sender is slow. */
const retryAfterS = 5
/** Every sender's share of all. Half of it is left for others, whatever one does; it holds the largest form of all. */
const shareOfOne = 1 / 2

/** A length that a request gives; none where it comes in chunks. */
export const lengthOf = (req: IncomingMessage): number | undefined => {
  const given = Number(req.headers['content-length'])
  return Number.isSafeInteger(given) ? given : undefined
}

export function incoming(bytesAtMost: number): Incoming {
  const senders = new Map<string, Share>()
  const mostOfOne = bytesAtMost * shareOfOne
  /** Of all bodies together, as far as they are here. Kept up with each change: who sends in crumbs costs no sum over all. */
  let hereInAll = 0
  const counted = ({ announced, here }: Body): number => Math.max(announced, here)
  const shareOf = (sender: string): Share => senders.get(sender) ?? { bodies: new Set(), here: 0, counted: 0 }

  function resize(body: Body, here: number): void {
    const share = shareOf(body.sender)
    // What is worked on no longer counts no more, whatever still comes of it.
    if (!share.bodies.has(body)) return
    const [wasHere, wasCounted] = [body.here, counted(body)]
    body.here = here
    share.here += here - wasHere
    share.counted += counted(body) - wasCounted
    hereInAll += here - wasHere
  }
  function begin(body: Body): void {
    const share = shareOf(body.sender)
    share.bodies.add(body)
    share.counted += counted(body)
    senders.set(body.sender, share)
  }
  function end(body: Body): void {
    resize(body, 0)
    const share = shareOf(body.sender)
    share.bodies.delete(body)
    share.counted -= counted(body)
    if (share.bodies.size === 0) senders.delete(body.sender)
  }

  /** Who has most here, and how much; asked only when there is no room. */
  function greediest(): { sender?: string; bytes: number } {
    let most: { sender?: string; bytes: number } = { bytes: 0 }
    for (const [sender, { here }] of senders) if (here > most.bytes) most = { sender, bytes: here }
    return most
  }
  /** Takes away the youngest body of who has most here; false where that is `sender` himself. */
  function makeRoom(sender: string): boolean {
    const most = greediest()
    if (most.sender === sender) return false
    const youngest = [...shareOf(most.sender ?? '').bodies].filter((body) => body.here > 0).at(-1)
    youngest?.giveUp(new Refused('unavailable', { retryAfterS }))
    return youngest !== undefined
  }
  /** Who only says that he will send much takes room from nobody but himself. */
  function letIn(sender: string, length: number): void {
    const own = shareOf(sender)
    if (own.counted + length > mostOfOne) refuse('too_many', { retryAfterS })
    if (hereInAll + length > bytesAtMost && own.here + length >= greediest().bytes)
      refuse('unavailable', { retryAfterS })
  }

  return {
    async reading(req, sender, work) {
      // Of a form that is too large in all what fits is kept.
      const announced = Math.min(lengthOf(req) ?? 0, mostOfOne)
      letIn(sender, announced)
      let givenUp: Refused | undefined
      const body: Body = {
        sender,
        announced,
        here: 0,
        giveUp: (why) => {
          givenUp = why
          resize(body, 0)
        }
      }
      begin(body)
      const held: Held = {
        add(bytes) {
          if (givenUp) throw givenUp
          resize(body, body.here + bytes)
          if (shareOf(sender).counted > mostOfOne) refuse('too_many', { retryAfterS })
          while (hereInAll > bytesAtMost) if (!makeRoom(sender)) refuse('unavailable', { retryAfterS })
        },
        drop(bytes) {
          resize(body, Math.max(0, body.here - bytes))
        },
        onGivenUp(tell) {
          const before = body.giveUp
          body.giveUp = (why) => {
            before(why)
            tell(why)
          }
        }
      }
      try {
        return await work(held)
      } finally {
        end(body)
      }
    }
  }
}

/** So long is what somebody sends on still read over after he was answered, so that he hears the answer and no broken connection. */
const lingersMs = 5_000

/**
 * An answer given before the body was read is the last one on its connection. Closed at once, with something unread, the connection
 * would be reset and the answer with it: what comes is thrown away until the sender is done or some seconds are over.
 */
export function answerUnread(req: IncomingMessage): void {
  const { socket } = req
  socket.destroySoon = () => {
    socket.end()
    const end = (): void => void socket.destroy()
    const timer = setTimeout(end, lingersMs)
    timer.unref()
    req.once('end', end).once('close', end)
    socket.once('close', () => clearTimeout(timer))
    req.resume()
  }
}
