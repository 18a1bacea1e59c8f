import { spot, type Spot } from './datum'
import type { Chosen, Located } from './index'

/** The browser's side of `index.ts`: its geolocation is WGS-84 already, and it has no picker but ours. */
export const locatePhone = (): Promise<Located> =>
  new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ ok: false, why: 'failed' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ ok: true, spot: spot(coords.longitude, coords.latitude, coords.accuracy) }),
      (error) => resolve({ ok: false, why: error.code === error.PERMISSION_DENIED ? 'denied' : 'failed' }),
      { enableHighAccuracy: true, timeout: 8000, maximumAge: 30_000 }
    )
  })

export async function locateIfAllowed(): Promise<Spot | undefined> {
  if (!('permissions' in navigator)) return undefined
  const permission = await navigator.permissions.query({ name: 'geolocation' }).catch(() => undefined)
  if (permission?.state !== 'granted') return undefined
  const located = await locatePhone()
  return located.ok ? located.spot : undefined
}

export const choosePlace = (): Promise<Chosen> => Promise.resolve('own-picker')
