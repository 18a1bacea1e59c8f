/**
 * Demo photos of the made-up city, drawn as SVG: for each kind of matter the street before and after, from one and
 * the same viewpoint. Pure: the same kind, moment and variant give the same drawing, byte for byte, on any machine.
 * Every scene says of itself that it is no photo.
 */
import { daylight, evenings, framed, hourOf, viewOf, type Painter } from './frame.ts'
import { billboard, cable, leaflets, pipeLeak } from './kinds/facades.ts'
import { dogs, lawn, tree } from './kinds/greens.ts'
import { illegalBuild, toilet } from './kinds/houses.ts'
import { market } from './kinds/market.ts'
import { barbecue, fumes, speaker } from './kinds/nuisance.ts'
import { bikes, blindpath, carPavement, generic } from './kinds/pavement.ts'
import { floating, riverBank, sewage } from './kinds/river.ts'
import { guardrail, manhole, ponding, pothole, signpost, streetlight } from './kinds/roads.ts'
import { shopfront, stall } from './kinds/trade.ts'
import { carGreen, fireLane, truck, zombieCar } from './kinds/vehicles.ts'
import { bins, bulky, burning, constructionWaste, garbage } from './kinds/waste.ts'
import { dust, nightWork, siteFence } from './kinds/works.ts'
import type { Hour } from './parts/light.ts'

export type { Hour } from './parts/light.ts'

export const sceneKinds = [
  'stall',
  'shopfront',
  'blindpath',
  'billboard',
  'leaflets',
  'garbage',
  'bulky',
  'construction-waste',
  'bins',
  'toilet',
  'car-pavement',
  'car-green',
  'bikes',
  'zombie-car',
  'fire-lane',
  'sewage',
  'floating',
  'river-bank',
  'dust',
  'truck',
  'night-work',
  'site-fence',
  'barbecue',
  'fumes',
  'speaker',
  'burning',
  'pothole',
  'manhole',
  'streetlight',
  'guardrail',
  'sign',
  'ponding',
  'tree',
  'lawn',
  'dog',
  'pipe-leak',
  'cable',
  'illegal-build',
  'market',
  'generic'
] as const

export type SceneKind = (typeof sceneKinds)[number]
export type SceneMoment = 'before' | 'after'

const painters: Readonly<Record<SceneKind, Painter>> = {
  stall,
  shopfront,
  blindpath,
  billboard,
  leaflets,
  garbage,
  bulky,
  'construction-waste': constructionWaste,
  bins,
  toilet,
  'car-pavement': carPavement,
  'car-green': carGreen,
  bikes,
  'zombie-car': zombieCar,
  'fire-lane': fireLane,
  sewage,
  floating,
  'river-bank': riverBank,
  dust,
  truck,
  'night-work': nightWork,
  'site-fence': siteFence,
  barbecue,
  fumes,
  speaker,
  burning,
  pothole,
  manhole,
  streetlight,
  guardrail,
  sign: signpost,
  ponding,
  tree,
  lawn,
  dog: dogs,
  'pipe-leak': pipeLeak,
  cable,
  'illegal-build': illegalBuild,
  market,
  generic
}

/** Kinds that are seen only at certain hours; every other kind goes round the whole day. */
const hours: Partial<Readonly<Record<SceneKind, readonly Hour[]>>> = {
  'night-work': ['night'],
  streetlight: ['night', 'dusk'],
  barbecue: evenings,
  sewage: daylight,
  floating: daylight,
  'river-bank': daylight,
  dust: daylight,
  lawn: daylight,
  dog: daylight
}

/** The time of day that a variant shows, so that a case may be dated to fit its photo. */
export const sceneHour = (kind: SceneKind, variant: number): Hour =>
  hourOf(sceneKinds.indexOf(kind), variant, hours[kind])

/** A whole SVG document, 4:3, 1600 x 1200. Any whole number from 0 is a variant: another street at another hour. */
export const drawScene = (kind: SceneKind, moment: SceneMoment, variant: number): string => {
  const view = viewOf(kind, variant, sceneHour(kind, variant))
  const { stage, near = '', unlit, ...moments } = painters[kind](view)
  return framed(view, stage + moments[moment]() + near, unlit)
}
