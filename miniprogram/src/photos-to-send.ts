import { useEffect, useState } from 'react'
import { photosAtMost } from '#shared/photos.ts'
import { asRefused, type Caller, type CallRefused, type Stop } from './api'
import { deletePhotos, makeSmall, openPhoto, photoFile } from './camera'
import type { DraftPhoto } from './drafts'
import { randomId } from './random'
import { sendPhoto } from './send-photo'
import { store, useStore, type Store } from './store'

/**
 * Photos on their way to the server, one at a time: on a weak network nine at once would all fail. One that fails is
 * marked and passed over, so that it never holds up the others, and can be sent again.
 */
export interface PhotoToSend extends DraftPhoto {
  /** Where the phone shows it from; nothing until that is known. */
  path: string
  state: 'waiting' | 'shrinking' | 'sending' | 'sent' | 'failed'
  percent: number
  why?: CallRefused
}

export interface PhotoQueue extends Pick<Store<readonly PhotoToSend[]>, 'read' | 'listen'> {
  /** Takes photos up; those the phone has thrown away are left out. */
  add: (photos: readonly DraftPhoto[]) => Promise<void>
  /** It is let go, here and on the phone. */
  remove: (name: string) => void
  retry: (name: string) => void
  /** Each that failed, once more. */
  retryAll: () => void
  /** All of them from the beginning: the server has swept away what nobody had claimed. */
  resend: () => void
  /** Stops, and knows of none any more. What lies on the phone stays. */
  clear: () => void
  /** Once none is on its way any more, sent or failed. */
  settled: () => Promise<readonly PhotoToSend[]>
}

const bare = ({ name, raw, taken, key, id }: DraftPhoto): DraftPhoto => ({
  name,
  ...(raw && { raw }),
  ...(taken && { taken }),
  ...(key && { key }),
  ...(id && { id })
})
const isOnItsWay = ({ state }: PhotoToSend): boolean => state !== 'sent' && state !== 'failed'

/** `keep` is told what a draft has to know of them, at once with every change of it; `kept` are those that it knows already. */
export function photoQueue(
  passOf: () => Promise<Caller>,
  keep: (photos: DraftPhoto[]) => void = () => undefined,
  kept: readonly DraftPhoto[] = []
): PhotoQueue {
  const all = store<readonly PhotoToSend[]>([])
  const stops = new Map<string, Stop>()
  let busy = false
  let told = JSON.stringify(kept.map(bare))

  function put(list: readonly PhotoToSend[]): void {
    all.write(list)
    const photos = list.map(bare)
    const words = JSON.stringify(photos)
    if (words !== told) keep(photos)
    told = words
  }
  const has = (name: string) => all.read().some((shot) => shot.name === name)
  const change = (name: string, to: Partial<PhotoToSend>) =>
    put(all.read().map((shot) => (shot.name === name ? { ...shot, ...to } : shot)))
  const stop = (name: string) => {
    const stop = stops.get(name)
    if (!stop) return
    stop.stopped = true
    stop.now?.()
  }

  async function shrink({ name }: PhotoToSend): Promise<string> {
    change(name, { state: 'shrinking' })
    const small = await makeSmall(name)
    if (!has(name)) {
      deletePhotos([small])
      return small
    }
    const path = (await openPhoto(small)) ?? small
    const { raw: _, ...rest } = all.read().find((shot) => shot.name === name) as PhotoToSend
    put(all.read().map((shot) => (shot.name === name ? { ...rest, name: small, path } : shot)))
    if (small !== name) deletePhotos([name])
    return small
  }

  async function send(shot: PhotoToSend): Promise<void> {
    let { name } = shot
    try {
      if (shot.raw) name = await shrink(shot)
      if (!has(name)) return
      const as = await passOf()
      const key = shot.key ?? (await randomId())
      change(name, { state: 'sending', percent: 0, key })
      const file = await photoFile(name)
      // The phone has thrown it away since.
      if (!file) return put(all.read().filter((photoToSend) => photoToSend.name !== name))
      const mine: Stop = { stopped: !has(name) }
      stops.set(name, mine)
      const progress = (percent: number) => change(name, { percent })
      const id = await sendPhoto(file, { key, begun: shot.key !== undefined, as, stop: mine, progress })
      change(name, { state: 'sent', percent: 100, id })
    } catch (trouble) {
      change(name, { state: 'failed', why: asRefused(trouble) })
    }
    stops.delete(name)
  }

  async function pump(): Promise<void> {
    if (busy) return
    busy = true
    for (;;) {
      const next = all.read().find((shot) => shot.state === 'waiting' && shot.path !== '')
      if (!next) break
      await send(next)
    }
    busy = false
  }
  async function add(photos: readonly DraftPhoto[]): Promise<void> {
    const fresh = photos.filter(({ name }) => !has(name)).slice(0, photosAtMost - all.read().length)
    put([
      ...all.read(),
      ...fresh.map((draftPhoto): PhotoToSend => ({ ...draftPhoto, path: '', state: 'waiting', percent: 0 }))
    ])
    for (const { name, id } of fresh) {
      const path = await openPhoto(name)
      if (path === undefined) put(all.read().filter((shot) => shot.name !== name))
      else change(name, { path, ...(id && { state: 'sent' }) })
    }
    void pump()
  }
  const wait = ({ name, path, raw, taken, key }: PhotoToSend): PhotoToSend => ({
    ...bare({ name, ...(raw && { raw }), ...(taken && { taken }), ...(key && { key }) }),
    path,
    state: 'waiting',
    percent: 0
  })

  if (kept.length > 0) void add(kept)
  return {
    read: all.read,
    listen: all.listen,
    add,
    remove(name) {
      stop(name)
      put(all.read().filter((shot) => shot.name !== name))
      deletePhotos([name])
    },
    retry(name) {
      put(all.read().map((shot) => (shot.name === name ? wait(shot) : shot)))
      void pump()
    },
    retryAll() {
      put(all.read().map((shot) => (shot.state === 'failed' ? wait(shot) : shot)))
      void pump()
    },
    resend() {
      put(all.read().map(({ key: _, ...shot }) => wait(shot)))
      void pump()
    },
    clear() {
      for (const name of stops.keys()) stop(name)
      told = '[]'
      all.write([])
    },
    settled: () =>
      new Promise((resolve) => {
        const look = () => {
          if (all.read().some(isOnItsWay)) return
          leave()
          resolve(all.read())
        }
        const leave = all.listen(look)
        look()
      })
  }
}

/** One lot of photos for the life of a page. */
export function usePhotoQueue(...given: Parameters<typeof photoQueue>): [readonly PhotoToSend[], PhotoQueue] {
  const [lot] = useState(() => photoQueue(...given))
  useEffect(() => () => lot.clear(), [lot])
  return [useStore(lot), lot]
}

export const allSent = (list: readonly PhotoToSend[]): boolean => list.every((shot) => shot.state === 'sent')
export const someFailed = (list: readonly PhotoToSend[]): boolean => list.some((shot) => shot.state === 'failed')
