/** What every page knows besides its own matter: the city's name, the assets, how this reader reads, where he is. */
import type { Prefs } from './prefs.ts'

export interface Asset {
  body: Buffer
  type: string
  /** Its name carries its hash, so that it may be kept for a year. */
  forever: boolean
}

export interface Assets {
  /** Address of a bundle by its plain name, `portal.css`, `desk.css`, `map.js`. */
  url: (name: string) => string
  /** What lies at an address below `/assets/`. */
  at: (path: string) => Asset | undefined
}

export interface Site {
  city: { name: string; hotline: string }
  assets: Assets
  prefs: Prefs
  /** Path and query of this page, for the links that come back to it. */
  here: string
  /** `https://host`: where what leaves the screen leads back to. */
  origin: string
  /** The page is a form that came back with something to mend. */
  failed?: true
}
