/**
 * What a city of so many people needs, computed from what one of each thing costs (docs/unit-costs.json, which `npm run bench`
 * measured) and from how much of each a city has (the table of assumptions). Pure: docs/write-capacity.ts writes docs/CAPACITY.md.
 */

/** By name: processor microseconds of the web process and of the database, and bytes. */
export type UnitCosts = Readonly<Record<string, number>>

interface Assumption {
  value: number
  unit: string
  what: string
  /** Where the figure comes from; `assumed` where nobody has measured it, to be replaced by the city's own. */
  from: string
}

export const assumptions = {
  reportsAYear: {
    value: 0.2,
    unit: 'a person',
    what: 'reports a year',
    from: '4.5 million matters sent out by Beijing’s 12345 in 2020, for 21.9 million people'
  },
  peak: {
    value: 10,
    unit: 'x',
    what: 'reports in the busiest minutes, over the mean',
    from: 'a storm; the design point of 7 a second sustained over a mean of 0.7'
  },
  moves: { value: 8, unit: 'a case', what: 'moves until it is closed and rated', from: 'the demo city' },
  notices: { value: 6, unit: 'a case', what: 'notices and other jobs', from: 'the demo city' },
  photos: { value: 2, unit: 'a report', what: 'photos', from: 'assumed' },
  fromPhones: { value: 0.8, unit: 'of 1', what: 'photos that a phone has made small before sending', from: 'assumed' },
  smallPhoto: {
    value: 0.33,
    unit: 'MB',
    what: 'original of such a photo',
    from: 'measured: 1600 pixels at quality 80'
  },
  wholePhoto: { value: 2.4, unit: 'MB', what: 'original of another', from: 'measured: 12 megapixels' },
  sizes: { value: 0.35, unit: 'MB', what: 'its three sizes', from: 'measured' },
  visitors: { value: 0.02, unit: 'of the people', what: 'who look in on a day', from: 'assumed' },
  pages: { value: 8, unit: 'a visit', what: 'pages and answers', from: 'assumed' },
  pagePhotos: {
    value: 10,
    unit: 'a visit',
    what: 'small pictures, 20 KB each, sent by nginx or the bucket',
    from: 'assumed'
  },
  kept: {
    value: 0.7,
    unit: 'of 1',
    what: 'pages that come out of the cache',
    from: 'assumed; every process keeps its own'
  },
  busyHour: { value: 0.12, unit: 'of a day', what: 'visits in the busiest hour', from: 'assumed' },
  staff: { value: 0.0005, unit: 'a person', what: 'people at a desk', from: 'assumed' },
  deskPages: { value: 30, unit: 'an hour', what: 'pages of a desk, for each of them', from: 'assumed' },
  full: {
    value: 0.5,
    unit: 'of 1',
    what: 'how busy a core may be at the peak',
    from: 'half is left for what was forgotten'
  },
  years: { value: 5, unit: 'years', what: 'of cases kept at hand', from: 'assumed' },
  copies: { value: 3, unit: 'members', what: 'of the replica set, each with everything', from: 'docs/OPERATIONS.md' },
  hot: {
    value: 0.25,
    unit: 'of 1',
    what: 'cases that are touched (the last year and what is open), to lie in memory',
    from: 'assumed'
  },
  corePrice: {
    value: 60,
    unit: '¥ a month',
    what: 'a core with 4 GB',
    from: 'typical list price of a Chinese cloud; put in your own'
  },
  diskPrice: { value: 1, unit: '¥ a month', what: 'a GB of fast disk', from: 'the same' },
  bucketPrice: { value: 0.12, unit: '¥ a month', what: 'a GB in a bucket', from: 'the same' },
  trafficPrice: { value: 0.8, unit: '¥', what: 'a GB sent out', from: 'the same' }
} as const satisfies Record<string, Assumption>

type Assumptions = { readonly [K in keyof typeof assumptions]: number }
export const assumed = Object.fromEntries(
  Object.entries(assumptions).map(([name, { value }]) => [name, value])
) as Assumptions

export interface Plan {
  people: number
  reportsADay: number
  reportsASecond: number
  readsASecond: number
  /** Cores, as they would be with each `full` at the peak. */
  cores: { web: number; photos: number; worker: number; database: number }
  gb: { casesAtHand: number; photosAYear: number; memory: number; trafficAMonth: number }
  /** Yuan a month, at the end of the first year. */
  yuan: number
}

const daySeconds = 86_400

/** Needs of a city of `people` inhabitants. */
export function plan(people: number, unit: UnitCosts, a: Assumptions = assumed): Plan {
  const us = (name: string, whose: 'serverUs' | 'databaseUs'): number => {
    const cost = unit[`${name}.${whose}`]
    if (cost === undefined) throw new Error(`nobody measured ${name}.${whose}`)
    return cost
  }
  const reportsADay = (people * a.reportsAYear) / 365
  const reports = (reportsADay / daySeconds) * a.peak
  const reads = (people * a.visitors * a.pages * a.busyHour) / 3_600
  const made = reads * (1 - a.kept)
  const desk = (people * a.staff * a.deskPages) / 3_600
  // What is made anew is a list, a case on the portal or the phone, a screen of the map or a search, in these shares.
  const mix = { list: 0.3, case: 0.2, caseApi: 0.2, map: 0.2, search: 0.1 }
  const perSecond: Record<string, number> = {
    report: reports,
    // Offices move at their own pace, not at the storm's: twice the mean of a day.
    move: ((reportsADay * a.moves) / daySeconds) * 2,
    listKept: reads * a.kept,
    queue: desk,
    ...Object.fromEntries(Object.entries(mix).map(([name, share]) => [name, made * share]))
  }
  const busy = (whose: 'serverUs' | 'databaseUs'): number =>
    Object.entries(perSecond).reduce((sum, [name, n]) => sum + n * us(name, whose), 0) / 1e6
  const photoMs = a.fromPhones * (unit['photo.smallMs'] ?? NaN) + (1 - a.fromPhones) * (unit['photo.wholeMs'] ?? NaN)
  const jobsASecond = ((reportsADay * a.notices) / daySeconds) * a.peak
  const cores = {
    web: busy('serverUs') / a.full,
    photos: (reports * a.photos * photoMs) / 1_000 / a.full,
    worker: jobsASecond / (unit['jobs.perS'] ?? NaN) / a.full,
    database: busy('databaseUs') / a.full
  }
  const caseBytes = (unit['case.bytes'] ?? NaN) + (unit['case.indexBytes'] ?? NaN)
  const casesAtHand = (reportsADay * 365 * a.years * caseBytes) / 1e9
  const photoMb = a.sizes + a.fromPhones * a.smallPhoto + (1 - a.fromPhones) * a.wholePhoto
  const photosAYear = (reportsADay * 365 * a.photos * photoMb) / 1e3
  const memory =
    (reportsADay * 365 * a.years * ((unit['case.indexBytes'] ?? NaN) + a.hot * (unit['case.plainBytes'] ?? NaN))) / 1e9
  const trafficAMonth = (people * a.visitors * 30 * (a.pages * 12 + a.pagePhotos * 20)) / 1e6
  const yuan =
    (cores.web + cores.photos + cores.worker + cores.database * a.copies) * a.corePrice +
    casesAtHand * a.copies * a.diskPrice +
    photosAYear * a.bucketPrice +
    trafficAMonth * a.trafficPrice
  return {
    people,
    reportsADay,
    reportsASecond: reports,
    readsASecond: reads + desk,
    cores,
    gb: { casesAtHand, photosAYear, memory, trafficAMonth },
    yuan
  }
}

export interface Limit {
  what: string
  /** What there is of it. */
  has: string
  /** Inhabitants at which it is used up. */
  people: number
  then: string
}

/** What breaks first: every need grows with the people, so that the city at which each limit is reached is one division. */
export function limits(unit: UnitCosts, a: Assumptions = assumed): Limit[] {
  const of = plan(1e6, unit, a)
  const until = (need: number, has: number): number => (has / need) * 1e6
  const rows: Limit[] = [
    {
      what: 'cores of one machine that does everything',
      has: '2 cores',
      people: until(of.cores.web + of.cores.photos + of.cores.worker + of.cores.database, 2),
      then: 'a machine for the database, then web processes side by side'
    },
    {
      what: 'cores for photos of that machine',
      has: '1 core',
      people: until(of.cores.photos, 1),
      then: 'photos wait a little longer; the report is taken in before its photo is made small'
    },
    {
      what: 'memory of one database',
      has: '6 GB',
      people: until(of.gb.memory, 6),
      then: 'more memory: a machine of 64 GB reaches ten times as far'
    },
    {
      what: 'memory of a large database',
      has: '128 GB',
      people: until(of.gb.memory, 128),
      then: 'shard `cases` (docs/SHARDING.md)'
    },
    {
      what: 'cores of the primary, which takes every write and, as it is now, every read',
      has: '32 cores',
      people: until(of.cores.database, 32),
      then: 'read lists and maps from secondaries, then shard'
    },
    {
      what: 'one worker',
      has: '1 core',
      people: until(of.cores.worker, 1),
      then: 'a second worker: they share the jobs by leases'
    },
    {
      what: 'fast disk of a member',
      has: '2 TB',
      people: until(of.gb.casesAtHand, 2_000),
      then: 'a larger disk, or fewer years at hand'
    }
  ]
  return rows.sort((x, y) => x.people - y.people)
}
