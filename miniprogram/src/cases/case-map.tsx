import { View } from '@tarojs/components'
import { useState } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { call } from '../api'
import { areas } from '../city'
import { openPage } from '../navigation'
import { useLoaded } from '../use-loaded'
import MapView from '../map-view'
import type { Box } from '../map-view/types'
import { WhenLoaded, Strip } from '../parts/states'
import { queryOf, type Filters } from './filters'

const CITY_ZOOM = 11
/** From here on single cases are drawn. */
const NEAR_ZOOM = 15

const box = ([west = 0, south = 0, east = 0, north = 0]: number[]): Box => ({
  west,
  south,
  east,
  north,
  zoom: CITY_ZOOM
})
const short = (degrees: number) => Math.round(degrees * 1e5) / 1e5

function Drawn({
  filters,
  city
}: {
  filters: Filters
  city: { centre: { lng: number; lat: number }; bbox: number[] }
}) {
  const [seenBox, setBox] = useState<Box>(box(city.bbox))
  const [at, setAt] = useState({ centre: city.centre, zoom: CITY_ZOOM })
  const query = {
    ...queryOf(filters),
    west: short(seenBox.west),
    south: short(seenBox.south),
    east: short(seenBox.east),
    north: short(seenBox.north),
    zoom: Math.min(22, Math.max(0, Math.round(seenBox.zoom)))
  }
  const seen = useLoaded(() => call('map', { query }), JSON.stringify(query))
  return (
    <View>
      {seen.trouble && <Strip icon="info">{seen.trouble.detail}</Strip>}
      <MapView
        className="cases-m"
        centre={at.centre}
        zoom={at.zoom}
        label={mini.cases.mapLabel}
        onMove={(centre, to) => {
          setBox(to)
          setAt({ centre, zoom: to.zoom })
        }}
        onPin={(no) => openPage('case', { no })}
        onCluster={(id) => {
          const area = seen.value?.areas.find((area) => area.area.id === id)
          if (area) setAt({ centre: area.place, zoom: NEAR_ZOOM })
        }}
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
    </View>
  )
}

/** The same cases on a map: street areas from afar, single places from near. */
export function CaseMap({ filters }: { filters: Filters }) {
  const of = useLoaded(areas, 'areas')
  return <WhenLoaded of={of}>{({ city }) => <Drawn filters={filters} city={city} />}</WhenLoaded>
}
