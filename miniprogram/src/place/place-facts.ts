import { useEffect, useState } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import { asRefused, call, type CallRefused } from '../api'
import type { Spot } from './datum'

export type PlaceFacts = ApiAnswer<'whereami'>

/** Which street a place lies in and, with a category, who answers for it; the last answer stays while the next is asked. */
export function usePlaceFacts(
  spot: Spot | undefined,
  category?: string
): { where?: PlaceFacts; refused?: CallRefused } {
  const [state, setState] = useState<{ where?: PlaceFacts; refused?: CallRefused }>({})
  const lng = spot?.lng
  const lat = spot?.lat
  useEffect(() => {
    if (lng === undefined || lat === undefined) return
    let gone = false
    call('whereami', { query: { lng, lat, ...(category && { category }) } }).then(
      (where) => !gone && setState({ where }),
      (trouble: unknown) => !gone && setState({ refused: asRefused(trouble) })
    )
    return () => void (gone = true)
  }, [lng, lat, category])
  return lng === undefined ? {} : state
}
