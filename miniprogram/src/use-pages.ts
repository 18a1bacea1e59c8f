import { useState } from 'react'
import { asRefused, type CallRefused } from './api'

/** One answer of a list that is read page by page, newest first. */
interface PageOf<I> {
  items: readonly I[]
  /** The cursor of the next page; none at the end. */
  older?: string | undefined
}
export interface Pages<I> {
  /** Of all pages read so far. */
  items: readonly I[]
  hasOlder: boolean
  readOlder: () => Promise<void>
  busy: boolean
  refused: CallRefused | undefined
}

/** Later pages belong to the first page they were asked after; another first page starts over. */
export function usePages<I>(first: PageOf<I> | undefined, ask: (after: string) => Promise<PageOf<I>>): Pages<I> {
  const [later, setLater] = useState<PageOf<I> & { first: PageOf<I> }>()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<CallRefused>()
  const own = later && later.first === first ? later : undefined
  const older = own ? own.older : first?.older

  const readOlder = async () => {
    if (!first || !older || busy) return
    setBusy(true)
    setRefused(undefined)
    try {
      const next = await ask(older)
      setLater({ first, items: [...(own?.items ?? []), ...next.items], older: next.older })
    } catch (trouble) {
      setRefused(asRefused(trouble))
    }
    setBusy(false)
  }
  return {
    items: [...(first?.items ?? []), ...(own?.items ?? [])],
    hasOlder: older !== undefined && older !== '',
    readOlder,
    busy,
    refused
  }
}
