import { watchNetwork } from './host'
import { store, useStore } from './store'

const online = store(true)
let watching = false

/** Whether the phone believes it has a network. A belief only: calls are tried all the same. */
export function useOnline(): boolean {
  if (!watching) {
    watching = true
    watchNetwork((now) => online.write(now))
  }
  return useStore(online)
}
