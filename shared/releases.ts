/**
 * The city as versioned releases. A release is never changed: what an administrator edits is the one draft, part by part,
 * with the revision he saw; a draft that passes the check becomes the next release, from a moment on. Old releases stay
 * readable, so that it can always be told under which rule a case was sent where.
 */
import { channels } from './cases.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import {
  cityFile,
  cityParts,
  entryShapes,
  listParts,
  noteText,
  partShapes,
  ruleEntry,
  type ListPart,
  type PartName
} from './parts.ts'
import {
  anything,
  bool,
  count,
  cursor,
  degrees,
  either,
  input,
  int,
  just,
  list,
  lngLat,
  line,
  mapOf,
  matching,
  maybe,
  moment,
  number,
  oneOf,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'
import { limit } from './limits.ts'
import { routingFacts, unfits } from './routing.ts'

const revision = () => int(1, 1_000_000_000)
const version = () => int(1, 1_000_000)
/** An entry's own name: id or code. */
const name = () => matching(/^[A-Za-z0-9][\w.-]{0,59}$/, 60)

// ——— what the checker says

export const severities = ['error', 'warning', 'note'] as const
export type Severity = (typeof severities)[number]

export const findingCodes = [
  // Areas and owners' polygons.
  'open_ring',
  'few_points',
  'self_crossing',
  'out_of_city',
  'swapped',
  'other_datum',
  'gap',
  'overlap',
  'overhang',
  'grid_gap',
  'grid_overlap',
  'asset_overlap',
  'tangled',
  // Names.
  'twice',
  'unknown_area',
  'unknown_office',
  'no_supervising',
  'unknown_category',
  'unknown_tile',
  'unknown_person',
  'unknown_question',
  'unknown_duty',
  // Rules.
  'no_rule',
  'only_fallback',
  'no_fallback',
  'unreachable',
  'shadowed',
  'partly_shadowed',
  'expired',
  'not_yet',
  'switched_off',
  'hours_same',
  'not_a_number',
  'too_many_cases',
  'officers_reach_office',
  // Offices, duties, people.
  'no_squad',
  'two_squads',
  'supervises_itself',
  'no_duty',
  'no_officer',
  'no_verifier',
  'idle_office',
  'duty_of_another',
  'left',
  'pair_gone',
  'no_administrator',
  'not_of_office',
  'no_deputy',
  'home_place',
  // Calendar: years, days, hours of duty.
  'year_unknown',
  'year_soon',
  'year_empty',
  'makeup_weekday',
  'day_twice',
  'day_contradicts',
  'long_break',
  'hours_empty',
  'hours_backwards',
  'hours_overlap',
  'hours_twice',
  'no_duty_time',
  // The table of times.
  'no_limit',
  'limit_order',
  'no_stage_limit',
  'stage_longer',
  'no_ladder',
  'step_twice',
  'step_order',
  'step_never',
  'step_early',
  'exposes_early',
  'never_exposes',
  'hold_nothing',
  'extension_nothing',
  'extension_share'
] as const
export type FindingCode = (typeof findingCodes)[number]

export const finding = view({
  code: oneOf(findingCodes),
  severity: oneOf(severities),
  /** What is wrong, where, and what would mend it. */
  words: said(),
  /** The part it is mended in, where that is edited whole: the calendar, the table of times. */
  part: maybe(oneOf(['calendar', 'time'])),
  /** What it is about, by name; each list leads to the entries to open. */
  rules: maybe(list(name(), { max: 50 })),
  areas: maybe(list(name(), { max: 50 })),
  assets: maybe(list(name(), { max: 50 })),
  offices: maybe(list(name(), { max: 50 })),
  people: maybe(list(name(), { max: 50 })),
  categories: maybe(list(name(), { max: 500 })),
  /** A point of it, to show on the map, and how large it is. */
  place: maybe(lngLat()),
  squareMetres: maybe(number())
})
export type Finding = Infer<typeof finding>

export const verdict = view({
  /** No error stands: it may be published. */
  passes: bool(),
  /** The moment it was asked about. */
  at: moment(),
  revision: maybe(revision()),
  counts: view({ error: int(0, 1e6), warning: int(0, 1e6), note: int(0, 1e6) }),
  findings: list(finding, { max: 500 }),
  /** What was proved: kinds of place that differ, kinds of matter, kinds of moment, and how often they were decided. */
  proved: view({ cells: int(0, 1e9), categories: int(0, 1e6), moments: int(0, 1e6), decisions: int(0, 1e12) })
})
export type Verdict = Infer<typeof verdict>

// ——— releases and the draft

export const releaseView = view({
  version: version(),
  from: moment(),
  publishedAt: moment(),
  by: view({ id: slug(), name: said() }),
  note: said(),
  /** Chained: over its parts and the checksum of the release before. */
  checksum: said(),
  /** Taken back before it came into force. */
  revoked: maybe(view({ at: moment(), by: slug(), note: said() })),
  state: oneOf(['past', 'in_force', 'planned', 'revoked']),
  /** SHA-256 of each part; equal ones did not change. */
  parts: mapOf(said())
})
export type ReleaseView = Infer<typeof releaseView>

const partState = view({
  part: oneOf(cityParts),
  revision: revision(),
  /** How many entries; 1 for info and calendar. */
  entries: int(0, 1e6),
  /** Differs from the release it began as. */
  changed: bool()
})

export const draftView = view({
  /** The release it began as. */
  base: version(),
  revision: revision(),
  changed: bool(),
  /** What it began as has no street area: the city is not open yet. */
  preparing: bool(),
  parts: list(partState, { max: cityParts.length })
})
export type DraftView = Infer<typeof draftView>

/** One branch a part, so that every part keeps its own type on the way. */
const partBranch = <P extends PartName>(part: P) =>
  view({ part: just(part), revision: revision(), value: partShapes[part] })
export const partView = either('part', [
  partBranch('info'),
  partBranch('areas'),
  partBranch('assets'),
  partBranch('offices'),
  partBranch('people'),
  partBranch('categories'),
  partBranch('tiles'),
  partBranch('rules'),
  partBranch('calendar'),
  partBranch('time')
])
export type PartView = Infer<typeof partView>

/** `before` puts it in front of another entry; absent, it stays where it is, or goes to the end. The order of rules counts. */
const entryBranch = <P extends ListPart>(part: P) =>
  input({ part: just(part), revision: revision(), entry: entryShapes[part], before: maybe(name()) })
export const entryInput = either('part', [
  entryBranch('areas'),
  entryBranch('assets'),
  entryBranch('offices'),
  entryBranch('people'),
  entryBranch('categories'),
  entryBranch('tiles'),
  entryBranch('rules')
])

const wholeBranch = <P extends PartName>(part: P) =>
  input({ part: just(part), revision: revision(), value: partShapes[part] })
export const partInput = either('part', [
  wholeBranch('info'),
  wholeBranch('areas'),
  wholeBranch('assets'),
  wholeBranch('offices'),
  wholeBranch('people'),
  wholeBranch('categories'),
  wholeBranch('tiles'),
  wholeBranch('rules'),
  wholeBranch('calendar'),
  wholeBranch('time')
])

export const changeKinds = ['added', 'removed', 'changed', 'moved'] as const
export const partChange = view({
  part: oneOf(cityParts),
  kind: oneOf(changeKinds),
  /** The entry; absent for info and calendar. */
  entry: maybe(name()),
  /** Its words: a rule's title, an office's name. */
  title: maybe(said()),
  /** Fields that differ, dotted. */
  fields: list(said(), { max: 60 })
})
export type PartChange = Infer<typeof partChange>
const changes = () => list(partChange, { max: 2000 })

export const editKinds = ['put', 'remove', 'replace', 'import', 'geojson', 'discard', 'publish', 'revoke'] as const
export const editView = view({
  id: said(),
  at: moment(),
  by: view({ id: slug(), name: said() }),
  kind: oneOf(editKinds),
  part: maybe(oneOf(cityParts)),
  entry: maybe(name()),
  /** The entry as JSON text before and after; polygons by their number of points. */
  was: maybe(said()),
  is: maybe(said()),
  /** Of a release. */
  version: maybe(version()),
  note: maybe(said())
})
export type EditView = Infer<typeof editView>

// ——— bringing in

export const importProblem = view({
  /** A warning is taken in all the same; an error is not. */
  severity: oneOf(['error', 'warning']),
  part: maybe(oneOf(cityParts)),
  /** The entry's name, or its place in the list, `#12`. */
  entry: maybe(said()),
  /** Path inside it. */
  at: maybe(said()),
  code: said(),
  words: said(),
  place: maybe(lngLat())
})
export type ImportProblem = Infer<typeof importProblem>

export const importReport = view({
  /** False: something is wrong, or it was only asked; nothing was changed. */
  taken: bool(),
  draft: draftView,
  problems: list(importProblem, { max: 500 }),
  changes: changes(),
  more: bool()
})
export type ImportReport = Infer<typeof importReport>

/** In which degrees, or metres, the points of a file are told; without a word they are WGS-84, which CGCS2000 is to a hand's breadth. */
export const datums = ['wgs84', 'gcj02', 'bd09', 'mercator'] as const
export type Datum = (typeof datums)[number]

/** Where a field of ours comes from: a property of the file, whose values may be told in ours, or one word for all. */
const source = input({
  from: maybe(matching(/^[^]{1,200}$/, 200)),
  is: maybe(line(60, 1)),
  values: maybe(mapOf(line(60, 1)))
})
export type FieldSource = Infer<typeof source>
export const mappedFields = {
  areas: ['id', 'name', 'level', 'parent', 'areaClass'],
  assets: ['id', 'name', 'kind', 'owner']
} as const
export type MappedField = (typeof mappedFields)['areas' | 'assets'][number]
export const geojsonFieldsInput = input({
  id: maybe(source),
  name: maybe(source),
  level: maybe(source),
  parent: maybe(source),
  areaClass: maybe(source),
  kind: maybe(source),
  owner: maybe(source)
})
export type GeojsonFields = Infer<typeof geojsonFieldsInput>

export const geojsonReport = view({
  taken: bool(),
  draft: draftView,
  /** Polygons that were good, by name. */
  good: list(name(), { max: 20_000 }),
  /** What the file says of the datum it is in. */
  crs: maybe(said()),
  /** Whether its properties are ours already, so that no field need be named. */
  ours: bool(),
  /** Properties of the file, the most frequent first, each with some of its values. */
  properties: list(view({ name: said(), n: int(0, 1e6), values: list(said(), { max: 12 }), more: bool() }), {
    max: 200
  }),
  /** From which of them our fields seem to come. */
  guess: geojsonFieldsInput,
  /** With `dry`: what the file draws, mended and in WGS-84, to be looked at. */
  shapes: maybe(list(view({ name: said(), good: bool(), geometry: anything() }), { max: 2000 })),
  problems: list(importProblem, { max: 500 }),
  changes: changes(),
  more: bool()
})
export type GeojsonReport = Infer<typeof geojsonReport>

// ——— trying one

export const routeTrace = view({
  rule: name(),
  title: said(),
  /** Why it did not apply; absent for the one that did. */
  unfit: maybe(oneOf(unfits))
})
export const routeView = view({
  release: maybe(version()),
  rule: name(),
  ruleVersion: version(),
  ruleTitle: said(),
  office: view({ id: slug(), name: said() }),
  assisting: list(view({ id: slug(), name: said() }), { max: 20 }),
  supervising: view({ id: slug(), name: said() }),
  person: maybe(view({ id: slug(), name: said(), deputyOf: maybe(said()) })),
  area: view({ id: slug(), name: said() }),
  grid: maybe(view({ id: slug(), name: said() })),
  asset: maybe(view({ id: slug(), name: said() })),
  /** 交界处: the neighbour and how far its border is, metres. */
  border: maybe(view({ area: slug(), name: said(), metres: number() })),
  because: routingFacts(),
  /** What would be promised. */
  limit,
  dueAt: moment(),
  provisional: bool(),
  trace: list(routeTrace, { max: 2000 })
})
export type RouteView = Infer<typeof routeView>

const staff = ['staff'] as const
const draftOrRelease = { release: maybe(count(1, 1_000_000)) }

export const releaseEndpoints = {
  readRule: endpoint({
    method: 'GET',
    path: '/api/releases/:version/rules/:rule',
    says: 'One rule of one release, however old: what a case was dispatched under.',
    who: anyone,
    params: input({ version: count(1, 1_000_000), rule: name() }),
    answer: view({ release: version(), from: moment(), rule: ruleEntry }),
    refuses: ['not_found'],
    cache: publicFor(5, { listsCases: false })
  }),
  listReleases: endpoint({
    method: 'GET',
    path: '/api/admin/releases',
    says: 'Releases of the city, newest first; `before` a version for the next page.',
    who: staff,
    query: input({ before: maybe(count(1, 1_000_000)) }),
    answer: view({ items: list(releaseView, { max: 50 }), more: bool() }),
    refuses: ['forbidden']
  }),
  readReleasePart: endpoint({
    method: 'GET',
    path: '/api/admin/releases/:version/:part',
    says: 'One part of one release; its revision is the version itself.',
    who: staff,
    params: input({ version: count(1, 1_000_000), part: oneOf(cityParts) }),
    answer: partView,
    refuses: ['forbidden', 'not_found']
  }),
  revokeRelease: endpoint({
    method: 'POST',
    path: '/api/admin/releases/:version/revoke',
    says: 'Takes back the newest release before it comes into force.',
    who: staff,
    params: input({ version: count(1, 1_000_000) }),
    body: input({ note: noteText() }),
    answer: releaseView,
    refuses: ['second_person', 'forbidden', 'not_found', 'in_force']
  }),
  readDraft: endpoint({
    method: 'GET',
    path: '/api/admin/draft',
    says: 'The draft at a glance: what it began as, and the revision of each part.',
    who: staff,
    answer: draftView,
    refuses: ['forbidden']
  }),
  readDraftPart: endpoint({
    method: 'GET',
    path: '/api/admin/draft/parts/:part',
    says: 'One part of the draft, whole.',
    who: staff,
    params: input({ part: oneOf(cityParts) }),
    answer: partView,
    refuses: ['forbidden', 'not_found']
  }),
  putDraftPart: endpoint({
    method: 'POST',
    path: '/api/admin/draft/parts',
    says: 'Puts one part whole, over the revision that was seen.',
    who: staff,
    bodyMb: 32,
    body: partInput,
    answer: draftView,
    refuses: ['forbidden', 'stale']
  }),
  putDraftEntry: endpoint({
    method: 'POST',
    path: '/api/admin/draft/entries',
    says: 'Adds one entry to a part, or puts it in place of the one of its name, over the revision that was seen.',
    who: staff,
    bodyMb: 4,
    body: entryInput,
    answer: draftView,
    refuses: ['forbidden', 'stale', 'not_found']
  }),
  removeDraftEntry: endpoint({
    method: 'POST',
    path: '/api/admin/draft/removals',
    says: 'Takes one entry out of a part.',
    who: staff,
    body: input({ part: oneOf(listParts), revision: revision(), entry: name() }),
    answer: draftView,
    refuses: ['forbidden', 'stale', 'not_found']
  }),
  checkDraft: endpoint({
    method: 'GET',
    path: '/api/admin/draft/check',
    says: 'Proves for every category at every point of the city that one office leads, now and after every date a rule names; says what stands in the way.',
    who: staff,
    query: input({ at: maybe(moment()) }),
    answer: verdict,
    refuses: ['forbidden']
  }),
  diffDraft: endpoint({
    method: 'GET',
    path: '/api/admin/draft/changes',
    says: 'What the draft changes against a release, the one it began as unless another is named.',
    who: staff,
    query: input(draftOrRelease),
    answer: view({ release: version(), changes: changes(), more: bool() }),
    refuses: ['forbidden', 'not_found']
  }),
  draftHistory: endpoint({
    method: 'GET',
    path: '/api/admin/draft/history',
    says: 'Who changed what, newest first.',
    who: staff,
    query: input({ part: maybe(oneOf(cityParts)), after: maybe(cursor()) }),
    answer: view({ items: list(editView, { max: 50 }), older: maybe(said()) }),
    refuses: ['forbidden', 'invalid']
  }),
  publishDraft: endpoint({
    method: 'POST',
    path: '/api/admin/draft/publish',
    says: 'Makes the draft the next release, from a moment on; refused while the check finds an error.',
    who: staff,
    body: input({ revision: revision(), from: maybe(moment()), note: noteText() }),
    answer: releaseView,
    status: 201,
    refuses: ['second_person', 'forbidden', 'stale', 'check_failed', 'nothing_changed', 'too_early']
  }),
  discardDraft: endpoint({
    method: 'POST',
    path: '/api/admin/draft/discard',
    says: 'Throws the changes of the draft away and begins again at the newest release.',
    who: staff,
    body: input({ revision: revision() }),
    answer: draftView,
    refuses: ['forbidden', 'stale']
  }),
  exportCity: endpoint({
    method: 'GET',
    path: '/api/admin/city',
    says: 'The whole city as one file, of the draft or of a release; the same content is the same bytes.',
    who: staff,
    query: input(draftOrRelease),
    answer: cityFile,
    refuses: ['forbidden', 'not_found']
  }),
  importCity: endpoint({
    method: 'POST',
    path: '/api/admin/city',
    says: 'Puts such a file into the draft, whole or not at all; `dry` only tells what it would change.',
    who: staff,
    bodyMb: 32,
    body: input({ revision: revision(), file: anything(), dry: maybe(bool()) }),
    answer: importReport,
    refuses: ['forbidden', 'stale']
  }),
  importGeojson: endpoint({
    method: 'POST',
    path: '/api/admin/draft/geojson',
    says: 'Brings polygons in from a GeoJSON FeatureCollection (WGS-84), with a report of the bad ones; bad ones are left out only when `leaveOut` says so.',
    who: staff,
    bodyMb: 32,
    body: input({
      part: oneOf(['areas', 'assets']),
      revision: revision(),
      file: anything(),
      /** Without it, the file's properties have to be ours: `id`, `name` and so on. */
      fields: maybe(geojsonFieldsInput),
      datum: maybe(oneOf(datums)),
      /** Everything else of the part goes. */
      replace: maybe(bool()),
      leaveOut: maybe(bool()),
      dry: maybe(bool())
    }),
    answer: geojsonReport,
    refuses: ['forbidden', 'stale']
  }),
  tryRoute: endpoint({
    method: 'GET',
    path: '/api/admin/route',
    says: 'Where one made-up report would go, by the draft or by a release, and why every rule before did not apply.',
    who: staff,
    query: input({
      ...draftOrRelease,
      category: slug(),
      lng: degrees(180),
      lat: degrees(90),
      at: maybe(moment()),
      channel: maybe(oneOf(channels)),
      /** `question:choice`, comma between. */
      answers: maybe(matching(/^[a-z0-9-]{1,60}:[a-z0-9-]{1,60}(,[a-z0-9-]{1,60}:[a-z0-9-]{1,60}){0,4}$/, 700))
    }),
    answer: routeView,
    refuses: [
      'forbidden',
      'not_found',
      'outside_city',
      'not_open',
      'unknown_category',
      'unknown_answer',
      'check_failed'
    ]
  })
}
