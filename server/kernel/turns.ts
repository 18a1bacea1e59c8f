/** One after the other for each name, within this process; different names do not wait for each other. */
export function turns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const before = last.get(name)
    const mine = before ? before.then(work) : work()
    const over: Promise<unknown> = mine
      .catch(() => undefined)
      .then(() => (last.get(name) === over ? last.delete(name) : undefined))
    last.set(name, over)
    return mine
  }
}
