import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { areas } from '../city'
import { storeDraft, openDraft, type Draft } from '../drafts'
import { goBack } from '../navigation'
import { useLoaded } from '../use-loaded'
import MapView from '../map-view'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Icon } from '../parts/icon'
import { joinWords } from '../parts/join-words'
import { Page } from '../parts/page'
import { FieldError, WhenLoaded } from '../parts/states'
import { Tap } from '../parts/tap'
import { locatePhone } from '../place'
import type { Spot } from '../place/datum'
import { usePlaceFacts } from '../place/place-facts'
import { longest } from './limits.ts'
import './report.scss'

const say = mini.place
const KNOWN_ZOOM = 17
const CITY_ZOOM = 13

/** Our own place picker: the pin stands still in the middle and the map moves under it. */
function Picker({ draft, middle }: { draft: Draft; middle: Spot }) {
  const [start, setStart] = useState<Spot>(draft.place ?? middle)
  const [spot, setSpot] = useState<Spot>(start)
  const [zoom, setZoom] = useState(draft.place ? KNOWN_ZOOM : CITY_ZOOM)
  const [address, setAddress] = useState(draft.address)
  const [trouble, setTrouble] = useState<string>()
  const { where, refused } = usePlaceFacts(spot)

  const mine = async () => {
    const located = await locatePhone()
    setTrouble(located.ok ? undefined : say[located.why])
    if (!located.ok) return
    setZoom(KNOWN_ZOOM)
    setStart(located.spot)
    setSpot(located.spot)
  }
  const done = () => {
    storeDraft({ ...draft, place: spot, address: address.trim() })
    goBack()
  }
  const name = where ? joinWords(where.area.name, where.grid?.name) : say.pick.looking
  return (
    <View className="pick">
      <View className="pick-m">
        <MapView
          className="pick-v"
          centre={start}
          zoom={zoom}
          label={say.pick.map}
          onMove={(to, box) => {
            // The pin moved by hand is no longer the phone's guess, so its radius goes.
            const moved = Math.abs(to.lng - start.lng) + Math.abs(to.lat - start.lat) > 1e-5
            if (moved) {
              setStart(to)
              setZoom(box.zoom)
              setSpot(to)
            }
          }}
        />
        <View className="pick-pin" />
        <Tap id="mine" className="pick-me" label={say.pick.here} onTap={() => void mine()}>
          <Icon name="aim" />
        </Tap>
      </View>
      <View className="pick-f">
        <View className="hint">{say.pick.hint}</View>
        <View className="pick-w">
          <Icon name="pin" />
          <Text className="b">{refused ? refused.detail : name}</Text>
        </View>
        {trouble && <FieldError>{trouble}</FieldError>}
        <Field
          id="address"
          label={say.address}
          aside={mini.words.optional}
          placeholder={say.addressHint}
          value={address}
          onInput={setAddress}
          max={longest.address}
        />
        <Button id="pick-done" kind="main" wide onTap={done}>
          {say.pick.done}
        </Button>
      </View>
    </View>
  )
}

export default function Place() {
  const city = useLoaded(areas, 'areas')
  const [draft, setDraft] = useState<Draft>()
  useEffect(() => void openDraft().then(setDraft), [])
  return (
    <Page title={mini.titles.place} full>
      <WhenLoaded of={city}>{({ city: { centre } }) => draft && <Picker draft={draft} middle={centre} />}</WhenLoaded>
    </Page>
  )
}
