import { useCallback, useEffect, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { changeDraft, findDraft, hadRoom, openDraft, useDrafts, type Draft } from '../drafts'
import { discard, photosOf } from '../outbox'
import type { PhotoQueue, PhotoToSend } from '../photos-to-send'
import { takePicked } from '../place/picking'
import { store, useStore } from '../store'

const noPhotos = store<readonly PhotoToSend[]>([])

/**
 * The report that is being written: the one with this key, or the one that waits. It stands in the drafts and nowhere else; `onOpened`
 * is told what an earlier visit left.
 */
export function useReportDraft(wanted: string | undefined, onOpened: (draft: Draft) => void) {
  const [open, setOpen] = useState<{ key: string; queue: PhotoQueue }>()
  const { key, queue } = open ?? {}
  const draft = useDrafts(() => (key === undefined ? undefined : findDraft(key)))
  const photos = useStore(queue ?? noPhotos)

  const change = useCallback((part: Partial<Draft>) => void (key !== undefined && changeDraft(key, part)), [key])

  const begin = (kept: Draft) => setOpen({ key: kept.key, queue: photosOf(kept) })

  // What is kept is read once. WeChat shows the page again after every picker, before or after that answers.
  useDidShow(() => {
    const picked = takePicked()
    if (picked) change({ ...picked, placed: { by: 'hand', at: Date.now() } })
  })
  useEffect(() => {
    const found = wanted === undefined ? undefined : findDraft(wanted)
    void (found ? Promise.resolve(found) : openDraft()).then((kept) => {
      begin(kept)
      onOpened(kept)
    })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: which draft was asked for does not change while the page is open
  }, [])

  return {
    key,
    draft,
    photos,
    queue,
    change,
    /** The phone had room for it. */
    room: hadRoom(),
    async empty() {
      if (key === undefined) return
      discard(key)
      begin(await openDraft())
    }
  }
}
