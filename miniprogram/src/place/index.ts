import Taro from '@tarojs/taro'
import { privacyAgreed } from '../platform'
import { fromGcj, spot, toGcj, type Spot } from './datum'

/**
 * Where the phone is, and where its owner says the trouble is. This is WeChat's edge: GCJ-02 comes in and goes out here
 * and in the native map, and everything inside is WGS-84.
 */
export type Located = { ok: true; spot: Spot } | { ok: false; why: 'denied' | 'failed' }
export type Chosen = { spot: Spot; address: string } | 'cancelled' | 'own-picker'

const isDenied = (trouble: unknown) =>
  /auth|privacy|deny|denied|scope/i.test((trouble as { errMsg?: string }).errMsg ?? '')

async function ask(): Promise<Located> {
  try {
    const { longitude, latitude, accuracy } = await Taro.getLocation({
      type: 'gcj02',
      isHighAccuracy: true,
      highAccuracyExpireTime: 6000
    })
    const { lng, lat } = fromGcj({ longitude, latitude })
    return { ok: true, spot: spot(lng, lat, accuracy) }
  } catch (trouble) {
    return { ok: false, why: isDenied(trouble) ? 'denied' : 'failed' }
  }
}

/** Asks for consent where it has not been given. */
export const locatePhone = async (): Promise<Located> =>
  (await privacyAgreed()) ? ask() : { ok: false, why: 'denied' }

/** Only where the owner has already said yes: opening a page is no reason to ask. */
export async function locateIfAllowed(): Promise<Spot | undefined> {
  const { authSetting } = await Taro.getSetting()
  if (!authSetting['scope.userLocation']) return undefined
  const located = await ask()
  return located.ok ? located.spot : undefined
}

/** WeChat's own place picker; refused or broken, our own page takes over. */
export async function choosePlace(near: Spot | undefined): Promise<Chosen> {
  if (!(await privacyAgreed())) return 'own-picker'
  try {
    const chosen = await Taro.chooseLocation(near ? toGcj(near) : {})
    const at = fromGcj({ longitude: Number(chosen.longitude), latitude: Number(chosen.latitude) })
    return { spot: at, address: chosen.name || chosen.address }
  } catch (trouble) {
    return /cancel/i.test((trouble as { errMsg?: string }).errMsg ?? '') ? 'cancelled' : 'own-picker'
  }
}
