/** Every word for people, a catalogue a module; each is looked up in the language of whoever reads it (locale.ts). A phone takes the catalogues that it needs. */
import { activities } from './activities.ts'
import { cases } from './cases.ts'
import { city } from './city.ts'
import { deadlines } from './deadlines.ts'
import { errors } from './errors.ts'
import { routing } from './routing.ts'
import { when } from './time-format.ts'

export const words = { activities, cases, city, deadlines, errors, routing, when }

export { fill } from './fill.ts'
