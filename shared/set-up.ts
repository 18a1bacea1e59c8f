/**
 * The first day of a city: from nothing to its first release, step by step. Every step edits the one draft (releases.ts), so
 * whoever goes on, and wherever, finds what is there already.
 */
import { endpoint } from './endpoint.ts'
import type { PartValues } from './parts.ts'
import { draftView, importProblem, partChange } from './releases.ts'
import { bool, input, int, list, maybe, oneOf, said, slug, text, view, type Infer } from './schema.ts'

export const setUpSteps = [
  'name',
  'areas',
  'offices',
  'people',
  'categories',
  'rules',
  'calendar',
  'try',
  'check',
  'publish',
  'print'
] as const
export type SetUpStep = (typeof setUpSteps)[number]

/** What a step still lacks; its words are the pages' business. */
export const lacks = [
  'city_name',
  'city_code',
  'no_areas',
  'no_centre',
  'no_inspection',
  'streets_without_office',
  'no_offices',
  'no_people',
  'offices_without_officer',
  'no_verifier',
  'no_dispatcher',
  'no_moderator',
  'no_categories',
  'no_rules',
  'choices_behind',
  'year_unknown',
  'errors',
  'not_published',
  'changed_since'
] as const
export type Lack = (typeof lacks)[number]

const stepView = view({
  step: oneOf(setUpSteps),
  done: bool(),
  lacks: list(view({ code: oneOf(lacks), n: maybe(int(0, 1e6)), names: maybe(list(said(), { max: 6 })) }), { max: 10 })
})
export type StepView = Infer<typeof stepView>

export const setUpView = view({
  /** The release in force has areas: residents report. */
  open: bool(),
  draft: draftView,
  steps: list(stepView, { max: setUpSteps.length })
})
export type SetUpView = Infer<typeof setUpView>

// ——— the usual rules, known by their ids

const usualId = /^S-\d+(\.\d+)?$/
export const isUsual = ({ id }: { id: string }): boolean => usualId.test(id)

/** An office of the city, and what is given to it instead of to the streets. */
export interface Exception {
  office: string
  categories: readonly string[]
}
export const exceptionsIn = (rules: PartValues['rules']): Exception[] =>
  rules.flatMap(({ id, lead, categories }) =>
    id.startsWith('S-2.') && 'office' in lead && categories !== '*' ? [{ office: lead.office, categories }] : []
  )

/** Parts that come in as a table of rows. */
export const tableParts = ['offices', 'people'] as const
export type TablePart = (typeof tableParts)[number]
export const tableColumns = {
  offices: ['name', 'short', 'kind', 'area', 'phone', 'address', 'hours', 'supervising', 'duties', 'id'],
  people: ['name', 'id', 'office', 'roles', 'title', 'phone', 'email', 'deputy']
} as const satisfies Record<TablePart, readonly string[]>
export type TableColumn = (typeof tableColumns)[TablePart][number]

/** Of the whole table, as it was pasted or read from a file. */
export const tableCharacters = 400_000
export const tableRows = 3000

/** What is wrong with a chosen file before any of its rows is read. `old_book`: of Excel before 2007, or locked by a password. */
export const fileFaults = ['file_too_big', 'old_book', 'not_a_table', 'unreadable_book'] as const
export type FileFault = (typeof fileFaults)[number]

const tableReport = view({
  taken: bool(),
  draft: draftView,
  /** Revision of the part that this was compared with. */
  revision: int(1, 1e9),
  /** Rows below the head, and of these the good ones. */
  rows: int(0, 1e6),
  good: int(0, 1e6),
  /** Addresses for mail among the good ones: kept aside for inviting, and in no release. */
  mails: int(0, 1e6),
  problems: list(importProblem, { max: 500 }),
  changes: list(partChange, { max: 2000 }),
  more: bool()
})
export type TableReport = Infer<typeof tableReport>

const staff = ['staff'] as const

export const setUpEndpoints = {
  readSetUp: endpoint({
    method: 'GET',
    path: '/api/admin/set-up',
    says: 'The steps from nothing to the first release, and what each still lacks.',
    who: staff,
    answer: setUpView,
    refuses: ['forbidden']
  }),
  importTable: endpoint({
    method: 'POST',
    path: '/api/admin/draft/table',
    says: 'Puts offices or people from a table into the draft, each in the place of the one of its name; commas, semicolons or tabs, the first line says what the columns are. `dry` only tells row by row what is wrong and what would change; bad rows are left out only when `leaveOut` says so.',
    who: staff,
    bodyMb: 2,
    body: input({
      part: oneOf(tableParts),
      revision: int(1, 1_000_000_000),
      text: text(tableCharacters, 1),
      leaveOut: maybe(bool()),
      dry: maybe(bool())
    }),
    answer: tableReport,
    refuses: ['forbidden', 'stale']
  }),
  putUsualRules: endpoint({
    method: 'POST',
    path: '/api/admin/draft/usual-rules',
    says: 'Makes the usual rules: the office of the street area for everything but what `exceptions` give to an office of the city, complaints about officers to who inspects, a net below all. Rules made by hand stay before them.',
    who: staff,
    body: input({
      revision: int(1, 1_000_000_000),
      exceptions: list(input({ office: slug(), categories: list(slug(), { min: 1, max: 500 }) }), { max: 500 })
    }),
    answer: draftView,
    refuses: ['forbidden', 'stale', 'unknown_office', 'unknown_category']
  })
}
