/** Lists of offices, people, categories and tiles: a search, a table, a way to each form. */
import { limitRange } from '#shared/time-format.ts'
import type { ReactNode } from 'react'
import { idOf, type ListPart } from '#shared/parts.ts'
import type { Finding } from '#shared/releases.ts'
import { Button, ButtonLink, TextField } from '../../parts/Form.tsx'
import { TileIcon } from '../../parts/Icon.tsx'
import type { Choices } from './fields.ts'
import { Head, Wide } from './Frame.tsx'
import { entryHref, listHref, newHref } from './links.ts'
import { Beside } from './Verdict.tsx'
import { caseWords, cityWords, deskWords, fill, listed, say } from './words.ts'

export type PlainPart = 'offices' | 'people' | 'categories' | 'tiles'
export const plainParts = ['offices', 'people', 'categories', 'tiles'] as const satisfies readonly ListPart[]

interface Column<E> {
  head: () => string
  cell: (e: E, city: Choices, today: string) => ReactNode
  wide?: true
}
interface Table<E> {
  name: (e: E) => string
  /** What a search looks through. */
  text: (e: E, city: Choices) => string
  /** Findings about it. */
  about: (finding: Finding) => readonly string[] | undefined
  columns: readonly Column<E>[]
}
type Entry<P extends PlainPart> = Choices[P][number]

const nameIn = (list: readonly { id: string; name: string; short?: string }[], id: string): string => {
  const office = list.find((one) => one.id === id)
  return office?.short ?? office?.name ?? id
}
const weak = (words: string) => <span className="adm-weak">{words}</span>

function presence(entry: Entry<'people'>, today: string): ReactNode {
  if (entry.left !== undefined && entry.left < today) return weak(fill(say.columns.left, { day: entry.left }))
  const away = entry.away?.find((span) => span.from <= today && today <= span.to)
  return away ? weak(fill(say.columns.away, away)) : say.columns.here
}

const tables: { [P in PlainPart]: Table<Entry<P>> } = {
  offices: {
    name: (office) => office.short,
    text: (office) =>
      `${office.id} ${office.name} ${office.short} ${office.address} ${office.duties.map((d) => d.text).join(' ')}`,
    about: (finding) => finding.offices,
    columns: [
      { head: () => say.columns.kind, cell: (office) => deskWords.field.officeKinds[office.kind] },
      { head: () => say.columns.hours, cell: (office) => office.hours || weak(say.columns.asCalendar) },
      {
        head: () => say.columns.duties,
        cell: (office) =>
          office.duties.length > 0 ? fill(say.columns.dutiesOf, { n: office.duties.length }) : weak(say.columns.noDuty)
      },
      {
        head: () => say.columns.people,
        cell: (office, city) => {
          const n = city.people.filter((person) => person.office === office.id).length
          return n > 0 ? fill(say.columns.peopleOf, { n }) : weak(say.columns.noPeople)
        }
      },
      { head: () => say.fields.offices.phone.label, cell: (office) => office.phone, wide: true },
      { head: () => say.fields.offices.address.label, cell: (office) => office.address, wide: true }
    ]
  },
  people: {
    name: (person) => person.name,
    text: (person, city) => `${person.id} ${person.name} ${person.title} ${nameIn(city.offices, person.office)}`,
    about: (finding) => finding.people,
    columns: [
      { head: () => say.columns.office, cell: (person, city) => nameIn(city.offices, person.office) },
      { head: () => say.columns.roles, cell: (person) => listed(person.roles.map((role) => caseWords.role[role])) },
      { head: () => say.columns.state, cell: (person, _city, today) => presence(person, today) },
      {
        head: () => say.columns.deputy,
        cell: (person, city) => (person.deputy ? nameIn(city.people, person.deputy) : weak(say.columns.noDeputy))
      },
      {
        head: () => say.columns.deputyOf,
        cell: (person, city) =>
          listed(city.people.filter((other) => other.deputy === person.id).map((other) => other.name)),
        wide: true
      }
    ]
  },
  categories: {
    name: (category) => category.name,
    text: (category) => `${category.code} ${category.name} ${category.keywords.join(' ')} ${category.filing}`,
    about: (finding) => finding.categories,
    columns: [
      { head: () => say.columns.tile, cell: (category, city) => nameIn(city.tiles, category.tile) },
      { head: () => say.columns.urgency, cell: (category) => cityWords.urgency[category.urgency] },
      { head: () => say.columns.limit, cell: (category) => limitRange(category.limit) },
      {
        head: () => say.columns.questions,
        cell: (category) =>
          category.questions?.length ? fill(say.columns.questionsOf, { n: category.questions.length }) : ''
      },
      { head: () => say.fields.categories.filing.label, cell: (category) => category.filing, wide: true },
      { head: () => say.fields.categories.closing.label, cell: (category) => category.closing, wide: true }
    ]
  },
  tiles: {
    name: (tile) => tile.name,
    text: (tile) => `${tile.id} ${tile.name}`,
    about: () => undefined,
    columns: [
      { head: () => say.columns.icon, cell: (tile) => <TileIcon icon={tile.icon} /> },
      { head: () => say.columns.order, cell: (tile) => tile.order },
      {
        head: () => say.columns.categories,
        cell: (tile, city) => listed(city.categories.filter((c) => c.tile === tile.id).map((c) => c.name))
      }
    ]
  }
}

const shownAtMost = 200

interface EntryListProps<P extends PlainPart> {
  part: P
  city: Choices
  q: string
  findings: readonly Finding[]
  today: string
}

export function EntryList<P extends PlainPart>({ part, city, q, findings, today }: EntryListProps<P>) {
  const table: Table<Entry<P>> = tables[part]
  const all: readonly Entry<P>[] = city[part]
  const wanted = q.trim().toLowerCase()
  const found = wanted === '' ? all : all.filter((entry) => table.text(entry, city).toLowerCase().includes(wanted))
  const words = say.parts[part]
  return (
    <>
      <Head title={words} lead={say.lists.leads[part]}>
        <ButtonLink href={newHref(part)} icon="plus">
          {fill(say.lists.add, { part: words })}
        </ButtonLink>
      </Head>
      <form className="adm-find" method="get" action={listHref(part)} role="search">
        <TextField name="q" label={fill(say.lists.find, { part: words })} type="search" value={q} />
        <Button>{say.lists.findGo}</Button>
        <span className="hint">{fill(say.lists.count, { n: found.length })}</span>
      </form>
      {found.length === 0 ? (
        <p className="hint">{all.length === 0 ? fill(say.lists.nothing, { part: words }) : say.lists.empty}</p>
      ) : (
        <Wide label={words}>
          <table className="plain adm-tab adm-list">
            <caption className="vh">{words}</caption>
            <thead>
              <tr>
                <th scope="col">{say.columns.name}</th>
                {table.columns.map((column, i) => (
                  <th key={i} scope="col" className={column.wide && 'hide-m'}>
                    {column.head()}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.slice(0, shownAtMost).map((entry) => {
                const id = idOf(entry)
                const about = findings.filter((f) => table.about(f)?.includes(id) && f.severity !== 'note')
                return (
                  <tr key={id}>
                    <th scope="row">
                      <a href={entryHref(part, id)}>{table.name(entry)}</a>
                      <code className="adm-id">{id}</code>
                      <Beside findings={about} />
                    </th>
                    {table.columns.map((column, i) => (
                      <td key={i} className={column.wide && 'hide-m'}>
                        {column.cell(entry, city, today)}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Wide>
      )}
      {found.length > shownAtMost && <p className="hint">{fill(say.cut, { n: shownAtMost })}</p>}
    </>
  )
}
