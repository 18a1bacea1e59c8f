/**
 * What comes for the same key while the last batch is at work is gathered and done in one go. One document that everybody
 * wants at once is then written by one hand in this process, instead of by fifty that get into each other's way.
 */
export type Thunk<R> = () => R

export function batches<T, R>(
  work: (key: string, items: readonly T[]) => Promise<readonly Thunk<R>[]>,
  atMost = 100
): (key: string, item: T) => Promise<R> {
  interface Waiting {
    item: T
    resolve(value: R): void
    reject(error: unknown): void
  }
  const queues = new Map<string, Waiting[]>()

  async function run(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, atMost)
      try {
        const done = await work(
          key,
          batch.map((w) => w.item)
        )
        for (const [i, waiting] of batch.entries()) {
          try {
            const thunk = done[i]
            if (!thunk) throw new Error('a batch forgot one of its items')
            waiting.resolve(thunk())
          } catch (error) {
            waiting.reject(error)
          }
        }
      } catch (error) {
        for (const waiting of batch) waiting.reject(error)
      }
    }
    queues.delete(key)
  }

  return (key, item) =>
    new Promise<R>((resolve, reject) => {
      const there = queues.get(key)
      const queue = there ?? []
      queue.push({ item, resolve, reject })
      if (there) return
      queues.set(key, queue)
      // A moment for those who came in the same breath.
      setImmediate(() => void run(key, queue))
    })
}

/** One after the other for each name, within this process; different names do not wait for each other. */
export function turns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const next = batches<() => Promise<unknown>, unknown>(async (_name, works) => {
    const done = await Promise.all(works.map((work) => work()))
    return done.map((value) => () => value)
  }, 1)
  return <T>(name: string, work: () => Promise<T>) => next(name, work) as Promise<T>
}
