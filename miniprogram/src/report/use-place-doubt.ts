import { useEffect, useState } from 'react'
import { metresBetween } from '#shared/distance.ts'
import { fill } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { placeHoldsMs, type Draft } from '../drafts'
import { locateIfAllowed } from '../place'
import type { Spot } from '../place/datum'

const FAR_M = 200

export interface Doubt {
  /** What is asked of the place. */
  words: string
}

/**
 * A draft that is taken up again may bear the place of another hour: where the phone was more than half an hour ago, or more
 * than 200 m from here, is asked about before it is sent. What its owner chose is never doubted. `takenUp`: when, in ms since 1970.
 */
export function usePlaceDoubt(draft: Draft | undefined, takenUp: number | undefined): Doubt | undefined {
  const { place, placed } = draft ?? {}
  const [seen, setSeen] = useState<{ place: Spot; metres: number }>()
  const doubted = takenUp !== undefined && place !== undefined && placed?.by !== 'hand'
  const old = doubted && (placed === undefined || takenUp - placed.at > placeHoldsMs)

  useEffect(() => {
    if (!doubted || old) return
    let left = false
    void locateIfAllowed().then((here) => {
      if (here && !left) setSeen({ place, metres: metresBetween(here, place) })
    })
    return () => {
      left = true
    }
  }, [doubted, old, place])

  if (!doubted) return undefined
  const say = mini.place.doubt
  if (old) return { words: placed ? fill(say.old, { time: monthDayTime(placed.at) }) : say.unknown }
  return seen?.place === place && seen.metres > FAR_M
    ? { words: fill(say.far, { n: Math.round(seen.metres / 10) * 10 }) }
    : undefined
}
