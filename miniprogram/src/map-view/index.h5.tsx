import { useEffect, useId, useState } from 'react'
import { useLatest } from '../use-latest'
import { load, openLeafletView, type LeafletView } from './leaflet-view'
import type { MapViewProps } from './types'
import './map.scss'

const NONE: never[] = []

/** The web build's map: Leaflet over our own outlines. */
export default function MapView({
  centre: { lng, lat },
  zoom,
  label,
  className = '',
  pins = NONE,
  clusters = NONE,
  here,
  still = false,
  onMove,
  onPin,
  onCluster
}: MapViewProps) {
  const id = useId()
  const [stage, setStage] = useState<LeafletView>()
  // The map is made once; what changes later is told to it.
  const first = useLatest({ centre: { lng, lat }, zoom })
  const heard = useLatest({ onMove, onPin, onCluster })

  useEffect(() => {
    let gone = false
    let made: LeafletView | undefined
    void load().then((L) => {
      const element = document.getElementById(id)
      if (gone || !element) return
      made = openLeafletView(
        L,
        element,
        { ...first.current, still },
        {
          onMove: (to, box) => heard.current.onMove?.(to, box),
          onPin: (pin) => heard.current.onPin?.(pin),
          onCluster: (cluster) => heard.current.onCluster?.(cluster)
        }
      )
      setStage(made)
    })
    return () => {
      gone = true
      made?.end()
      setStage(undefined)
    }
  }, [id, still, first, heard])

  useEffect(() => stage?.mark({ pins, clusters, here }), [stage, pins, clusters, here])
  useEffect(() => stage?.look({ lng, lat }, zoom), [stage, lng, lat, zoom])

  return <div className={`map ${className}`} id={id} role={still ? 'img' : 'application'} aria-label={label} />
}
