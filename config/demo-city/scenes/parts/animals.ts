/** Small company, in centimetres, facing right. */
import { shade } from './people.ts'
import { at, circle, limb, oval, path, type Drawing } from './svg.ts'

export const catSitting = (fur = '#D08B4C'): Drawing =>
  shade(17, 4) +
  limb('M-10-4q-20 0-16-16', fur, 6) +
  path('M-14 0c-2-22 6-30 14-30s14 8 13 30z', fur) +
  circle(2, -36, 11, fur) +
  path('M-8-40-7-54 2-46zM12-40 12-54 3-46z', fur) +
  path('M-4 0c0-12 2-16 6-16s5 6 5 16z', '#F4EBDC')

export const catWalking = (fur = '#6E6A66'): Drawing =>
  shade(26, 4) +
  limb('M-22-24q-12-4-10-22', fur, 6) +
  limb('M-16-14-20 0M-8-12-6 0M12-12 10 0M18-14 24 0', fur, 6) +
  path('M-26-18q0-14 14-14h24q12 0 12 12-4 10-14 8h-26q-8 0-10-6z', fur) +
  circle(27, -33, 9.5, fur) +
  path('M18-37 20-49 27-41zM36-37 35-49 28-41z', fur)

export const dog = (fur = '#C08F56', ears = '#8A5F36'): Drawing =>
  shade(42, 6) +
  limb('M-34-48q-16-6-14-26', fur, 8) +
  limb('M-26-30-32-2M-18-28-14-2M22-28 18-2M30-32 36-2', fur, 10) +
  path('M-40-44q2-14 18-14h40q18-2 20-14l14 6-6 30q-6 18-22 16h-48q-16 0-16-24z', fur) +
  path('M32-84q14-8 26 2l16 10q4 8-6 12l-20 2q-18-2-16-26z', fur) +
  path('M36-86q-10 2-10 24 10 2 16-14z', ears) +
  circle(74, -70, 4, '#2B2A2A') +
  circle(54, -76, 2.6, '#2B2A2A')

export const sparrow = (): Drawing =>
  path('M-12-6q2-10 12-10 4-8 10-6l6 4-6 3q-2 12-12 12-8 0-10-3l-10 2z', '#8C6F52') +
  limb('M-2 0v-4M3 0v-4', '#5E4A36', 1.6)

export const egret = (): Drawing =>
  limb('M-4-40-6 0M6-40 8 0', '#5B6663', 3) +
  path('M-38-50q20-26 48-16 14 6 6 22-14 14-34 6-12-4-20-12z', '#F6F4EC') +
  limb('M12-58q18-14 8-30-8-14 4-20', '#F6F4EC', 8) +
  oval(26, -109, 8, 6, '#F6F4EC') +
  path('M32-111 54-107 32-105z', '#D9A441')

export const duck = (): Drawing =>
  path('M-30-8q10 8 30 8t26-14q-6 2-12-2-16-12-32-4-10-2-16-8 0 14 4 20z', '#E9E4D6') +
  circle(20, -24, 9, '#4F7F57') +
  path('M27-26 40-23 27-20z', '#D9A441')

export const flock = (x: number, y: number): Drawing =>
  at(x, y, limb('M0 0q4-4 6 0 2-4 6 0M16-8q4-4 6 0 2-4 6 0M26 4q3-3 5 0 2-3 5 0', '#5C6864', 1.2))
