/** The map of the plan's form: a tap writes the two numbers that the plain form has as well. */
import { pickMap } from './parts/pick-map.ts'
import type { MapWords } from './parts/leaflet-base.ts'

const stage = document.querySelector<HTMLElement>('[data-pick]')
const field = (name: string) => document.querySelector<HTMLInputElement>(`input[name="${name}"]`)

async function run(at: HTMLElement): Promise<void> {
  const [lng, lat] = [field('lng'), field('lat')]
  const start = lng?.value && lat?.value ? { lng: Number(lng.value), lat: Number(lat.value) } : undefined
  at.hidden = false
  const bounds = JSON.parse(at.dataset['pick'] ?? '[]') as number[]
  const words = JSON.parse(at.dataset['words'] ?? '{}') as MapWords
  const go = await pickMap(at, bounds, words, start, (to) => {
    if (lng) lng.value = to.lng.toFixed(6)
    if (lat) lat.value = to.lat.toFixed(6)
    return Promise.resolve()
  })
  for (const input of [lng, lat]) {
    input?.addEventListener('change', () => {
      if (lng?.value && lat?.value) go({ lng: Number(lng.value), lat: Number(lat.value) })
    })
  }
}
// Without a network the numbers alone still do.
if (stage) run(stage).catch(() => (stage.hidden = true))
