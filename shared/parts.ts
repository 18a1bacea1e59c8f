/**
 * The city as an administrator edits it, part by part: areas, owners' polygons, offices, people, categories, rules,
 * calendar, rules of time. The same shapes are what a release keeps, and what is exported and imported as one file. A shape says only
 * what can be read off one entry; whether the parts hang together is the checker's matter (server/routing/check).
 * All coordinates WGS-84 degrees, GeoJSON order (longitude first).
 */
import { roles } from './members.ts'
import { choicesAtMost, officeKinds, precisions, similarMetres, urgencies } from './city.ts'
import { escalationVerbs } from './deadlines.ts'
import { areaClasses, limitUnits, unitsAtMost } from './limits.ts'
import { channels } from './cases.ts'
import {
  bool,
  day,
  either,
  input,
  int,
  just,
  line,
  list,
  lngLat,
  mapOf,
  figures,
  matching,
  maybe,
  number,
  oneOf,
  oneOrOther,
  orNull,
  slug,
  text,
  type Infer
} from './schema.ts'
import { plainClock } from './typed.ts'

export const areaLevels = ['city', 'district', 'street', 'community'] as const
export type AreaLevel = (typeof areaLevels)[number]
/** Whose ground it is (谁权属谁负责): an estate, roads and pipes, greens, waters, sanitation, a firm's own grid. */
export const assetKinds = ['estate', 'municipal', 'green', 'water', 'sanitation', 'enterprise', 'other'] as const
export type AssetKind = (typeof assetKinds)[number]
/** Working days, make-up days among them; the days off, and of these weekends and holidays apart. */
export const dayKinds = ['working', 'off', 'weekend', 'holiday'] as const

const clock = () => figures(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 5, plainClock)
/** From a time of day to another; one that ends before it begins runs over midnight. Also the slots of the calendar. */
const hours = () => input({ from: clock(), to: clock() })
const word = (max: number) => line(max, 1)
const slugs = (max: number) => list(slug(), { min: 1, max })
const gbCode = () => figures(/^\d{2}$/, 2)

// A position may carry a height, which is read and forgotten. Whether rings close is for the checker to say.
const position = () => list(number(), { min: 2, max: 3 })
/** A coast has thousands of islands. */
const piecesAtMost = 20_000
const rings = () => list(list(position(), { max: 50_000 }), { min: 1, max: piecesAtMost })
const geometry = () =>
  either('type', [
    input({ type: just('Polygon'), coordinates: rings() }),
    input({ type: just('MultiPolygon'), coordinates: list(rings(), { min: 1, max: piecesAtMost }) })
  ])

export const infoPart = input({
  id: slug(),
  name: word(20),
  short: word(10),
  province: word(10),
  timezone: word(40),
  adcode: figures(/^\d{6}$/, 6),
  bbox: list(number(), { min: 4, max: 4 }),
  centre: lngLat(),
  hotline: word(30),
  outside: input({ words: word(100) }),
  mapCredit: line(60),
  tiles: orNull(line(300)),
  /** 交界处: nearer than this to another street area, its office assists. Metres; absent or 0 is never. */
  border: maybe(input({ metres: int(0, 500) }))
})

export const areaEntry = input({
  type: just('Feature'),
  properties: input({
    id: slug(),
    level: oneOf(areaLevels),
    name: word(30),
    /** District of a street area, street area of a community. */
    parent: maybe(slug()),
    areaClass: maybe(oneOf(areaClasses))
  }),
  geometry: geometry()
})

export const assetEntry = input({
  type: just('Feature'),
  properties: input({
    id: slug(),
    kind: oneOf(assetKinds),
    name: word(40),
    /** The office that answers for it. */
    owner: slug()
  }),
  geometry: geometry()
})

export const officeEntry = input({
  id: slug(),
  name: word(40),
  short: word(20),
  kind: oneOf(officeKinds),
  /** Street area, of a squad. */
  area: maybe(slug()),
  phone: line(40),
  address: line(80),
  place: lngLat(),
  hours: line(60),
  supervising: slug(),
  duties: list(input({ id: matching(/^[\w.-]{1,60}$/, 60), text: word(80) }), { max: 100 })
})

export const personEntry = input({
  /** Login name. Passwords are never part of a city. */
  id: slug(),
  name: word(20),
  office: slug(),
  roles: list(oneOf(roles), { min: 1, max: roles.length }),
  title: line(30),
  phone: line(40),
  /** B岗: takes over while this one is away or has left. */
  deputy: maybe(slug()),
  /** Last day of work. */
  left: maybe(day()),
  /** Days off duty, both ends included. */
  away: maybe(list(input({ from: day(), to: day() }), { max: 50 }))
})

export const questionEntry = input({
  id: slug(),
  text: word(40),
  /** `n` is the number that a choice stands for, where rules compare it. */
  choices: list(input({ id: slug(), text: word(30), n: maybe(number()) }), { min: 2, max: choicesAtMost })
})

export const categoryEntry = input({
  code: slug(),
  name: word(20),
  /** What residents call it, where that is another name. */
  plainName: maybe(word(20)),
  tile: slug(),
  order: int(0, 10_000),
  gb: input({
    profile: oneOf(['event', 'component']),
    major: gbCode(),
    majorName: line(20),
    minor: gbCode(),
    minorName: line(30),
    extension: maybe(bool()),
    verified: maybe(bool())
  }),
  urgency: oneOf(urgencies),
  /** By area class 一类, 二类, 三类: the busier the street, the shorter. */
  limit: input({
    n: list(int(1, unitsAtMost), { min: 3, max: 3 }),
    unit: oneOf(limitUnits),
    basis: maybe(line(100))
  }),
  filing: line(200),
  closing: line(200),
  publicPlace: oneOf(precisions),
  /** Metres within which two reports may be of one matter; fifty where nothing is said. */
  similarM: maybe(int(1, similarMetres.most)),
  home: bool(),
  hint: line(100),
  scene: slug(),
  keywords: list(word(20), { max: 100 }),
  /** A few typed choices, asked after the category; rules may read the answers. */
  questions: maybe(list(questionEntry, { max: 5 })),
  /** A complaint about officers: only who inspects may have it, never the office complained of. */
  aboutOfficers: maybe(just(true))
})

export const tileEntry = input({ id: slug(), name: word(20), icon: slug(), order: int(0, 1000) })

const officeOf = () =>
  oneOrOther(
    input({ office: slug() }),
    /** The squad of the street area. */
    input({ duty: just('street') }),
    /** Whoever owns the ground, where one of the rule's owners' polygons holds the place. */
    input({ owner: just('asset') })
  )

/** What a rule may ask of a report besides its category and its area; what is absent leaves nothing out. */
const conditions = () => ({
  tiles: maybe(slugs(40)),
  assets: maybe(list(oneOf(assetKinds), { min: 1, max: assetKinds.length })),
  /** On the ground of one of these offices. */
  owners: maybe(slugs(200)),
  time: maybe(
    input({
      days: maybe(oneOf(dayKinds)),
      /** 0 Sunday … 6 Saturday. */
      weekdays: maybe(list(int(0, 6), { min: 1, max: 7 })),
      hours: maybe(list(hours(), { min: 1, max: 6 }))
    })
  ),
  channels: maybe(list(oneOf(channels), { min: 1, max: channels.length })),
  urgencies: maybe(list(oneOf(urgencies), { min: 1, max: urgencies.length })),
  /** Every question named must have been answered with one of these choices. */
  answers: maybe(list(input({ question: slug(), choices: slugs(choicesAtMost) }), { min: 1, max: 5 })),
  /** The number that the chosen answer stands for lies between these, both ends included. */
  numbers: maybe(
    list(input({ question: slug(), atLeast: maybe(number()), atMost: maybe(number()) }), { min: 1, max: 5 })
  )
})

export const ruleEntry = input({
  id: matching(/^[A-Za-z0-9][\w.-]{0,39}$/, 40),
  version: int(1, 1_000_000),
  title: word(40),
  // When it applies: what is absent, or '*', leaves nothing out.
  categories: oneOrOther(slugs(500), just('*')),
  /** Areas of any level; the city's own id is everywhere. */
  areas: oneOrOther(slugs(5000), just('*')),
  ...conditions(),
  /** Not where all of this holds. */
  except: maybe(input({ categories: maybe(slugs(500)), areas: maybe(slugs(5000)), ...conditions() })),
  /** Switched off: it stands there and decides nothing. */
  off: maybe(just(true)),
  /** First and last day. */
  from: maybe(day()),
  to: maybe(day()),
  // Who then does what.
  lead: officeOf(),
  assisting: maybe(list(officeOf(), { max: 10 })),
  supervising: slug(),
  /** A岗 of the lead office; away or gone, the deputy. */
  person: maybe(slug()),
  /** The item of the duty list it rests on. */
  duty: maybe(matching(/^[\w.-]{1,60}$/, 60)),
  because: word(100)
})

const slots = () => list(list(clock(), { min: 2, max: 2 }), { min: 1, max: 6 })
const slotChanges = () => maybe(list(input({ from: day(), slots: slots() }), { max: 50 }))

export const calendarPart = input({
  timezone: word(40),
  slots: slots(),
  /** Other slots from a day on. */
  changes: slotChanges(),
  overrides: list(input({ day: day(), working: bool() }), { max: 2000 }),
  /** Years that an administrator has entered whole. */
  years: maybe(list(int(1900, 2999), { max: 100 })),
  /** Offices with duty hours of their own. */
  offices: maybe(mapOf(input({ slots: slots(), changes: slotChanges(), days: oneOf(['every', 'working']) })))
})

const stageLimit = () => input({ n: int(1, unitsAtMost), unit: oneOf(limitUnits) })
const stageLimits = () => input({ dispatch: stageLimit(), accept: stageLimit(), verify: stageLimit() })
/** Limits of the stages, holds, extensions, and the ladder that a late case climbs. */
export const timePart = input({
  stages: input({ immediate: stageLimits(), limited: stageLimits(), urgent: stageLimits() }),
  hold: input({ times: int(0, 100), days: int(0, 1000) }),
  extension: input({ times: int(0, 100), share: number() }),
  ladder: list(input({ id: slug(), verb: oneOf(escalationVerbs), share: number(), days: maybe(int(0, 1000)) }), {
    max: 40
  })
})

const collection = <S extends typeof areaEntry | typeof assetEntry>(feature: S, max: number) =>
  input({ type: just('FeatureCollection'), features: list(feature, { max }) })

/** Every part, whole. */
export const partShapes = {
  info: infoPart,
  areas: collection(areaEntry, 5000),
  assets: collection(assetEntry, 20_000),
  offices: list(officeEntry, { max: 2000 }),
  people: list(personEntry, { max: 20_000 }),
  categories: list(categoryEntry, { max: 500 }),
  tiles: list(tileEntry, { max: 40 }),
  rules: list(ruleEntry, { max: 2000 }),
  calendar: calendarPart,
  time: timePart
} as const
export const cityParts = Object.keys(partShapes) as [PartName, ...PartName[]]
export type PartName = keyof typeof partShapes
export type PartValues = { [P in PartName]: Infer<(typeof partShapes)[P]> }

/** Parts made of entries, edited one by one; info, calendar and time are edited whole. */
export const entryShapes = {
  areas: areaEntry,
  assets: assetEntry,
  offices: officeEntry,
  people: personEntry,
  categories: categoryEntry,
  tiles: tileEntry,
  rules: ruleEntry
} as const
export type ListPart = keyof typeof entryShapes
export const listParts = Object.keys(entryShapes) as [ListPart, ...ListPart[]]

/** The whole city as one file, for review, backup and another city's start. */
export const cityFile = input({ format: just('suishoupai-city-1'), ...partShapes })
export type CityFile = Infer<typeof cityFile>

/** What an entry is called by: `code` of a category, `id` of everything else. */
export const idOf = (entry: { id?: string; code?: string; properties?: { id: string } }): string =>
  entry.properties?.id ?? entry.id ?? entry.code ?? ''

export const noteText = () => text(200, 2)
