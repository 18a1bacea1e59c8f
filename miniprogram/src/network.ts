import { watchNetwork } from './platform'
import { store, useStore } from './store'

const online = store(true)
let listeners = 0
let stop: (() => void) | undefined

/** The network is watched while somebody looks, by one watch for all of them. */
const watched = {
  read: online.read,
  listen(heard: () => void) {
    if (listeners++ === 0) stop = watchNetwork(online.write)
    const leave = online.listen(heard)
    return () => {
      leave()
      if (--listeners === 0) stop?.()
    }
  }
}

/** Told now, and whenever the network is there again. */
export function whenOnline(heard: () => void): void {
  watched.listen(() => online.read() && heard())
}

/** Whether the phone believes it has a network. A belief only: calls are tried all the same. */
export const useOnline = (): boolean => useStore(watched)
