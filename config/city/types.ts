/** What a city says about itself, as data. Coordinates are WGS-84 degrees. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { Channel } from '#shared/cases.ts'
import type { AreaLevel, AssetKind } from '#shared/parts.ts'

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
  /** 交界处: nearer than this to another street area, its office assists. */
  border?: { metres: number }
}

export interface AreaProperties {
  id: string
  level: AreaLevel
  name: string
  parent?: string
  areaClass?: string
}
export type AreaCollection = FeatureCollection<Polygon | MultiPolygon, AreaProperties>

/** Ground that somebody owns or runs (谁权属谁负责); `owner` is the office that answers for it. */
export interface AssetProperties {
  id: string
  kind: AssetKind
  name: string
  owner: string
}
export type AssetCollection = FeatureCollection<Polygon | MultiPolygon, AssetProperties>

export interface Office {
  id: string
  name: string
  short: string
  kind: 'squad' | 'mobile' | 'department' | 'owner' | 'centre' | 'inspection'
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
  roles: ('officer' | 'verifier' | 'dispatcher' | 'moderator' | 'admin')[]
  title: string
  phone: string
  /** B岗: takes over while this one is away or has left. */
  deputy?: string
  /** Last day of work. */
  left?: string
  away?: { from: string; to: string }[]
}

/** A typed choice asked after the category. */
export interface Question {
  id: string
  text: string
  choices: { id: string; text: string }[]
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
  questions?: Question[]
  /** A complaint about officers: only who inspects may have it. */
  aboutOfficers?: true
}

export interface Tile {
  id: string
  name: string
  icon: string
  order: number
}

/** Who a rule names: an office, the squad of the street area, or who owns the ground. */
export type OfficeOf = { office: string } | { duty: 'street' } | { owner: 'asset' }

export interface RoutingRule {
  id: string
  version: number
  title: string
  categories: string[] | '*'
  /** Areas of any level; the city's own id is everywhere. */
  areas: string[] | '*'
  assets?: AssetKind[]
  time?: { days?: 'working' | 'off'; hours?: { from: string; to: string }[] }
  channels?: Channel[]
  urgencies?: Category['urgency'][]
  answers?: { question: string; choices: string[] }[]
  /** First and last day. */
  from?: string
  to?: string
  lead: OfficeOf
  assisting?: OfficeOf[]
  supervising: string
  /** A岗 of the lead office. */
  person?: string
  /** The item of the duty list it rests on. */
  duty?: string
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
  assets: AssetCollection
  offices: Office[]
  people: Person[]
  categories: Category[]
  tiles: Tile[]
  rules: RoutingRule[]
  calendar: CalendarData
  places: NamedPlace[]
}
