import { circle, faint, oval, path, rect, times, type Drawing } from './svg.ts'
import type { Dice } from './dice.ts'

export type Hour = 'morning' | 'noon' | 'cloudy' | 'dusk' | 'night'

export interface Light {
  readonly hour: Hour
  /** Lamps and windows are lit. */
  readonly dark: boolean
  readonly sky: readonly [top: string, bottom: string]
  /** What the air does to every painted colour: channel by channel, times and plus. */
  readonly times: readonly [number, number, number]
  readonly plus: readonly [number, number, number]
  readonly cloud: string
}

const lights: Readonly<Record<Hour, Light>> = {
  morning: {
    hour: 'morning',
    dark: false,
    sky: ['#BBD7DE', '#F7E8CC'],
    times: [1, 0.965, 0.9],
    plus: [8, 6, 4],
    cloud: '#FFF6E4'
  },
  noon: { hour: 'noon', dark: false, sky: ['#A9D0DD', '#E4F0EC'], times: [1, 1, 1], plus: [2, 2, 0], cloud: '#FFFFFF' },
  cloudy: {
    hour: 'cloudy',
    dark: false,
    sky: ['#BCC9CB', '#DDE2DD'],
    times: [0.91, 0.935, 0.95],
    plus: [4, 6, 8],
    cloud: '#EEF0EC'
  },
  dusk: {
    hour: 'dusk',
    dark: true,
    sky: ['#7C93B4', '#F6C38F'],
    times: [0.95, 0.83, 0.74],
    plus: [4, 4, 12],
    cloud: '#F6CFAF'
  },
  night: {
    hour: 'night',
    dark: true,
    sky: ['#13243A', '#35506A'],
    times: [0.58, 0.64, 0.7],
    plus: [4, 12, 28],
    cloud: '#2C435C'
  }
}

export const lightAt = (hour: Hour): Light => lights[hour]

const channels = (hex: string): [number, number, number] => [
  parseInt(hex.slice(1, 3), 16),
  parseInt(hex.slice(3, 5), 16),
  parseInt(hex.slice(5, 7), 16)
]

/** A colour that shines by itself. It is written as rgb(), which `paintedIn` leaves alone. */
export const shining = (hex: string): string => `rgb(${channels(hex).join(',')})`

/** Lays the light of the hour on every painted colour, which are the ones written as #RRGGBB. */
export const paintedIn = (light: Light, drawing: Drawing): Drawing =>
  drawing.replace(/#[0-9A-F]{6}\b/gi, (hex) => {
    const [r, g, b] = channels(hex)
    const lay = (value: number, i: 0 | 1 | 2): string =>
      Math.max(0, Math.min(255, Math.round(value * light.times[i] + light.plus[i])))
        .toString(16)
        .padStart(2, '0')
    return `#${lay(r, 0)}${lay(g, 1)}${lay(b, 2)}`
  })

const cloud = (x: number, y: number, size: number, colour: string): Drawing =>
  path(
    `M${Math.round(x)} ${Math.round(y)}m-26 0a9 9 0 0 1 8-14a13 13 0 0 1 25-4a11 11 0 0 1 18 6a8 8 0 0 1 5 12z`,
    shining(colour),
    faint(Math.round(size * 100) / 100)
  )

/** Sky down to the horizon, wider than the frame so that the frame may be moved. */
export const skyOf = (light: Light, dice: Dice): Drawing => {
  const [top, bottom] = light.sky
  const ids = `sky-${light.hour}`
  const gradient =
    `<defs><linearGradient id="${ids}" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${shining(top)}"/>` +
    `<stop offset="1" stop-color="${shining(bottom)}"/></linearGradient></defs>`
  const x = dice.between(60, 340)
  const disc: Readonly<Record<Hour, () => Drawing>> = {
    morning: () =>
      circle(x, 70, 17, shining('#FFF3D2'), faint(0.9)) + circle(x, 70, 30, shining('#FFF3D2'), faint(0.3)),
    noon: () => '',
    cloudy: () => '',
    dusk: () => circle(x, 96, 20, shining('#FFDDA6'), faint(0.85)),
    night: () =>
      times(16, () =>
        circle(dice.between(-20, 420), dice.between(-10, 90), dice.between(0.4, 0.9), shining('#E9EEF2'))
      ) +
      circle(x, 40, 11, shining('#F2E9C9')) +
      oval(x + 5, 37, 9.5, 10, shining('#1B2E45'))
  }
  const clouds = times(light.hour === 'cloudy' ? 6 : 3, () =>
    cloud(dice.between(-20, 420), dice.between(10, 84), light.hour === 'cloudy' ? 0.8 : 0.6, light.cloud)
  )
  return gradient + rect(-100, -60, 600, 240, `url(#${ids})`) + disc[light.hour]() + clouds
}
