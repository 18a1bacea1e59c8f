/** What a city says about itself, as data. Coordinates are WGS-84 degrees. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { Channel } from '#shared/cases.ts'
import type { Urgency } from '#shared/city.ts'
import type { EscalationVerb, Stage } from '#shared/deadlines.ts'
import type { AreaClass, Limit, LimitUnit } from '#shared/limits.ts'
import type { AreaLevel, AssetKind, dayKinds } from '#shared/parts.ts'

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
  areaClass?: AreaClass
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
  roles: ('officer' | 'verifier' | 'dispatcher' | 'moderator' | 'admin' | 'organiser' | 'supervisor' | 'liaison')[]
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
  /** `n` is the number that a choice stands for, where rules compare it. */
  choices: { id: string; text: string; n?: number }[]
}

export interface Category {
  code: string
  name: string
  /** What residents call it, where that is not the standard's name: 垃圾成堆 for 暴露垃圾. */
  plainName?: string
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
  urgency: Urgency
  /** One number for each area class, 一类 to 三类; `basis` names the published limit it stands on, where there is one. */
  limit: { n: [number, number, number]; unit: LimitUnit; basis?: string }
  filing: string
  closing: string
  publicPlace: 'street' | '50m' | 'exact'
  /** Metres within which two reports may be of one matter; fifty where nothing is said. */
  similarM?: number
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

/** What has to hold; what is absent leaves nothing out. */
export interface RuleConditions {
  categories?: string[]
  /** Areas of any level; the city's own id is everywhere. */
  areas?: string[]
  /** Groups of categories. */
  tiles?: string[]
  assets?: AssetKind[]
  /** On the ground of one of these offices. */
  owners?: string[]
  time?: {
    days?: (typeof dayKinds)[number]
    /** 0 Sunday … 6 Saturday. */
    weekdays?: number[]
    hours?: { from: string; to: string }[]
  }
  channels?: Channel[]
  urgencies?: Category['urgency'][]
  answers?: { question: string; choices: string[] }[]
  /** The number that the chosen answer stands for. */
  numbers?: { question: string; atLeast?: number; atMost?: number }[]
}

export interface RoutingRule extends Omit<RuleConditions, 'categories' | 'areas'> {
  id: string
  version: number
  title: string
  categories: string[] | '*'
  areas: string[] | '*'
  /** It does not apply where all of this holds. */
  except?: RuleConditions
  /** Switched off: it stands there and decides nothing. */
  off?: true
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

export type Slots = readonly (readonly [string, string])[]
/** Other slots from a day on: summer hours, a reform. What lies before that day is counted as it was. */
export interface Hours {
  slots: Slots
  changes?: readonly { from: string; slots: Slots }[]
}

export interface CalendarData extends Hours {
  timezone: string
  /** Days an administrator set by hand; they come before the statutory arrangement. */
  overrides: readonly { day: string; working: boolean }[]
  /** Years whose arrangement an administrator has entered whole, because the data does not have it yet. */
  years?: readonly number[]
  /** Offices with duty hours of their own; `every` day of the week, or the city's working days. */
  offices?: Readonly<Record<string, Hours & { days: 'every' | 'working' }>>
}

/** One step of the ladder that a late case climbs. */
export interface EscalationStep {
  id: string
  verb: EscalationVerb
  /** Share of the limit that has been used when it is due; 1 is the deadline. */
  share: number
  /** At least this many days of the clock after the deadline, so that a limit of hours is not exposed within hours. */
  days?: number
}

/** The rules of time besides the limits of the categories. */
export interface TimeRules {
  /** Limits of the stages, by the urgency of the category; what is handled has the category's own limit. */
  stages: Readonly<Record<Category['urgency'], Readonly<Record<Exclude<Stage, 'handle'>, Limit>>>>
  /** 挂账: how often, and how many days at most each time. */
  hold: { times: number; days: number }
  /** 延期: how often, and at most this share of the first limit in all. */
  extension: { times: number; share: number }
  ladder: readonly EscalationStep[]
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
  time: TimeRules
  places: NamedPlace[]
}
