import { Text, View } from '@tarojs/components'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import type { Draft } from '../drafts'
import MapView from '../map-view'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Icon } from '../parts/icon'
import { joinWords } from '../parts/join-words'
import { Tap } from '../parts/tap'
import { choosePlace, locatePhone } from '../place'
import type { Spot } from '../place/datum'
import { openPicker } from '../place/picking'
import type { PlaceFacts } from '../place/place-facts'
import type { Doubt } from './use-place-doubt'
import { longest } from './limits.ts'

const say = mini.place
/** Beyond this a phone has only guessed, and its owner is asked to look. */
const ROUGH_M = 100
const ZOOM = 17

/** Where it is: the phone's guess, to be corrected on a map or in words. */
export function PlaceGroup({
  draft,
  where,
  doubt,
  error,
  onChange
}: {
  draft: Draft
  where: PlaceFacts | undefined
  /** Why the place may be that of another hour. */
  doubt: Doubt | undefined
  /** What is wrong with the address. */
  error: string | undefined
  onChange: (part: Partial<Draft>) => void
}) {
  const [state, setState] = useState<'locating' | 'denied' | 'failed'>()
  const asked = useRef(false)
  const choices = useRef(0)

  const locate = useCallback(
    async (more: Partial<Draft> = {}) => {
      const before = choices.current
      setState('locating')
      const located = await locatePhone()
      setState(located.ok ? undefined : located.why)
      // A place that its owner chose while the phone was looking stands.
      if (located.ok && choices.current === before)
        onChange({ place: located.spot, placed: { by: 'phone', at: Date.now() }, ...more })
    },
    [onChange]
  )

  // Whoever opens this form means to say where: now is the time to ask, once.
  useEffect(() => {
    if (asked.current || draft.place) return
    asked.current = true
    void locate()
  }, [draft.place, locate])

  const change = async () => {
    const chosen = await choosePlace(draft.place)
    if (chosen === 'cancelled') return
    choices.current++
    if (chosen === 'own-picker') openPicker(draft)
    else onChange({ place: chosen.spot, address: chosen.address, placed: { by: 'hand', at: Date.now() } })
  }

  /** Its owner says that it is here, or where the photo was taken. */
  const take = (photo: Spot | undefined) => {
    choices.current++
    onChange({ placed: { by: 'hand', at: Date.now() }, ...(photo && { place: photo, address: '' }) })
  }
  const { place } = draft
  const street = where && joinWords(where.area.name, where.grid?.name)
  const accuracy =
    place?.accuracyM === undefined
      ? say.onMap
      : fill(place.accuracyM > ROUGH_M ? say.rough : say.accuracy, { n: place.accuracyM })
  return (
    <View className="place">
      <Tap id="change-place" className="loc" onTap={() => void change()}>
        <View className="loc-m">
          {place ? (
            <MapView
              className="loc-v"
              centre={place}
              here={place}
              zoom={ZOOM}
              still
              label={fill(say.map, { where: street ?? '' })}
            />
          ) : (
            <Icon name="pin" />
          )}
        </View>
        <View className="loc-b">
          <View className="b">
            {place ? draft.address || street || say.onMap : state === 'locating' ? say.locating : say.title}
          </View>
          <View className="loc-s">
            {place
              ? joinWords(draft.address !== '' && street, accuracy)
              : state && state !== 'locating'
                ? say[state]
                : say.none}
          </View>
        </View>
        <Text className="loc-e">{place ? say.change : say.choose}</Text>
      </Tap>
      {doubt && (
        <View className="loc-q" id="place-doubt">
          <View>{doubt.words}</View>
          <View className="loc-qa">
            {doubt.photo ? (
              <Button id="place-photo" onTap={() => take(doubt.photo)}>
                {say.doubt.photo.take}
              </Button>
            ) : (
              <Button id="place-stays" onTap={() => take(undefined)}>
                {say.doubt.stays}
              </Button>
            )}
            {/* What was written of the old place would lead to the wrong door. */}
            <Button
              id="place-here"
              onTap={() => void locate({ address: '', ...(doubt.photo && { placed: { by: 'hand', at: Date.now() } }) })}
            >
              {say.doubt.here}
            </Button>
          </View>
        </View>
      )}
      <Field
        id="address"
        label={say.address}
        aside={mini.words.optional}
        placeholder={say.addressHint}
        value={draft.address}
        onInput={(address) => onChange({ address, typed: true })}
        error={error}
        max={longest.address}
      />
    </View>
  )
}
