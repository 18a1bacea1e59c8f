import { useSyncExternalStore } from 'react'

/** One value that several pages look at: 大字版, the network, a draft. */
export interface Store<T> {
  read: () => T
  write: (value: T) => void
  listen: (heard: () => void) => () => void
}

export function store<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    read: () => value,
    write(next) {
      if (Object.is(next, value)) return
      value = next
      for (const heard of [...listeners]) heard()
    },
    listen(heard) {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    }
  }
}

export const useStore = <T>(from: Pick<Store<T>, 'read' | 'listen'>): T =>
  useSyncExternalStore(from.listen, from.read, from.read)
