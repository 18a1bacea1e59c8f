/** Offices and people from a table, judged row by row, so that who brings them reads everything that is wrong at once. */
import type { Office, Person } from '#config/city/types.ts'
import { officeKinds } from '#shared/city.ts'
import { cases as caseWords } from '#shared/locales/cases.ts'
import { fill } from '#shared/locales/index.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { roles } from '#shared/members.ts'
import { entryShapes } from '#shared/parts.ts'
import type { ImportProblem } from '#shared/releases.ts'
import { check } from '#shared/schema.ts'
import { staffEmail } from '#shared/staff.ts'
import { tableColumns, tableRows, type TableColumn, type TablePart } from '#shared/set-up.ts'
import type { Parts } from '#server/city/index.ts'
import { sha256 } from '#server/kernel/canonical.ts'
import { readTable, type Row } from '#server/kernel/read-table.ts'
import { indexAreas } from '#server/routing/index.ts'
import { fieldWords } from './import.ts'
import type { Entry } from './parts.ts'
import { usualSupervising } from './usual-rules.ts'

const w = setUp.tables

export interface ReadTable {
  rows: number
  good: Entry[]
  /** Addresses of the good ones, by login. */
  mails: { login: string; email: string }[]
  problems: ImportProblem[]
}

type Now = Pick<Parts, 'info' | 'areas' | 'offices' | 'people'>
/** One row, by our columns; empty where the table has no such column. */
interface Line {
  line: number
  cell: (column: TableColumn) => string
}
type Say = (
  at: TableColumn | undefined,
  code: keyof typeof w.problems,
  values?: Record<string, string | number>
) => void

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
const sameName = (a: string | undefined, b: string): boolean => a !== undefined && plain(a) === plain(b)
const split = (cell: string): string[] =>
  cell
    .split(/[\u3001,\uff0c;\uff1b/|\n]+/)
    .map((text) => text.trim())
    .filter(Boolean)

const required: Record<TablePart, readonly TableColumn[]> = {
  offices: ['name'],
  people: ['name', 'id', 'office', 'roles']
}

const problemOf =
  (part: TablePart, problems: ImportProblem[], line: number | undefined): Say =>
  (at, code, values = {}) => {
    problems.push({
      severity: code === 'strange_column' ? 'warning' : 'error',
      part,
      ...(line !== undefined && { entry: fill(w.line, { n: line }) }),
      ...(at && { at: w.columns[at] }),
      code,
      words: fill(w.problems[code], values)
    })
  }

/** Which of the table's columns are ours, by what they are called; a column that is asked for and missing is told. */
function columnsOf(part: TablePart, head: Row, say: Say): Map<TableColumn, number> {
  const found = new Map<TableColumn, number>()
  const names: Readonly<Partial<Record<TableColumn, readonly string[]>>> = w.called[part]
  head.cells.forEach((cell, i) => {
    const called = plain(cell).replace(/[\s*:]/g, '')
    const column = tableColumns[part].find(
      (tableColumn) => tableColumn === called || names[tableColumn]?.some((name) => plain(name) === called)
    )
    if (column === undefined)
      return cell === '' ? undefined : say(undefined, 'strange_column', { name: cell.slice(0, 30) })
    if (found.has(column)) return say(column, 'column_twice', { name: cell })
    found.set(column, i)
  })
  for (const column of required[part])
    if (!found.has(column))
      say(column, 'no_column', { name: w.columns[column], first: head.cells.join(w.and).slice(0, 60) })
  return found
}

/** Where an entry is good once its row has complained of nothing, and its shape neither. */
function judged<P extends TablePart>(
  part: P,
  problems: ImportProblem[],
  { line }: Line,
  entry: Entry
): Entry | undefined {
  const before = problems.length
  const shape = check(entryShapes[part], entry)
  if (shape.ok) return shape.value as Entry
  for (const { at, code } of shape.complaints) {
    const [, field = ''] = at.split('/')
    const column = tableColumns[part].find((tableColumn) => tableColumn === field)
    problems.push({
      severity: 'error',
      part,
      entry: fill(w.line, { n: line }),
      ...(column && { at: w.columns[column] }),
      code,
      words: column === 'id' ? w.problems.bad_login : fieldWords(code)
    })
  }
  return problems.length > before ? undefined : entry
}

// ——— offices

const kindOf = (said: string): Office['kind'] | undefined =>
  officeKinds.find((kind) => [kind, ...w.kinds[kind]].some((name) => sameName(name, said)))

interface Streets {
  find: (said: string) => { id: string; name: string } | undefined
  place: (id: string) => Office['place'] | undefined
}

/** A street area by its name, with or without what it is a kind of. */
function streetsOf({ areas }: Now): Streets {
  const index = indexAreas(areas)
  const short = (said: string): string => {
    const name = plain(said)
    const end = w.areaEnds.find((end) => name.endsWith(end)) ?? ''
    return name.slice(0, name.length - end.length)
  }
  const all = index.streets.map(({ properties: { id, name } }) => ({ id, name }))
  return {
    find: (said) =>
      all.find(({ id, name }) => id === plain(said) || sameName(name, said)) ??
      all.find(({ name }) => short(name) === short(said)),
    place: (id) => index.labelPoint(id)
  }
}

const duties = (id: string, cell: string): Office['duties'] =>
  split(cell).map((text, i) => ({ id: `D-${id}-${i + 1}`, text }))

function officeOf(line: Line, now: Now, streets: Streets, say: Say): Entry {
  const { cell } = line
  const name = cell('name')
  const old = now.offices.find(
    (office) => sameName(office.name, name) || (cell('id') !== '' && office.id === cell('id'))
  )
  if (name === '') say('name', 'empty')
  const area = cell('area') === '' ? undefined : streets.find(cell('area'))
  if (cell('area') !== '' && !area) say('area', 'unknown_area', { name: cell('area') })
  const kind = cell('kind') === '' ? (old?.kind ?? (area ? 'squad' : 'department')) : kindOf(cell('kind'))
  if (!kind)
    say('kind', 'unknown_kind', { name: cell('kind'), known: officeKinds.map((kind) => w.kinds[kind][0]).join(w.and) })
  if (kind === 'squad' && cell('area') === '' && !old?.area) say('area', 'squad_without_area')
  const own = area?.id ?? old?.area
  const id =
    cell('id') || old?.id || (kind === 'squad' && own ? `${own}-squad` : `office-${sha256(plain(name)).slice(0, 10)}`)
  const given = (column: TableColumn, before: string | undefined, otherwise = ''): string =>
    cell(column) || before || otherwise
  return {
    ...(old as object),
    id,
    name,
    short: given('short', old?.short, name),
    kind: kind ?? 'department',
    ...(kind === 'squad' && own && { area: own }),
    phone: given('phone', old?.phone),
    address: given('address', old?.address),
    place: old?.place ?? (own ? streets.place(own) : undefined) ?? now.info.centre,
    hours: given('hours', old?.hours),
    // Read once all are known: the office that supervises may stand in a later row. Empty is none of its own: a draft begins
    // with the place of an office that is not there yet, which is nothing that somebody wrote.
    supervising: cell('supervising'),
    duties: cell('duties') ? duties(id, cell('duties')) : (old?.duties ?? [])
  }
}

function readOffices(lines: readonly Line[], now: Now, problems: ImportProblem[]): Entry[] {
  const streets = streetsOf(now)
  const read = lines.map((line) => {
    const before = problems.length
    const entry = officeOf(line, now, streets, problemOf('offices', problems, line.line))
    return { line, entry: entry as unknown as Office, wrong: problems.length > before }
  })
  const all = [...read.map(({ entry }) => entry), ...now.offices]
  const twice = (key: (office: Office) => string | undefined, of: (typeof read)[number]) =>
    read.find(
      (other) =>
        other !== of &&
        key(other.entry) !== undefined &&
        key(other.entry) === key(of.entry) &&
        other.line.line < of.line.line
    )
  return read.flatMap((row): Entry[] => {
    const say = problemOf('offices', problems, row.line.line)
    const told = problems.length
    const same = twice(({ name }) => plain(name), row)
    if (same) say('name', 'office_twice', { name: row.entry.name, n: same.line.line })
    const rival = twice(({ kind, area }) => (kind === 'squad' ? area : undefined), row)
    if (rival && !same) say('area', 'area_twice', { name: row.line.cell('area'), n: rival.line.line })
    const { id: own, supervising: said } = row.entry
    const before = now.offices.find(({ id }) => id === own)?.supervising
    const other =
      said === ''
        ? all.find(({ id }) => id === before && id !== own)
        : all.find(({ id, name, short }) => id === said || sameName(name, said) || sameName(short, said))
    if (said !== '' && !other) say('supervising', 'unknown_office', { name: said })
    const supervising = other?.id ?? usualSupervising(row.entry, all)
    if (row.wrong || problems.length > told) return []
    const good = judged('offices', problems, row.line, { ...(row.entry as object), supervising })
    return good ? [good] : []
  })
}

// ——— people

const roleOf = (said: string): Person['roles'][number] | undefined =>
  roles.find(
    (role) =>
      role === plain(said) || sameName(caseWords.role[role], said) || w.roles[role].some((name) => sameName(name, said))
  )

const mailOf = (cell: string): string => cell.normalize('NFKC').toLowerCase()

function personOf({ cell }: Line, now: Now, say: Say): Entry {
  const old = now.people.find((person) => person.id === plain(cell('id')))
  for (const column of required.people) if (cell(column) === '') say(column, 'empty')
  if (old && cell('name') !== '' && !sameName(old.name, cell('name')))
    say('id', 'login_of_another', { login: old.id, name: old.name })
  const office = now.offices.find(({ id, name, short }) =>
    [id, name, short].some((text) => sameName(text, cell('office')))
  )
  if (!office && cell('office') !== '') say('office', 'unknown_office', { name: cell('office') })
  const said = split(cell('roles'))
  const known = said.flatMap((text) => roleOf(text) ?? [])
  for (const text of said)
    if (!roleOf(text))
      say('roles', 'unknown_role', { name: text, known: roles.map((role) => caseWords.role[role]).join(w.and) })
  if (cell('email') !== '' && !check(staffEmail(), mailOf(cell('email'))).ok)
    say('email', 'bad_email', { name: cell('email') })
  return {
    ...(old as object),
    id: plain(cell('id')),
    name: cell('name'),
    office: office?.id ?? '',
    roles: [...new Set(known)],
    title: cell('title') || (old?.title ?? ''),
    phone: cell('phone') || (old?.phone ?? '')
  }
}

function readPeople(lines: readonly Line[], now: Now, problems: ImportProblem[]): Entry[] {
  const read = lines.map((line) => {
    const before = problems.length
    const entry = personOf(line, now, problemOf('people', problems, line.line)) as unknown as Person
    return { line, entry, wrong: problems.length > before }
  })
  const all = [...read.map(({ entry }) => entry), ...now.people]
  return read.flatMap((row, i): Entry[] => {
    const say = problemOf('people', problems, row.line.line)
    const before = problems.length
    const same = read.slice(0, i).find(({ entry }) => entry.id !== '' && entry.id === row.entry.id)
    if (same) say('id', 'login_twice', { login: row.entry.id, n: same.line.line })
    const said = row.line.cell('deputy')
    const named = said === '' ? [] : all.filter(({ id, name }) => id === plain(said) || sameName(name, said))
    const deputy = named.find(({ office, id }) => office === row.entry.office && id !== row.entry.id)
    if (said !== '' && !deputy) say('deputy', named.length > 0 ? 'deputy_elsewhere' : 'unknown_person', { name: said })
    if (row.wrong || problems.length > before) return []
    const entry = { ...(row.entry as object), ...(deputy && { deputy: deputy.id }) }
    const good = judged('people', problems, row.line, entry)
    return good ? [good] : []
  })
}

const readers = { offices: readOffices, people: readPeople }

/** Reads a table against the draft as it is; nothing of it is taken here. */
export function readPartTable(part: TablePart, text: string, now: Now): ReadTable {
  const problems: ImportProblem[] = []
  const whole = problemOf(part, problems, undefined)
  const table = readTable(text)
  const [head, ...rows] = table ?? []
  if (!table) whole(undefined, 'unreadable')
  else if (!head || rows.length === 0) whole(undefined, 'nothing')
  else if (rows.length > tableRows) whole(undefined, 'too_many', { n: tableRows })
  if (!head || problems.length > 0) return { rows: rows.length, good: [], mails: [], problems }
  const columns = columnsOf(part, head, problemOf(part, problems, head.line))
  if (problems.some(({ severity }) => severity === 'error')) return { rows: rows.length, good: [], mails: [], problems }
  const lines = rows.map(({ line, cells }): Line => ({
    line,
    cell: (column) => cells[columns.get(column) ?? -1]?.trim() ?? ''
  }))
  const good = readers[part](lines, now, problems)
  const logins = new Set(part === 'people' ? good.map(({ id }) => String(id)) : [])
  const mails = lines.flatMap(({ cell }) => {
    const [login, email] = [plain(cell('id')), mailOf(cell('email'))]
    return email !== '' && logins.has(login) ? [{ login, email }] : []
  })
  return { rows: rows.length, good, mails, problems }
}
