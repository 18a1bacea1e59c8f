import { useCallback, useEffect, useRef, useState } from 'react'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { asRefused, type CallRefused } from './api'
import { useLatest } from './use-latest'

/** Something asked of the server, and what a page may show meanwhile. */
export interface Loaded<T> {
  value?: T
  trouble?: CallRefused
  /** Long enough without an answer that a still grey shape is fair (300 ms). */
  slow: boolean
  reload: () => Promise<void>
  /** A newer answer came by another way, such as a move that returned the case. */
  replace: (value: T) => void
}

const SLOW_MS = 300

/** Asks at once, and again whenever `key` changes; an answer that comes too late for its key is thrown away. */
export function useLoaded<T>(ask: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ value?: T; trouble?: CallRefused }>({})
  const [slow, setSlow] = useState(false)
  const turn = useRef(0)
  const asked = useLatest(ask)

  const reload = useCallback(async () => {
    const mine = ++turn.current
    const timer = setTimeout(() => mine === turn.current && setSlow(true), SLOW_MS)
    try {
      const value = await asked.current()
      if (mine === turn.current) setState({ value })
    } catch (trouble) {
      // What was read before stays on the page; an old answer with a note is better than none.
      if (mine === turn.current)
        setState(({ value }) => ({ ...(value !== undefined && { value }), trouble: asRefused(trouble) }))
    } finally {
      clearTimeout(timer)
      if (mine === turn.current) setSlow(false)
    }
  }, [asked])

  useEffect(() => {
    // It sets nothing before the answer is there.
    // oxlint-disable-next-line react/set-state-in-effect
    void reload()
    const turns = turn
    return () => void turns.current++
  }, [key, reload])

  const replace = useCallback((value: T) => {
    turn.current++
    setState({ value })
    setSlow(false)
  }, [])
  return { ...state, slow, reload, replace }
}

/** What a page shows: read again when the page comes back to the front, and when it is pulled down. */
export function usePageData<T>(ask: () => Promise<T>, key: string, { onReturn = true } = {}): Loaded<T> {
  const loaded = useLoaded(ask, key)
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current && onReturn) void loaded.reload()
    shown.current = true
  })
  usePullDownRefresh(() => void loaded.reload().finally(() => Taro.stopPullDownRefresh()))
  return loaded
}
