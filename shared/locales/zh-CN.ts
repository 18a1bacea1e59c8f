/** Every word for people, by room. A second language is a second file of this shape. */
import { activities } from './zh-CN/activities.ts'
import { cases } from './zh-CN/cases.ts'
import { city } from './zh-CN/city.ts'
import { deadlines } from './zh-CN/deadlines.ts'
import { demo } from './zh-CN/demo.ts'
import { errors } from './zh-CN/errors.ts'
import { routing } from './zh-CN/routing.ts'
import { when } from './zh-CN/time-format.ts'

export const words = { activities, cases, city, deadlines, demo, errors, routing, when }
export type Words = typeof words

/** Fills {name} places; a place nobody fills stays visible, so that it is noticed. */
export const fill = (sentence: string, values: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
