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
  cell: (it: E, city: Choices, today: string) => ReactNode
  wide?: true
}
interface Table<E> {
  name: (it: E) => string
  /** What a search looks through. */
  text: (it: E, city: Choices) => string
  /** Findings about it. */
  about: (it: Finding) => readonly string[] | undefined
  columns: readonly Column<E>[]
}
type Entry<P extends PlainPart> = Choices[P][number]

const nameIn = (list: readonly { id: string; name: string; short?: string }[], id: string): string => {
  const it = list.find((one) => one.id === id)
  return it?.short ?? it?.name ?? id
}
const weak = (words: string) => <span className="adm-weak">{words}</span>

function presence(it: Entry<'people'>, today: string): ReactNode {
  if (it.left !== undefined && it.left < today) return weak(fill(say.columns.left, { day: it.left }))
  const away = it.away?.find((span) => span.from <= today && today <= span.to)
  return away ? weak(fill(say.columns.away, away)) : say.columns.here
}

const tables: { [P in PlainPart]: Table<Entry<P>> } = {
  offices: {
    name: (it) => it.short,
    text: (it) => `${it.id} ${it.name} ${it.short} ${it.address} ${it.duties.map((d) => d.text).join(' ')}`,
    about: (it) => it.offices,
    columns: [
      { head: () => say.columns.kind, cell: (it) => deskWords.field.officeKinds[it.kind] },
      { head: () => say.columns.hours, cell: (it) => it.hours || weak(say.columns.asCalendar) },
      {
        head: () => say.columns.duties,
        cell: (it) =>
          it.duties.length > 0 ? fill(say.columns.dutiesOf, { n: it.duties.length }) : weak(say.columns.noDuty)
      },
      {
        head: () => say.columns.people,
        cell: (it, city) => {
          const n = city.people.filter((person) => person.office === it.id).length
          return n > 0 ? fill(say.columns.peopleOf, { n }) : weak(say.columns.noPeople)
        }
      },
      { head: () => say.fields.offices.phone.label, cell: (it) => it.phone, wide: true },
      { head: () => say.fields.offices.address.label, cell: (it) => it.address, wide: true }
    ]
  },
  people: {
    name: (it) => it.name,
    text: (it, city) => `${it.id} ${it.name} ${it.title} ${nameIn(city.offices, it.office)}`,
    about: (it) => it.people,
    columns: [
      { head: () => say.columns.office, cell: (it, city) => nameIn(city.offices, it.office) },
      { head: () => say.columns.roles, cell: (it) => listed(it.roles.map((role) => caseWords.role[role])) },
      { head: () => say.columns.state, cell: (it, _city, today) => presence(it, today) },
      {
        head: () => say.columns.deputy,
        cell: (it, city) => (it.deputy ? nameIn(city.people, it.deputy) : weak(say.columns.noDeputy))
      },
      {
        head: () => say.columns.deputyOf,
        cell: (it, city) => listed(city.people.filter((other) => other.deputy === it.id).map((other) => other.name)),
        wide: true
      }
    ]
  },
  categories: {
    name: (it) => it.name,
    text: (it) => `${it.code} ${it.name} ${it.keywords.join(' ')} ${it.filing}`,
    about: (it) => it.categories,
    columns: [
      { head: () => say.columns.tile, cell: (it, city) => nameIn(city.tiles, it.tile) },
      { head: () => say.columns.urgency, cell: (it) => cityWords.urgency[it.urgency] },
      { head: () => say.columns.limit, cell: (it) => limitRange(it.limit) },
      {
        head: () => say.columns.questions,
        cell: (it) => (it.questions?.length ? fill(say.columns.questionsOf, { n: it.questions.length }) : '')
      },
      { head: () => say.fields.categories.filing.label, cell: (it) => it.filing, wide: true },
      { head: () => say.fields.categories.closing.label, cell: (it) => it.closing, wide: true }
    ]
  },
  tiles: {
    name: (it) => it.name,
    text: (it) => `${it.id} ${it.name}`,
    about: () => undefined,
    columns: [
      { head: () => say.columns.icon, cell: (it) => <TileIcon icon={it.icon} /> },
      { head: () => say.columns.order, cell: (it) => it.order },
      {
        head: () => say.columns.categories,
        cell: (it, city) => listed(city.categories.filter((c) => c.tile === it.id).map((c) => c.name))
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
  const found = wanted === '' ? all : all.filter((it) => table.text(it, city).toLowerCase().includes(wanted))
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
              {found.slice(0, shownAtMost).map((it) => {
                const id = idOf(it)
                const about = findings.filter((f) => table.about(f)?.includes(id) && f.severity !== 'note')
                return (
                  <tr key={id}>
                    <th scope="row">
                      <a href={entryHref(part, id)}>{table.name(it)}</a>
                      <code className="adm-id">{id}</code>
                      <Beside findings={about} />
                    </th>
                    {table.columns.map((column, i) => (
                      <td key={i} className={column.wide && 'hide-m'}>
                        {column.cell(it, city, today)}
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
