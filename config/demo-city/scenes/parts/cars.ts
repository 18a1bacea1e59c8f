/** Four wheels and more, in centimetres; side views face right and begin at x = 0, end views stand over the origin. */
import { glass, rubber, shadow } from './colours.ts'
import { circle, each, limb, oval, path, rect, rounded, soft, type Drawing } from './svg.ts'

const tyre = (x: number, r = 33): Drawing =>
  circle(x, -r, r + 5, '#26302E') +
  circle(x, -r, r, rubber) +
  circle(x, -r, r * 0.52, '#B7BDB9') +
  circle(x, -r, r * 0.2, '#6B7471')

const under = (length: number): Drawing => oval(length / 2, -2, length * 0.52, 13, shadow, soft(0.22))

export const sedan = (colour: string): Drawing =>
  under(450) +
  path(
    'M6-34C4-70 14-88 34-92L94-97C126-130 148-146 184-146h76c34 0 62 20 94 52l58 10c24 6 32 22 32 52q0 10-10 10H18q-12 0-12-12z',
    colour
  ) +
  path('M6-44q0-6 2-12h434l2 22q0 10-10 10H18q-12 0-12-20z', shadow, soft(0.16)) +
  path('M112-97c24-24 44-36 72-36h26v36zM222-133h36c26 0 46 14 72 38H222z', glass) +
  path('M232-133h18l-20 38h-8v-10z', '#FFFFFF', soft(0.25)) +
  limb('M216-92V-34M228-84h16M128-84h16', shadow, 3, ' stroke-opacity=".35"') +
  rect(420, -80, 22, 14, '#F2DE9C', rounded(5)) +
  rect(6, -80, 16, 16, '#B8452F', rounded(4)) +
  each([94, 354], (x) => tyre(x))

const suv = (colour: string): Drawing =>
  under(440) +
  path(
    'M6-40C4-84 10-104 26-108l18-44q6-16 24-16h176q18 0 28 12l44 50 84 12c22 4 30 20 30 58q0 10-10 10H18q-12 0-12-14z',
    colour
  ) +
  path('M6-52q0-6 2-12h426l2 28q0 10-10 10H18q-12 0-12-26z', shadow, soft(0.16)) +
  path('M56-108l16-40q2-6 8-6h70v46zM162-154h80q8 0 14 6l38 40H162z', glass) +
  limb('M156-104V-40M168-92h16', shadow, 3, ' stroke-opacity=".35"') +
  rect(410, -88, 22, 14, '#F2DE9C', rounded(5)) +
  rect(6, -94, 14, 22, '#B8452F', rounded(4)) +
  each([90, 350], (x) => tyre(x, 36))

const minivan = (colour: string): Drawing =>
  under(400) +
  path('M6-36v-120q0-22 20-22h254q18 0 30 16l46 60 28 6q14 6 14 24v36q0 10-10 10H16q-10 0-10-10z', colour) +
  path('M6-60h392v24q0 10-10 10H16q-10 0-10-10z', shadow, soft(0.16)) +
  path('M30-160h78v52H30zM120-160h82v52h-82zM214-160h62q10 0 16 8l32 44H214z', glass) +
  limb('M208-104V-36M114-104V-36', shadow, 3, ' stroke-opacity=".35"') +
  rect(376, -84, 20, 14, '#F2DE9C', rounded(5)) +
  each([80, 316], (x) => tyre(x, 32))

export const carBodies = [sedan, suv, minivan] as const

/** A car from its front or its rear. */
export const carEnd = (colour: string, { rear = false }: { rear?: boolean } = {}): Drawing =>
  oval(0, 0, 106, 16, shadow, soft(0.24)) +
  rect(-84, -40, 34, 40, rubber, rounded(8)) +
  rect(50, -40, 34, 40, rubber, rounded(8)) +
  path('M-66-100l16-40q4-10 14-10h72q10 0 14 10l16 40z', colour) +
  path('M-58-100l14-34q2-6 8-6h72q6 0 8 6l14 34z', rear ? '#7E9499' : glass) +
  path('M-90-84q2-20 22-20H68q20 0 22 20v56q0 10-10 10H-80q-10 0-10-10z', colour) +
  path('M-90-44H90v16q0 10-10 10H-80q-10 0-10-10z', shadow, soft(0.2)) +
  path('M-98-106h18v16h-12q-6 0-6-6zM98-106h-18v16h12q6 0 6-6z', colour) +
  (rear
    ? rect(-88, -84, 30, 20, '#B8452F', rounded(4)) + rect(58, -84, 30, 20, '#B8452F', rounded(4))
    : rect(-86, -80, 34, 18, '#F2EBCB', rounded(6)) +
      rect(52, -80, 34, 18, '#F2EBCB', rounded(6)) +
      rect(-42, -78, 84, 16, '#3A4442', rounded(6))) +
  rect(-24, -46, 48, 16, '#3F6F8C')

/** A muck truck; `load` lies on its bed, from (30, -190) up to the right edge at 470. */
export const dumpTruck = (colour: string, load: Drawing, lid?: string): Drawing =>
  under(700) +
  rect(20, -92, 640, 26, '#4B5553') +
  load +
  path('M22-200h450l-14 118H40z', colour) +
  each([110, 200, 290, 380], (x) => rect(x, -196, 10, 110, shadow, soft(0.18))) +
  rect(18, -206, 458, 14, '#4B5553') +
  (lid ? path('M16-206q6-34 40-34h380q36 0 42 34z', lid) + rect(16, -212, 462, 10, '#2F4F48') : '') +
  path('M490-76v-170q0-20 20-20h92q16 0 24 16l40 78v96z', '#E0A63E') +
  path('M516-244h78q8 0 12 8l30 62H516z', glass) +
  rect(500, -92, 172, 26, '#4B5553', rounded(4)) +
  rect(650, -122, 18, 18, '#F2EBCB', rounded(4)) +
  each([90, 190, 400, 590], (x) => tyre(x, 46))
