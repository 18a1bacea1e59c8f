/** Two wheels and three, in centimetres, facing right, the rear wheel near the origin. */
import { rubber, steel } from './colours.ts'
import { person, shade, type Look } from './people.ts'
import { at, circle, limb, oval, path, rect, rounded, type Drawing } from './svg.ts'

const wheel = (x: number, r: number): Drawing =>
  circle(x, -r, r - 3, 'none', ` stroke="${rubber}" stroke-width="6"`) + circle(x, -r, 4, steel)

const disc = (x: number, r: number): Drawing => circle(x, -r, r, rubber) + circle(x, -r, r * 0.46, '#B9BFBB')

/** An electric scooter; with `box` it carries meals. */
export const scooter = (colour: string, box?: string): Drawing =>
  at(80, 0, shade(84, 9)) +
  disc(22, 23) +
  disc(142, 23) +
  limb('M130-74 142-24', '#5B6663', 7) +
  path('M4-42q4-28 30-30h40l12 34h32l10-42 12-2-6 54q-4 12-16 12H44q-36 2-40-26z', colour) +
  path('M126-104q14-4 18 10l4 26q-10 8-22 8z', colour) +
  rect(8, -84, 66, 14, '#2F3836', rounded(6)) +
  limb('M128-98 122-116 106-118', '#2F3836', 6) +
  circle(144, -92, 6, '#F2DE9C') +
  rect(-2, -58, 8, 10, vermilionLamp) +
  (box ? rect(-14, -128, 46, 44, box, rounded(4)) + rect(-14, -114, 46, 6, '#F1EEE5') : '')

const vermilionLamp = '#B8452F'

export const bicycle = (colour: string, basket = true): Drawing =>
  at(84, 0, shade(80, 7)) +
  wheel(34, 33) +
  wheel(138, 33) +
  limb('M34-33 66-34 54-82M66-34 118-84 54-76M138-33 116-98', colour, 7) +
  limb('M40-88H66', '#2F3836', 9) +
  limb('M116-98 104-104', '#2F3836', 6) +
  (basket ? path('M124-100h30l-5 26h-22z', '#5B6663') : '')

export const rider = (look: Look, colour: string): Drawing =>
  bicycle(colour) +
  limb('M56-92 84-60 70-24', look.legs, 14) +
  path('M38-92q2-44 30-58l14 8q-2 34-16 52z', look.coat) +
  limb('M72-138 88-112 106-104', look.coat, 11) +
  circle(80, -160, 13.5, look.skin) +
  path('M66-160c-1-20 28-22 29-4l-14-1-6 6z', look.hair)

/** Someone on a scooter, going by. */
export const scooterRider = (look: Look, colour: string): Drawing =>
  scooter(colour) +
  limb('M44-86 92-80 104-42', look.legs, 15) +
  path('M26-84q-2-46 22-58l18 6q8 28-2 54z', look.coat) +
  limb('M54-128 84-108 108-118', look.coat, 11) +
  circle(58, -156, 13.5, look.skin) +
  path('M42-156c0-24 32-24 32 0z', '#C8553D')

/** A cargo tricycle; the load is drawn at its bed, 150 wide, from (-10, -62) up. */
export const tricycle = (colour: string, load: Drawing = ''): Drawing =>
  at(110, 0, shade(130, 10)) +
  disc(40, 27) +
  disc(206, 27) +
  load +
  path('M-14-66h150v34H-14z', colour) +
  rect(-14, -66, 150, 6, '#2F3836') +
  limb('M132-40H176L198-84M206-28 194-104 178-110', '#4B5553', 7) +
  rect(140, -74, 34, 10, '#2F3836', rounded(4))

/** A row of bicycles standing side by side, seen from the end of the bay. */
export const bicycleEnd = (colour: string): Drawing =>
  oval(0, 0, 22, 6, '#17211F', ' fill-opacity=".16"') +
  rect(-4, -66, 8, 66, rubber, rounded(4)) +
  limb('M0-60V-100M-26-106 26-106', colour, 7) +
  limb('M-26-106-32-98M26-106 32-98', '#2F3836', 7) +
  path('M-17-104h34l-4 26h-26z', '#5B6663') +
  path('M-17-104h34l-1 5h-32z', steel) +
  circle(0, -70, 5, '#F2DE9C')

/** A vendor who stands beside. */
export const vendor = (look: Look): Drawing =>
  person(look, {
    hands: [
      [-22, -92],
      [28, -100]
    ]
  }) + path('M-15-118h30l5 52q-20 5-40 0z', '#F1EEE5')
