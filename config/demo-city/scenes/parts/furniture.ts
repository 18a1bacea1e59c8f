/** What a city puts on its streets, in centimetres, foot at the origin unless said otherwise. */
import { paper, steel } from './colours.ts'
import { sign } from './lettering.ts'
import { shining } from './light.ts'
import { shade } from './people.ts'
import { at, circle, each, limb, oval, path, rect, rounded, soft, stroke, times, type Drawing } from './svg.ts'
import type { View } from './view.ts'

export const binColours = ['#3E6C8F', '#7B8682', '#4F7F57', '#9A4A3C'] as const

interface Lid {
  /** Degrees the lid stands open. */
  readonly open?: number
}

export const bin = (colour: string, { open = 0 }: Lid = {}): Drawing =>
  shade(40, 8) +
  path('M-32-94H32L27-6H-27z', colour) +
  path('M8-94H32L27-6H8z', '#000000', soft(0.1)) +
  rect(-15, -68, 30, 26, paper, rounded(3)) +
  limb('M-6-50 0-62 6-50z', colour, 3) +
  circle(-20, -5, 6, '#333B39') +
  circle(20, -5, 6, '#333B39') +
  at(-36, -94, rect(0, -13, 72, 13, colour, rounded(4)) + rect(0, -4, 72, 4, '#000000', soft(0.16)), { turn: -open })

export const bench = (): Drawing =>
  shade(84, 8) +
  rect(-66, -44, 8, 44, '#4B5553') +
  rect(58, -44, 8, 44, '#4B5553') +
  rect(-78, -50, 156, 10, '#A98254', rounded(3)) +
  rect(-78, -72, 156, 9, '#A98254', rounded(3)) +
  rect(-78, -88, 156, 9, '#B98E5C', rounded(3)) +
  rect(-64, -90, 6, 46, '#4B5553') +
  rect(58, -90, 6, 46, '#4B5553')

export const cone = (): Drawing =>
  shade(26, 6) +
  rect(-22, -6, 44, 6, '#B8532F') +
  path('M-14-6-4-68h8L14-6z', '#D9642F') +
  path('M-10-26h20l-3-16h-14z', paper)

export const barrier = (width = 150): Drawing =>
  shade(width / 2, 7) +
  rect(-width / 2 + 10, -92, 7, 92, '#5B6663') +
  rect(width / 2 - 17, -92, 7, 92, '#5B6663') +
  each(
    [-88, -54],
    (y) =>
      rect(-width / 2, y, width, 20, paper) +
      times(width / 30, (i) => path(`M${-width / 2 + i * 30} ${y + 20}l10-20h15l-10 20z`, '#C8553D'))
  )

export const bollard = (): Drawing =>
  shade(13, 4) + rect(-8, -72, 16, 72, '#6F7A77', rounded(6)) + rect(-8, -60, 16, 8, '#E2B23C')

/** A street lamp; `lit` is for after dark. The arm reaches to the right. */
export const lamp = (height = 560, lit = false): Drawing =>
  shade(26, 6) +
  rect(-16, -30, 32, 30, '#5F6C6A') +
  rect(-7, -height, 14, height, '#748380') +
  limb(`M0-${height - 8}Q4-${height + 40} 90-${height + 36}`, '#748380', 11) +
  path(`M78-${height + 46}h62q12 4 12 16h-78z`, '#8A9794') +
  path(`M84-${height + 30}h62q-8 16-30 16t-32-16z`, lit ? shining('#FFF0C2') : '#C9CFC8')

/** Posts and rails of a road fence, `width` long. */
export const railing = (width: number, colour = '#E9E7DF'): Drawing =>
  rect(-width / 2, -92, width, 8, colour) +
  rect(-width / 2, -24, width, 7, colour) +
  times(width / 22, (i) => rect(-width / 2 + i * 22 + 8, -88, 5, 68, colour)) +
  times(
    width / 176 + 1,
    (i) =>
      rect(-width / 2 + i * 176 - 5, -104, 11, 104, '#5E8FA6') + rect(-width / 2 + i * 176 - 8, -6, 17, 6, '#4B5553')
  )

type Face = 'no-entry' | 'bend' | 'children' | 'blank' | 'parking'

const faces: Readonly<Record<Face, Drawing>> = {
  'no-entry': circle(0, 0, 34, '#B8352F') + rect(-22, -6, 44, 12, paper),
  bend:
    path('M0-40 40 30H-40z', '#26302E', rounded(6)) +
    path('M0-29 31 25H-31z', '#E8B93A') +
    limb('M-4 18V2l10-10v-8', '#26302E', 7),
  children:
    path('M0-40 40 30H-40z', '#26302E') +
    path('M0-29 31 25H-31z', '#E8B93A') +
    circle(-6, -4, 5, '#26302E') +
    limb('M-6 2v10M-12 20l6-8 6 8M8 8v6M4 20l4-6 5 6', '#26302E', 4.5) +
    circle(8, 3, 4, '#26302E'),
  blank: circle(0, 0, 34, '#3F6F9C') + limb('M0 20V-14M-12-4 0-18 12-4', paper, 8),
  parking:
    rect(-32, -32, 64, 64, '#3F6F9C', rounded(6)) +
    path('M-15 24v-48h17a15 15 0 0 1 0 31h-7v17zM-5-2h7a6 6 0 0 0 0-13h-7z', paper)
}
export const signFaces = ['no-entry', 'bend', 'children', 'blank'] as const

export const roadSign = (face: Face, height = 240): Drawing =>
  shade(16, 4) + rect(-4, -height, 8, height, steel) + at(0, -height, faces[face])

/** A rental or notice board on two legs, with a headline and lines of bars instead of words. */
export const noticeBoard = (): Drawing =>
  shade(80, 8) +
  rect(-66, -170, 8, 170, '#6B5A45') +
  rect(58, -170, 8, 170, '#6B5A45') +
  path('M-84-172 0-196 84-172z', '#565F5E') +
  rect(-74, -168, 148, 92, '#2E6B66') +
  each(
    [-62, -12, 38],
    (x, i) =>
      rect(x - 2, -158, 40, 52, paper) +
      rect(x + 4, -150, 26, 5, '#A8573F') +
      times(4, (row) => rect(x + 4, -140 + row * 8, 24 - ((row + i) % 3) * 5, 3, '#A5ABA6'))
  ) +
  rect(-62, -98, 124, 14, '#3F8079')

export const manholeCover = (view: Pick<View, 'mirrored'>, fresh = true): Drawing =>
  oval(0, 0, 46, 17, '#565F5E') +
  oval(0, -2, 42, 15, fresh ? '#7C8785' : '#6B5F52') +
  stroke('M-36-2H36M-30 5H30M-30-9H30M-14-16-20 12M14-16 20 12M0-17V13', '#565F5E', 2.4) +
  at(0, -2, oval(0, 0, 13, 5, '#565F5E') + sign(view, '水', 0, 0, 9, '#9AA5A2'))

/** The small water of a mop and pail. */
export const bucket = (colour = '#C8553D'): Drawing =>
  shade(20, 5) +
  path('M-18-34h36l-5 34h-26z', colour) +
  oval(0, -34, 18, 5, '#8FB4BC') +
  stroke('M-18-36q18-34 36 0', '#5B6663', 2.5)

export const umbrella = (colour: string, span = 230, height = 235): Drawing => {
  const half = span / 2
  return (
    rect(-4, -height, 8, height, '#6C6258') +
    path(
      `M${-half} ${-height + 34}Q${-half * 0.5} ${-height - 30} 0 ${-height - 34}T${half} ${-height + 34}z`,
      colour
    ) +
    path(
      `M${-half * 0.42} ${-height + 34}Q${-half * 0.2} ${-height - 24} 0 ${-height - 34} ${half * 0.2} ${-height - 24} ${half * 0.42} ${-height + 34}z`,
      '#F0E4D2'
    ) +
    times(6, (i) =>
      path(
        `M${(-half + (i * span) / 6).toFixed(0)} ${-height + 33}h${(span / 6).toFixed(0)}q-${(span / 12).toFixed(0)} 20-${(span / 6).toFixed(0)} 0z`,
        i === 2 || i === 3 ? '#F0E4D2' : colour
      )
    )
  )
}

export const loudspeaker = (): Drawing =>
  shade(34, 7) +
  rect(-30, -96, 60, 96, '#26302E', rounded(5)) +
  circle(0, -36, 22, '#4B5553') +
  circle(0, -36, 9, '#7C8682') +
  circle(0, -76, 11, '#4B5553') +
  rect(-30, -96, 60, 5, '#D9822F')

/** A horn that points to the right. */
export const horn = (): Drawing =>
  path('M-10-12h16l46-30v84L6 12h-16z', '#C8553D') +
  oval(53, 0, 9, 42, '#8A3A2C') +
  rect(-26, -9, 18, 18, '#4B5553', rounded(3)) +
  oval(53, 0, 4, 20, '#E9DCC6')

/** Rings of sound going out to the right of (0, 0). */
export const noise = (rings = 4, colour = '#B8452F', reach = 30): Drawing =>
  times(rings, (i) => {
    const r = 26 + i * reach
    return limb(
      `M${(r * 0.77).toFixed(0)}-${(r * 0.64).toFixed(0)}A${r} ${r} 0 0 1 ${(r * 0.77).toFixed(0)} ${(r * 0.64).toFixed(0)}`,
      colour,
      9 - i,
      ` opacity="${(0.95 - i * 0.14).toFixed(2)}"`
    )
  })
