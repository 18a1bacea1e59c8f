import { useEffect, useState } from 'react'
import { asRefused, upload, type Caller } from './api'
import { openPhoto } from './camera'
import type { DraftPhoto } from './drafts'
import { store, useStore, type Store } from './store'

/**
 * Photos on their way to the server, one at a time: on a weak network nine at once would all fail. One that fails is
 * marked and passed over, so that it never holds up the others, and can be sent again.
 */
export interface PhotoToSend extends DraftPhoto {
  /** Where the phone shows it from. */
  path: string
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  percent: number
  why?: string
}

export interface PhotoQueue extends Pick<Store<readonly PhotoToSend[]>, 'read' | 'listen'> {
  /** Takes photos up; those the phone has thrown away are left out. */
  add: (photos: readonly DraftPhoto[]) => Promise<void>
  remove: (name: string) => void
  retry: (name: string) => void
  /** All of them once more: the server has swept away what nobody had claimed for a day. */
  resend: () => void
  clear: () => void
  /** Once none is on its way any more, sent or failed. */
  settled: () => Promise<readonly PhotoToSend[]>
}

export function photoQueue(passOf: () => Promise<Caller>): PhotoQueue {
  const all = store<readonly PhotoToSend[]>([])
  let busy = false

  const change = (name: string, to: Partial<PhotoToSend>) =>
    all.write(all.read().map((shot) => (shot.name === name ? { ...shot, ...to } : shot)))

  async function pump(): Promise<void> {
    if (busy) return
    busy = true
    for (;;) {
      const next = all.read().find((shot) => shot.state === 'waiting')
      if (!next) break
      change(next.name, { state: 'sending', percent: 0 })
      try {
        const as = await passOf()
        const { id } = await upload(next.path, { as, progress: (percent) => change(next.name, { percent }) })
        change(next.name, { state: 'sent', percent: 100, id })
      } catch (trouble) {
        change(next.name, { state: 'failed', why: asRefused(trouble).detail })
      }
    }
    busy = false
  }

  return {
    read: all.read,
    listen: all.listen,
    async add(photos) {
      for (const { name, id } of photos) {
        const path = await openPhoto(name)
        if (path === undefined || all.read().some((shot) => shot.name === name)) continue
        all.write([...all.read(), { name, path, percent: 0, ...(id ? { id, state: 'sent' } : { state: 'waiting' }) }])
      }
      void pump()
    },
    remove: (name) => all.write(all.read().filter((shot) => shot.name !== name)),
    retry(name) {
      change(name, { state: 'waiting', percent: 0 })
      void pump()
    },
    resend() {
      all.write(all.read().map(({ name, path }) => ({ name, path, state: 'waiting', percent: 0 })))
      void pump()
    },
    clear: () => all.write([]),
    settled: () =>
      new Promise((resolve) => {
        const look = () => {
          if (all.read().some(({ state }) => state === 'waiting' || state === 'sending')) return
          leave()
          resolve(all.read())
        }
        const leave = all.listen(look)
        look()
      })
  }
}

/** One lot of photos for the life of a page. */
export function usePhotoQueue(passOf: () => Promise<Caller>): [readonly PhotoToSend[], PhotoQueue] {
  const [lot] = useState(() => photoQueue(passOf))
  useEffect(() => () => lot.clear(), [lot])
  return [useStore(lot), lot]
}

export const allSent = (list: readonly PhotoToSend[]): boolean => list.every((shot) => shot.state === 'sent')
export const someFailed = (list: readonly PhotoToSend[]): boolean => list.some((shot) => shot.state === 'failed')
