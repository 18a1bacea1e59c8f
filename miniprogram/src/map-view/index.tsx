import { useId } from 'react'
import { Map, View } from '@tarojs/components'
import type { MapProps } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { fromGcj, toGcj } from '../place/datum'
import { brand, ink, surface } from './colours'
import { shapeOf, type MapViewProps } from './types'

/** Drawn by config/design/images.ts; WeChat's map takes pictures of the package only. */
const picture = (name: string) => `/images/pin-${name}.png`
const SIDE = 26

/** WeChat's own map. It speaks GCJ-02, so every place is converted on its way in and out. */
export default function MapView({
  centre,
  zoom,
  label,
  className = '',
  pins = [],
  clusters = [],
  here,
  still = false,
  onMove,
  onPin,
  onCluster
}: MapViewProps) {
  const id = `map-${useId().replace(/\W/g, '')}`
  const marks = [
    ...clusters.map((cluster) => ({
      key: cluster.id,
      at: cluster.at,
      iconPath: picture('area'),
      words: String(cluster.count),
      tap: onCluster
    })),
    ...pins.map((pin) => ({ key: pin.id, at: pin.at, iconPath: picture(shapeOf(pin)), words: '', tap: onPin }))
  ]
  const markers: MapProps.marker[] = marks.map((mark, i) => ({
    id: i,
    ...toGcj(mark.at),
    iconPath: mark.iconPath,
    width: mark.words ? 34 : SIDE,
    height: mark.words ? 34 : SIDE,
    anchor: { x: 0.5, y: 0.5 },
    ...(mark.words && {
      label: {
        content: mark.words,
        color: ink,
        fontSize: 13,
        anchorX: 0,
        anchorY: -9,
        textAlign: 'center',
        borderWidth: 0,
        borderColor: surface,
        borderRadius: 0,
        bgColor: 'transparent',
        padding: 0
      }
    })
  }))
  const circles = here
    ? [
        {
          ...toGcj(here),
          radius: Math.max(8, here.accuracyM ?? 8),
          color: brand,
          // A fifth of it.
          fillColor: `${brand}33`,
          strokeWidth: 2
        }
      ]
    : []

  const moved = () => {
    const map = Taro.createMapContext(id)
    void map.getRegion({
      success: ({ southwest, northeast }) => {
        const [low, high] = [fromGcj(southwest), fromGcj(northeast)]
        void map.getScale({
          success: ({ scale }) =>
            onMove?.(
              { lng: (low.lng + high.lng) / 2, lat: (low.lat + high.lat) / 2 },
              { west: low.lng, south: low.lat, east: high.lng, north: high.lat, zoom: Math.round(scale) }
            )
        })
      }
    })
  }

  return (
    <View className={`map ${className}`}>
      <Map
        id={id}
        className="map-n"
        {...toGcj(centre)}
        scale={zoom}
        markers={markers}
        circles={circles}
        aria-label={label}
        enableScroll={!still}
        enableZoom={!still}
        onMarkerTap={(event) => {
          const mark = marks[Number(event.detail.markerId)]
          mark?.tap?.(mark.key)
        }}
        onRegionChange={(event) => [event.type, event.detail.type].includes('end') && moved()}
        onError={() => undefined}
      />
      {still && <View className="map-lid" />}
    </View>
  )
}
