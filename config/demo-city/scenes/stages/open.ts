import { bamboo, crown, bush, flowers, hedge, seasonOf, tree, tuft } from '../parts/greenery.ts'
import { lampGlow, pavement, pavingOf, roadAcross } from '../parts/ground.ts'
import { bench, lamp } from '../parts/furniture.ts'
import { shining, skyOf } from '../parts/light.ts'
import { estate, farAway, treeLine } from '../parts/skyline.ts'
import { windowPane } from '../parts/shops.ts'
import { put } from '../parts/space.ts'
import { at, circle, each, oval, path, rect, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'

/** Grass between two rows of the frame, with mown stripes and tufts. */
const grass = (view: View, top: number, bottom: number, colour = '#9DB98F'): Drawing => {
  const dice = view.dice('grass')
  return (
    rect(-100, top, 600, bottom - top, colour) +
    times(4, (i) =>
      rect(-100, top + ((bottom - top) * (i * 2 + 1)) / 8, 600, (bottom - top) / 8, '#000000', soft(0.03))
    ) +
    times(18, () => {
      const y = dice.between(top + 8, bottom - 2)
      return put(dice.between(-40, 440), y, tuft(dice))
    })
  )
}

interface Kerb {
  readonly lawn?: number
  readonly kerb?: number
  readonly pave?: number
  /** Whether the carriageway has a dashed line. */
  readonly dash?: boolean
}

/** A street seen from across the carriageway: flats or a wood behind, a lawn, a pavement, the kerb. */
export const kerbside = (view: View, { lawn = 148, pave = 214, kerb = 238, dash = true }: Kerb = {}): Drawing => {
  const dice = view.dice('kerbside')
  const season = seasonOf(dice)
  const behind = dice.pick([
    () => farAway(view.dice('far'), 122) + estate(view, view.dice('estate'), lawn + 2),
    () => farAway(view.dice('far'), 128) + treeLine(view.dice('wood'), lawn - 6, '#86A688', 22),
    () => estate(view, view.dice('estate'), lawn + 2) + treeLine(view.dice('wood'), lawn, '#7F9F80', 11)
  ])
  return (
    skyOf(view.light, view.dice('sky')) +
    rect(-100, 112, 600, 60, '#B9C9B4') +
    behind() +
    grass(view, lawn, pave) +
    put(dice.between(40, 90), lawn + 12, tree(dice, season, 500)) +
    put(dice.between(330, 370), lawn + 16, tree(dice, season, 470)) +
    (dice.chance(0.6)
      ? put(200, lawn + 4, hedge(1600, 70))
      : times(8, (i) => put(-30 + i * 64, lawn + 6, bush(dice, 130, season)))) +
    (pave < kerb ? pavement(pavingOf(dice), pave, kerb - 5) + rect(-100, pave - 3, 600, 4, '#DAD7CC') : '') +
    roadAcross(kerb, undefined, dash)
  )
}

/** The yard of an estate: flats behind, paving in front, a strip of green between. */
export const yard = (view: View): Drawing => {
  const dice = view.dice('yard')
  const season = seasonOf(dice)
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 122) +
    rect(-100, 120, 600, 60, '#B9C9B4') +
    estate(view, view.dice('estate'), 160) +
    grass(view, 158, 186) +
    times(7, (i) => put(-40 + i * 80, 172, bush(dice, dice.between(110, 190), dice.chance(0.8) ? 'green' : season))) +
    put(dice.between(350, 384), 182, tree(dice, season, 480)) +
    (dice.chance(0.6)
      ? put(dice.between(6, 40), 180, tree(dice, season, 420))
      : put(24, 190, lamp(420, view.light.dark))) +
    rect(-100, 184, 600, 5, '#DAD7CC') +
    pavement(pavingOf(dice), 189, 330, 1)
  )
}

const wallKinds = ['brick', 'plaster', 'tiles', 'white'] as const

/** What hangs on or leans against a wall at its two ends, clear of the middle. */
const wallThings = (view: View, top: number): Drawing => {
  const dice = view.dice('wall things')
  const pane = windowPane(view, dice)
  const things: readonly [() => Drawing, ...(() => Drawing)[]] = [
    () => rect(358, top, 7, 206 - top, '#A5A99F') + each([top + 30, top + 90], (y) => rect(355, y, 13, 4, '#7C8682')),
    () =>
      times(26, (i) =>
        circle(352 + ((i * 29) % 54) - 8, top + 6 + ((i * 17) % 78), 8 + (i % 4), i % 3 ? '#6F9A7B' : '#587F66')
      ),
    () =>
      rect(346, top + 34, 46, 58, '#EFE8D8') +
      rect(350, top + 38, 38, 50, pane) +
      stroke(`M356 ${top + 38}v50m8-50v50m9-50v50m8-50v50`, '#7C8682', 2),
    () => put(366, 212, bamboo(dice), { size: 1.05 }),
    () =>
      rect(352, top + 46, 34, 46, '#C9CFC8') +
      rect(356, top + 52, 26, 16, '#9FB0AE') +
      rect(366, top + 92, 6, 60, '#A5A99F')
  ]
  const lampAt = view.light.dark
    ? rect(30, top + 20, 16, 7, '#5B6663') +
      oval(38, top + 29, 9, 5, shining('#FFF0C2')) +
      lampGlow(38, top + 30, 214, 70)
    : ''
  return dice.pick(things)() + lampAt
}

/** A long wall, seen close; its foot is on row 206. */
export const wall = (view: View): Drawing => {
  const dice = view.dice('wall')
  const kind = dice.pick(wallKinds)
  const season = seasonOf(dice)
  const top = dice.pick([30, 44, 54])
  const faces: Readonly<Record<(typeof wallKinds)[number], () => Drawing>> = {
    brick: () =>
      rect(-100, top, 600, 206 - top, '#C3A48C') +
      stroke(
        times((206 - top) / 16, (i) => `M-100 ${top + 16 + i * 16}h600`) +
          times(
            140,
            (i) => `M${-100 + (i % 14) * 44 + (Math.floor(i / 14) % 2) * 22} ${top + Math.floor(i / 14) * 16}v16`
          ),
        '#AE8D75',
        1.2
      ),
    plaster: () =>
      rect(-100, top, 600, 206 - top, '#D3CBBB') +
      stroke(
        `M-100 ${top + 40}h600M-100 ${top + 90}h600M20 ${top}v160M150 ${top}v160M280 ${top}v160M410 ${top}v160`,
        '#C2B9A6',
        1.5
      ),
    tiles: () =>
      rect(-100, top, 600, 206 - top, '#D8D8CE') +
      stroke(
        times((206 - top) / 22, (i) => `M-100 ${top + i * 22}h600`) +
          times(28, (i) => `M${-100 + i * 22} ${top}v${206 - top}`),
        '#C4C5BA',
        1
      ),
    white: () => rect(-100, top, 600, 206 - top, '#ECE8DD') + rect(-100, 186, 600, 20, '#9A9F98')
  }
  const cap =
    kind === 'white'
      ? path(`M-100 ${top + 4}h600l-6-14h-588z`, '#565F5E') +
        stroke(
          times(75, (i) => `M${-96 + i * 8} ${top - 9}v12`),
          '#454E4D',
          1.6
        )
      : rect(-100, top - 5, 600, 8, '#B3A995')
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 100) +
    times(5, (i) => at(-20 + i * 110 + dice.between(-20, 20), top - 2, crown(dice, 46, season))) +
    faces[kind]() +
    cap +
    rect(-100, 200, 600, 6, '#000000', soft(0.12)) +
    pavement(pavingOf(dice), 206, 330, 0.9) +
    wallThings(view, top)
  )
}

/** Grass all the way, with a path: a small park. */
export const park = (view: View): Drawing => {
  const dice = view.dice('park')
  const season = seasonOf(dice)
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 124) +
    treeLine(view.dice('wood'), 148, '#8CAA8C', 20) +
    (dice.chance(0.5)
      ? estate(view, view.dice('estate'), 142) + treeLine(view.dice('wood2'), 150, '#7F9F80', 13)
      : '') +
    grass(view, 148, 330, '#A3BE92') +
    path('M-100 208C60 196 150 176 262 168s160-8 260-6v10c-90-2-170 0-240 10S140 232-100 258z', '#D8CFB8') +
    put(dice.between(30, 80), 172, tree(dice, season, 460)) +
    put(dice.between(320, 370), 186, tree(dice, season, 520)) +
    put(dice.between(170, 220), 163, tree(dice, 'camphor', 420)) +
    put(dice.between(230, 290), 172, bench()) +
    each([110, 300], (x) => put(x, 190, flowers(dice, 200, 26, 12)))
  )
}
