import { useLayoutEffect, useRef } from 'react'

/** The newest value for what happens later: to be read in answers, events and effects, never while drawing. */
export function useLatest<T>(value: T): { current: T } {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
