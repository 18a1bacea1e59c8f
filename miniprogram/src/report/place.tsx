import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { areas } from '../city'
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
import { pick, pickingFrom, type Picked } from '../place/picking'
import { usePlaceFacts } from '../place/place-facts'
import { longest } from './limits.ts'
import './report.scss'

const say = mini.place
const KNOWN_ZOOM = 17
const CITY_ZOOM = 13

/** Our own place picker: the pin stands still in the middle and the map moves under it. */
function Picker({ from, middle }: { from: Partial<Picked>; middle: Spot }) {
  const [start, setStart] = useState<Spot>(from.place ?? middle)
  const [spot, setSpot] = useState<Spot>(start)
  const [zoom, setZoom] = useState(from.place ? KNOWN_ZOOM : CITY_ZOOM)
  const [address, setAddress] = useState(from.address ?? '')
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
    pick({ place: spot, address: address.trim() })
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
  const [from] = useState(pickingFrom)
  return (
    <Page title={mini.titles.place} full>
      <WhenLoaded of={city}>{({ city: { centre } }) => <Picker from={from} middle={centre} />}</WhenLoaded>
    </Page>
  )
}
