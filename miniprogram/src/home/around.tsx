import { Text, View } from '@tarojs/components'
import type { ApiAnswer } from '#shared/api.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { call } from '../api'
import type { Areas } from '../city'
import { openPage } from '../navigation'
import { useLoaded } from '../use-loaded'
import MapView from '../map-view'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Tap } from '../parts/tap'
import type { Spot } from '../place/datum'

const say = mini.home
const DAYS = '30'
/** 500 m in degrees of latitude. */
const REACH = 500 / 111_320
const NEAR_ZOOM = 16
const CITY_ZOOM = 11

type Seen = ApiAnswer<'map'>

const near = ({ lng, lat }: Spot) => {
  const wide = REACH / Math.cos((lat * Math.PI) / 180)
  return { west: lng - wide, south: lat - REACH, east: lng + wide, north: lat + REACH, zoom: NEAR_ZOOM }
}
const whole = ([west = 0, south = 0, east = 0, north = 0]: number[]) => ({ west, south, east, north, zoom: CITY_ZOOM })

/** How many there were and how many are done: single cases when near, street areas when the whole city is shown. */
export function tally(seen: Seen): { n: number; closed: number } {
  const areas = seen.areas.reduce((sum, area) => ({ n: sum.n + area.count, closed: sum.closed + area.closed }), {
    n: 0,
    closed: 0
  })
  return {
    n: areas.n + seen.cases.length,
    closed: areas.closed + seen.cases.filter((found) => found.status === 'closed').length
  }
}

function Tally({ seen }: { seen: Seen }) {
  const { n, closed } = tally(seen)
  if (n === 0) return <Text>{say.tallyNone}</Text>
  return (
    <View>
      {seen.more ? fill(say.tallyMore, { n }) : fill(say.tally.all, { n })}
      {!seen.more && <Text className="b">{fill(say.tally.closed, { n: closed })}</Text>}
      {!seen.more && n > closed && fill(say.tally.open, { n: n - closed })}
    </View>
  )
}

/** What was reported around here lately, on a map. */
export function Around({ city, spot }: { city: Areas; spot: Spot | undefined }) {
  const box = spot ? near(spot) : whole(city.city.bbox)
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  const query = {
    west: round(box.west),
    south: round(box.south),
    east: round(box.east),
    north: round(box.north),
    zoom: box.zoom,
    days: DAYS
  } as const
  const seen = useLoaded(() => call('map', { query }), JSON.stringify(query))
  const title = spot ? say.around.near : say.around.city
  return (
    <View className="cells">
      <Heading>{title}</Heading>
      <Tap id="around" className="near" onTap={() => openPage('cases')}>
        <MapView
          className="near-m"
          centre={spot ?? city.city.centre}
          zoom={spot ? NEAR_ZOOM : CITY_ZOOM}
          label={fill(mini.place.map, { where: title })}
          still
          here={spot}
          pins={(seen.value?.cases ?? []).map((found) => ({
            id: found.no,
            at: found.place,
            title: found.title,
            status: found.status,
            light: found.light
          }))}
          clusters={(seen.value?.areas ?? []).map((area) => ({
            id: area.area.id,
            at: area.place,
            title: area.area.name,
            count: area.count,
            closed: area.closed,
            overdue: area.overdue
          }))}
        />
        <View className="near-t">
          {seen.value ? (
            <Tally seen={seen.value} />
          ) : (
            <Text className="dim">{seen.trouble?.detail ?? mini.loading}</Text>
          )}
          <Icon name="right" />
        </View>
      </Tap>
    </View>
  )
}
