/** A map to put a pin on: tap, or move it with the arrow keys and press Enter to put it in the middle. */
import { baseMap, L, type MapWords } from './leaflet-base.ts'

interface At {
  lng: number
  lat: number
}

/** Answers with a function that moves the pin, for a position that comes from elsewhere. */
export async function pickMap(
  stage: HTMLElement,
  bounds: readonly number[],
  words: MapWords,
  start: At | undefined,
  picked: (at: At) => Promise<void>
): Promise<(at: At) => void> {
  const { map } = await baseMap(stage, bounds, words)
  const icon = L.divIcon({ className: 'lpin', iconSize: [32, 40], iconAnchor: [16, 38] })
  let pin: L.Marker | undefined
  const put = (at: At) => {
    pin ??= L.marker([at.lat, at.lng], { icon, draggable: true, keyboard: false })
      .on('dragend', () => {
        const to = pin?.getLatLng()
        if (to) choose(to)
      })
      .addTo(map)
    pin.setLatLng([at.lat, at.lng])
  }
  const choose = ({ lng, lat }: At) => {
    put({ lng, lat })
    picked({ lng, lat }).catch(() => undefined)
  }
  map.on('click', (event) => choose(event.latlng))
  map.getContainer().addEventListener('keydown', (event) => {
    if (event.key === 'Enter') choose(map.getCenter())
  })
  const go = (at: At) => {
    put(at)
    map.setView([at.lat, at.lng], Math.max(map.getZoom(), 16))
  }
  if (start) go(start)
  return go
}
