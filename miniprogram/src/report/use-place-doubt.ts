import { useEffect, useState } from 'react'
import { metresBetween } from '#shared/distance.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { placeHoldsMs, type Draft } from '../drafts'
import { locateIfAllowed } from '../place'
import type { Spot } from '../place/datum'

const FAR_M = 200

export interface Doubt {
  /** What is asked of the place. */
  words: string
  /** Where a photo was taken, which may be the place instead. */
  photo?: Spot
}

const say = mini.place.doubt

/** A photo that was taken elsewhere, or longer ago, may be of another place than where its owner stands now. */
function doubtOfPhotos({ photos, place, placed }: Draft): Doubt | undefined {
  if (placed?.by === 'hand') return undefined
  for (const { taken } of photos) {
    const time = taken?.at ? monthDayTime(taken.at) : ''
    const photo = taken?.place
    if (photo) {
      if (!place) return { words: fill(time ? say.photo.at : say.photo.unknown, { time }), photo }
      const metres = metresBetween(photo, place)
      if (metres > FAR_M)
        return { words: fill(time ? say.photo.far : say.photo.somewhere, { time, n: rounded(metres) }), photo }
    } else if (place && placed && taken?.at && placed.at - taken.at > placeHoldsMs)
      return { words: fill(say.photo.old, { time }) }
  }
  return undefined
}
const rounded = (metres: number): number => Math.round(metres / 10) * 10

/**
 * A draft that is taken up again may bear the place of another hour: where the phone was more than half an hour ago, or more
 * than 200 m from here, is asked about before it is sent. What its owner chose is never doubted. `takenUp`: when, in ms since 1970.
 */
export function usePlaceDoubt(draft: Draft | undefined, takenUp: number | undefined): Doubt | undefined {
  const { place, placed } = draft ?? {}
  const [seen, setSeen] = useState<{ place: Spot; metres: number }>()
  const doubted = takenUp !== undefined && place !== undefined && placed?.by !== 'hand'
  const old = doubted && (placed === undefined || takenUp - placed.at > placeHoldsMs)
  const [lng, lat] = [place?.lng, place?.lat]

  useEffect(() => {
    if (!doubted || old || lng === undefined || lat === undefined) return
    let left = false
    void locateIfAllowed().then((here) => {
      if (here && !left) setSeen({ place: { lng, lat }, metres: metresBetween(here, { lng, lat }) })
    })
    return () => {
      left = true
    }
  }, [doubted, old, lng, lat])

  const ofPhotos = draft && doubtOfPhotos(draft)
  if (ofPhotos) return ofPhotos
  if (!doubted) return undefined
  if (old) return { words: placed ? fill(say.old, { time: monthDayTime(placed.at) }) : say.unknown }
  return seen?.place.lng === lng && seen?.place.lat === lat && (seen?.metres ?? 0) > FAR_M
    ? { words: fill(say.far, { n: rounded(seen?.metres ?? 0) }) }
    : undefined
}
