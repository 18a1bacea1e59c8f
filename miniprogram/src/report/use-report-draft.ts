import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDidShow, useUnload } from '@tarojs/taro'
import { deletePhotos } from '../camera'
import { dropDraft, emptyDraft, isWorthKeeping, openDraft, storeDraft, storedDraft, type Draft } from '../drafts'
import { usePhotoQueue, type PhotoToSend } from '../photos-to-send'
import { takePicked } from '../place/picking'
import { submitter } from '../submit-report'
import { useLatest } from '../use-latest'

/** Long enough that typing does not write at every letter, short enough that a closed phone loses a word at most. */
const KEEP_MS = 400

/** Photos of the draft as they stand: what is sent carries the server's name. */
export const drawnFrom = (photos: readonly PhotoToSend[]) => photos.map(({ name, id }) => ({ name, ...(id && { id }) }))

/** What was sent and never answered is known to the storage alone; editing must not forget it. */
export const withSent = (draft: Draft): Draft => ({ ...draft, sent: storedDraft()?.sent ?? [] })
const keep = (draft: Draft): boolean => storeDraft(withSent(draft))

/** The report that is being written, kept on the phone while it is; `onOpened` is told what an earlier visit left. */
export function useReportDraft(onOpened: (draft: Draft) => void) {
  const [words, setWords] = useState<Draft>()
  const [keptAt, setKeptAt] = useState<number>()
  const [room, setRoom] = useState(true)
  const [photos, queue] = usePhotoQueue(submitter)
  // Photos belong to the draft as soon as they are taken, and the server's name for them as soon as it is known.
  const draft = useMemo(() => words && { ...words, photos: drawnFrom(photos) }, [words, photos])
  const latest = useLatest(draft)
  const done = useRef(false)

  const change = useCallback((part: Partial<Draft>) => setWords((now) => now && { ...now, ...part }), [])

  // What is kept is read once; afterwards this page alone knows what is newest. WeChat shows it again after every picker,
  // before or after that answers.
  useDidShow(() => {
    const picked = takePicked()
    if (picked) return change({ ...picked, placed: { by: 'hand', at: Date.now() } })
    if (latest.current) return
    void openDraft().then(async (kept) => {
      if (latest.current) return
      await queue.add(kept.photos)
      setWords(kept)
      setKeptAt(kept.savedAt)
      onOpened(kept)
    })
  })

  useEffect(() => {
    if (!draft || !isWorthKeeping(draft)) return
    const timer = setTimeout(() => {
      if (done.current) return
      setRoom(keep(draft))
      setKeptAt(Date.now())
    }, KEEP_MS)
    return () => clearTimeout(timer)
  }, [draft])

  // Leaving within that moment keeps the last words too; what has a receipt is no draft any more.
  useUnload(() => {
    if (!done.current && latest.current && isWorthKeeping(latest.current)) keep(latest.current)
  })

  return {
    draft,
    latest,
    photos,
    queue,
    change,
    keptAt,
    /** The phone had room for it. */
    room,
    /** It has a receipt. */
    finish(sent: Draft) {
      deletePhotos(sent.photos.map(({ name }) => name))
      done.current = true
      setWords(undefined)
      dropDraft()
    },
    async empty() {
      deletePhotos(photos.map(({ name }) => name))
      queue.clear()
      dropDraft()
      setWords(await emptyDraft())
    }
  }
}
