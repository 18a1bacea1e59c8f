/** What a city says about itself, as data. Coordinates are WGS-84 degrees. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'

export interface CityInfo {
  id: string
  name: string
  short: string
  province: string
  timezone: string
  adcode: string
  /** west, south, east, north */
  bbox: [number, number, number, number]
  centre: { lng: number; lat: number }
  hotline: string
  /** What to tell who reports a place outside. */
  outside: { words: string }
  mapCredit: string
  /** XYZ template of a tile server, where the city has one. */
  tiles: string | null
}

export interface AreaProperties {
  id: string
  level: 'street' | 'community'
  name: string
  parent?: string
  areaClass?: string
}
export type AreaCollection = FeatureCollection<Polygon | MultiPolygon, AreaProperties>

export interface Office {
  id: string
  name: string
  short: string
  kind: 'squad' | 'mobile' | 'department' | 'centre' | 'inspection'
  /** Street area, of a squad. */
  area?: string
  phone: string
  address: string
  place: { lng: number; lat: number }
  hours: string
  /** Office that verifies its work. */
  supervising: string
  duties: { id: string; text: string }[]
}

export interface Person {
  /** Login name. */
  id: string
  name: string
  office: string
  roles: ('officer' | 'verifier' | 'dispatcher' | 'moderator' | 'admin' | 'organiser' | 'supervisor' | 'liaison')[]
  title: string
  phone: string
}

export interface Category {
  code: string
  name: string
  tile: string
  order: number
  gb: {
    profile: 'event' | 'component'
    major: string
    majorName: string
    minor: string
    minorName: string
    extension?: boolean
    verified?: boolean
  }
  urgency: '即办' | '限办' | '急办'
  /** Working days; `basis` names the published limit it was rounded up from, where there is one. */
  limit: { days: number; basis?: string }
  filing: string
  closing: string
  publicPlace: 'street' | '50m' | 'exact'
  home: boolean
  hint: string
  scene: string
  keywords: string[]
}

export interface Tile {
  id: string
  name: string
  icon: string
  order: number
}

export interface RoutingRule {
  id: string
  version: number
  title: string
  categories: string[] | '*'
  areas: string[] | '*'
  lead: { office: string } | { duty: 'street' }
  supervising: string
  because: string
}

export interface CalendarData {
  timezone: string
  slots: [string, string][]
  overrides: { day: string; working: boolean }[]
}

/** A named place, for the demo seed. */
export interface NamedPlace {
  street: string
  community: string
  name: string
  road: string
  kind: 'shop' | 'road' | 'residential' | 'market' | 'river' | 'park' | 'school' | 'site' | 'hospital'
  place: { lng: number; lat: number }
}

export interface City {
  info: CityInfo
  areas: AreaCollection
  offices: Office[]
  people: Person[]
  categories: Category[]
  tiles: Tile[]
  rules: RoutingRule[]
  calendar: CalendarData
  places: NamedPlace[]
}
