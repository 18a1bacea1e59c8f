/** The shipped catalogue: what the city uses of it, and how long each matter may take. */
import { areaClasses, limitUnits, unitsAtMost } from '#shared/limits.ts'
import { setUp } from '#shared/locales/set-up.ts'
import type { PartValues } from '#shared/parts.ts'
import { exceptionsIn, isUsual } from '#shared/set-up.ts'
import type { DeskRequest } from '../../../frame/desk.tsx'
import { attempt, one, trimmed, type Posted } from '../../../frame/fields.ts'
import { again, see } from '../../../frame/route.ts'
import { Button, ErrorSummary } from '../../../parts/Form.tsx'
import { Table } from '../../../parts/Table.tsx'
import type { AdminAct, AdminGiven } from '../admin.tsx'
import { readPart, revisionIn } from '../draft.ts'
import { Part, Post, Wide } from '../Frame.tsx'
import { pageHref, stepHref } from '../links.ts'
import { fill, say } from '../words.ts'
import { backAgain, savedAt, stepForm, type Shown as Back } from './step.tsx'

const w = setUp.categories
type Category = PartValues['categories'][number]

interface Shown extends Back {
  typed: Posted
  wrong?: { href: string; words: string }[]
}

interface CategoriesProps extends AdminGiven {
  catalogue: readonly Category[]
  tiles: PartValues['tiles']
  /** Codes of those in the draft. */
  used: readonly string[]
  typed: Posted | undefined
  wrong: readonly { href: string; words: string }[]
  revision: number
}

const nName = (code: string, i: number): string => `n${i}.${code}`
const classNames = () => [w.first, w.second, w.third]

/** Whether a field is one that the summary leads to. */
const isWrong = (wrong: CategoriesProps['wrong'], id: string): boolean => wrong.some(({ href }) => href === `#${id}`)

function Row({
  category,
  used,
  typed,
  wrong
}: { category: Category } & Pick<CategoriesProps, 'used' | 'typed' | 'wrong'>) {
  const { code, name, gb, limit } = category
  const isOn = typed ? (typed['on'] ?? []).includes(code) : used.includes(code)
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          name="on"
          id={`on.${code}`}
          value={code}
          defaultChecked={isOn}
          aria-label={`${w.on} ${name}`}
        />
      </td>
      <th scope="row">
        <label htmlFor={`on.${code}`}>{name}</label>
        <small className="adm-id">
          {gb.major}
          {gb.minor}
        </small>
        {limit.basis && <p className="hint">{fill(w.basis, { basis: limit.basis })}</p>}
      </th>
      {areaClasses.map((_, i) => (
        <td key={i} className="num" data-label={classNames()[i]}>
          <input
            className="su-n"
            name={nName(code, i)}
            id={nName(code, i)}
            inputMode="numeric"
            maxLength={String(unitsAtMost).length}
            autoComplete="off"
            defaultValue={typed ? one(typed, nName(code, i)) : String(limit.n[i] ?? '')}
            {...(isWrong(wrong, nName(code, i)) && { 'aria-invalid': true })}
            aria-label={fill(w.limitOf, { name, area: classNames()[i] ?? '' })}
          />
        </td>
      ))}
      <td data-label={w.unit}>
        <select
          name={`unit.${code}`}
          defaultValue={typed ? one(typed, `unit.${code}`) : limit.unit}
          aria-label={fill(w.unitOf, { name })}
        >
          {limitUnits.map((unit) => (
            <option key={unit} value={unit}>
              {say.values.unit[unit]}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}

function Categories({ catalogue, tiles, used, typed, wrong, revision, token }: CategoriesProps) {
  return (
    <>
      {wrong.length > 0 && <ErrorSummary title={say.lists.problem} errors={wrong} />}
      <p className="adm-lead">
        {fill(w.have, { n: used.length, of: catalogue.length })} {w.hint} <a href={pageHref('categories')}>{w.edit}</a>
      </p>
      <Post action={stepHref('categories')} token={token} revision={revision} className="adm-f adm-f-wide">
        {tiles.map((tile) => {
          const rows = catalogue.filter((category) => category.tile === tile.id)
          return rows.length === 0 ? null : (
            <Part key={tile.id} id={`tile-${tile.id}`} title={tile.name}>
              <Wide label={tile.name}>
                <Table className="plain adm-tab su-t" head={[w.on, w.name, ...classNames(), w.unit]}>
                  {rows.map((category) => (
                    <Row key={category.code} category={category} used={used} typed={typed} wrong={wrong} />
                  ))}
                </Table>
              </Wide>
            </Part>
          )
        })}
        <div className="adm-row adm-save">
          <Button kind="primary">{setUp.save}</Button>
        </div>
      </Post>
    </>
  )
}

/** What the draft has, then what the city began with and has put aside. */
async function catalogueOf({ call, viewer }: DeskRequest) {
  const [draft, first] = await Promise.all([
    readPart(call, viewer, 'categories'),
    call('readReleasePart', { params: { version: '1', part: 'categories' } }, viewer)
  ])
  const known = new Set(draft.value.map(({ code }) => code))
  const aside = (first.value as PartValues['categories']).filter(({ code }) => !known.has(code))
  return { draft, catalogue: [...draft.value, ...aside].sort((a, b) => a.order - b.order) }
}

type Limit = Category['limit']
/** `at`: which of its fields is wrong. */
function limitIn(category: Category, fields: Posted): Limit | { wrong: string; at: number } {
  const n = areaClasses.map((_, i) => {
    const said = trimmed(fields, nName(category.code, i))
    return /^\d{1,4}$/.test(said) ? Number(said) : 0
  })
  const none = n.findIndex((one) => one < 1 || one > unitsAtMost)
  if (none >= 0) return { wrong: fill(w.wrong, { name: category.name, most: unitsAtMost }), at: none }
  const shorter = n.findIndex((one, i) => one < (n[i - 1] ?? 0))
  if (shorter >= 0) return { wrong: fill(w.order, { name: category.name }), at: shorter }
  const unit = limitUnits.find((unit) => unit === one(fields, `unit.${category.code}`)) ?? category.limit.unit
  const same = unit === category.limit.unit && n.every((one, i) => one === category.limit.n[i])
  // A limit that the city has set for itself no longer stands on the paper that named another.
  return same ? category.limit : { n, unit }
}

/** What the rules give to whom follows the categories that are left. */
async function rulesFollow({ call, viewer }: DeskRequest, codes: ReadonlySet<string>): Promise<void> {
  const { value: rules } = await readPart(call, viewer, 'rules')
  if (!rules.some(isUsual)) return
  const exceptions = exceptionsIn(rules)
    .map(({ office, categories }) => ({ office, categories: categories.filter((code) => codes.has(code)) }))
    .filter(({ categories }) => categories.length > 0)
  const { revision } = await call('readDraft', {}, viewer)
  // Whoever was faster has made them anew himself; the step of the rules says what is behind.
  await attempt(() => call('putUsualRules', { body: { revision, exceptions } }, viewer))
}

const save: AdminAct<Shown> = async (request, { fields }) => {
  const { call, viewer } = request
  const { catalogue } = await catalogueOf(request)
  const chosen = catalogue.filter(({ code }) => (fields['on'] ?? []).includes(code))
  const read = chosen.map((category) => ({ category, limit: limitIn(category, fields) }))
  const wrong = read.flatMap(({ category, limit }) =>
    'wrong' in limit ? [{ href: `#${nName(category.code, limit.at)}`, words: limit.wrong }] : []
  )
  if (chosen.length === 0) wrong.push({ href: '#case', words: w.nothing })
  if (wrong.length > 0) return again({ typed: fields, wrong })
  const value = read.flatMap(({ category, limit }) => ('wrong' in limit ? [] : [{ ...category, limit }]))
  const body = { part: 'categories' as const, revision: revisionIn(one(fields, 'revision')), value }
  const tried = await attempt(() => call('putDraftPart', { body }, viewer))
  if ('refused' in tried) return backAgain(request, tried.refused, 'categories', { typed: fields })
  await rulesFollow(request, new Set(value.map(({ code }) => code)))
  return see(savedAt('categories'))
}

export const categoriesRoute = stepForm('categories', {
  async load(request: DeskRequest, shown: Shown | undefined) {
    const [{ draft, catalogue }, tiles] = await Promise.all([
      catalogueOf(request),
      readPart(request.call, request.viewer, 'tiles')
    ])
    return {
      catalogue,
      tiles: tiles.value,
      used: draft.value.map(({ code }) => code),
      revision: draft.revision,
      typed: shown?.typed,
      wrong: shown?.wrong ?? []
    }
  },
  view: Categories,
  act: save,
  restored: ({ fields }) => ({ typed: fields })
})
