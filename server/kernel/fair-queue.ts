/**
 * Work done one at a time, shared fairly between those who send it. Each sender pays for his own work: the next to be done is
 * whose work, added to what he has had lately, costs least (start-time fair queueing). So a single small photo passes a row of
 * large ones, and whoever fills the queue keeps only himself waiting: when it is full, the one who has most in it gives way.
 */
import { Refused } from '#shared/errors.ts'

interface Waiting {
  sender: string
  /** Virtual moment at which it would be finished if all senders were served at once. */
  finish: number
  run: () => Promise<void>
  giveUp: () => void
}

const full = (): Refused => new Refused('unavailable', { retryAfterS: 5 })

export type FairQueue = <T>(sender: string, cost: number, work: () => Promise<T>) => Promise<T>

/**
 * `atMost` works wait in all. Refuses `unavailable` to whoever has most waiting once the queue is full, and to a newcomer once
 * it is full of small shares. One sender alone may fill it: many people may stand behind one address.
 */
export function fairQueue(atMost: number): FairQueue {
  const waiting: Waiting[] = []
  const lastFinish = new Map<string, number>()
  let virtualNow = 0
  let busy = false

  const countOf = (sender: string): number => waiting.filter((one) => one.sender === sender).length

  async function serve(): Promise<void> {
    busy = true
    for (;;) {
      const next = waiting.reduce<Waiting | undefined>(
        (a, b) => (a === undefined || b.finish < a.finish ? b : a),
        undefined
      )
      if (!next) break
      waiting.splice(waiting.indexOf(next), 1)
      virtualNow = Math.max(virtualNow, next.finish)
      await next.run()
    }
    busy = false
    // Nobody waits: what anybody has had lies in the past.
    lastFinish.clear()
    virtualNow = 0
  }

  /** Makes room by taking the last work of whoever has most waiting; false where nobody has more than `sender` would have. */
  function makeRoom(sender: string): boolean {
    if (waiting.length < atMost) return true
    const counts = new Map<string, number>()
    for (const one of waiting) counts.set(one.sender, (counts.get(one.sender) ?? 0) + 1)
    const [greediest = '', most = 0] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])
    if (most <= countOf(sender) + 1) return false
    const last = waiting.findLastIndex((one) => one.sender === greediest)
    waiting.splice(last, 1)[0]?.giveUp()
    return true
  }

  return <T>(sender: string, cost: number, work: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (!makeRoom(sender)) return reject(full())
      const finish = Math.max(virtualNow, lastFinish.get(sender) ?? 0) + cost
      lastFinish.set(sender, finish)
      waiting.push({
        sender,
        finish,
        run: () => work().then(resolve, reject),
        giveUp: () => reject(full())
      })
      if (!busy) void serve()
    })
}
