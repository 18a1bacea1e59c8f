import type { Channel } from '#shared/cases.ts'

/** The browser's side of `index.ts`. */
export const channel: Channel = 'web'

/** Nobody vouches for a visitor of the web build: a guest with receipt codes. */
export const loginCode = (): Promise<string | undefined> => Promise.resolve(undefined)

export const privacyAgreed = (): Promise<boolean> => Promise.resolve(true)

export const randomBytes = (length: number): Promise<Uint8Array> =>
  Promise.resolve(crypto.getRandomValues(new Uint8Array(length)))

export function watchNetwork(tell: (online: boolean) => void): () => void {
  const changed = () => tell(navigator.onLine)
  changed()
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Another window of the same browser writes the same storage. */
export const watchStorage = (changed: () => void): void => window.addEventListener('storage', changed)

/** A browser page begins at its own top edge. */
export const headerSpace = () => ({ top: 0, height: 56, right: 16 })

export const dial = (number: string) => window.location.assign(`tel:${number}`)
