import { beforeEach, describe, expect, test } from 'vitest'
import { choosePlace, locatePhone, locateIfAllowed } from '../../../miniprogram/src/place'
import { fromGcj, toGcj } from '../../../miniprogram/src/place/datum'
import { phone, reset } from '../mocks/taro'

beforeEach(reset)

const metres = (a: { lng: number; lat: number }, b: { lng: number; lat: number }) =>
  Math.hypot((a.lng - b.lng) * 111_320 * Math.cos((a.lat * Math.PI) / 180), (a.lat - b.lat) * 111_320)

describe('places at WeChat’s edge', () => {
  test('the two datums lie some hundred metres apart, and the way back leads to where it began', () => {
    const spot = { lng: 119.6, lat: 32.66 }
    const shifted = toGcj(spot)
    const gap = metres(spot, { lng: shifted.longitude, lat: shifted.latitude })
    expect(gap).toBeGreaterThan(100)
    expect(gap).toBeLessThan(800)
    expect(metres(fromGcj(shifted), spot)).toBeLessThan(1)
  })

  test('what WeChat says in GCJ-02 leaves as WGS-84, with its radius', async () => {
    phone.place = { ...toGcj({ lng: 119.6, lat: 32.66 }), accuracy: 12.4 }
    const located = await locatePhone()
    if (!located.ok) throw new Error('not located')
    expect(metres(located.spot, { lng: 119.6, lat: 32.66 })).toBeLessThan(1)
    expect(located.spot.accuracyM).toBe(12)
  })

  test('a place from WeChat’s picker is converted as well and brings its name', async () => {
    phone.chosen = { name: '文具店', address: '滨江路 128 号', ...toGcj({ lng: 119.6, lat: 32.66 }) }
    const chosen = await choosePlace(undefined)
    if (typeof chosen === 'string') throw new Error(chosen)
    expect(chosen.address).toBe('文具店')
    expect(metres(chosen.spot, { lng: 119.6, lat: 32.66 })).toBeLessThan(1)
  })

  test('whoever refuses gets our own map instead of a dead end', async () => {
    phone.allows.location = false
    expect(await locatePhone()).toEqual({ ok: false, why: 'denied' })
    expect(await choosePlace(undefined)).toBe('own-picker')
    phone.allows.location = true
    phone.allows.privacy = false
    expect(await choosePlace(undefined)).toBe('own-picker')
  })

  test('whoever only closes the picker has changed nothing', async () => {
    expect(await choosePlace(undefined)).toBe('cancelled')
  })

  test('opening a page asks nobody who has not said yes before', async () => {
    phone.allows.location = false
    expect(await locateIfAllowed()).toBeUndefined()
  })
})
