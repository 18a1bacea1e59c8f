/** Who answers for what: the streets for everything, but what is given to an office of the city. */
import { setUp } from '#shared/locales/set-up.ts'
import type { PartValues } from '#shared/parts.ts'
import { exceptionsIn, isUsual, type Exception } from '#shared/set-up.ts'
import type { DeskRequest } from '../../../frame/desk.tsx'
import { attempt, one, type Posted } from '../../../frame/fields.ts'
import { see } from '../../../frame/route.ts'
import { Button, Select } from '../../../parts/Form.tsx'
import type { AdminAct, AdminGiven } from '../admin.tsx'
import { readPart, revisionIn } from '../draft.ts'
import { Part, Post } from '../Frame.tsx'
import { pageHref, stepHref } from '../links.ts'
import { fill } from '../words.ts'
import { backAgain, savedAt, stepForm, type Shown as Back } from './step.tsx'

const w = setUp.rules

interface Shown extends Back {
  typed: Posted
}

interface RulesProps extends AdminGiven {
  categories: PartValues['categories']
  tiles: PartValues['tiles']
  offices: PartValues['offices']
  rules: PartValues['rules']
  typed: Posted | undefined
}

const nameOf = (code: string): string => `office.${code}`
/** Offices that answer for the whole city. */
const ofCity = (offices: PartValues['offices']) =>
  offices.filter(({ kind }) => kind !== 'squad' && kind !== 'centre' && kind !== 'inspection')

function Rules({ categories, tiles, offices, rules, typed, draft, token }: RulesProps) {
  const given = new Map(
    exceptionsIn(rules).flatMap(({ office, categories: codes }) => codes.map((code) => [code, office] as const))
  )
  const own = rules.filter((rule) => !isUsual(rule)).length
  const options = [
    { value: '', words: w.street },
    ...ofCity(offices).map(({ id, short }) => ({ value: id, words: short }))
  ]
  const isMade = rules.some(isUsual)
  return (
    <>
      <p className="adm-lead">
        {w.hint} {w.complaints}
        {own > 0 && ` ${fill(w.own, { n: own })}`}
      </p>
      <Post action={stepHref('rules')} token={token} revision={draft.revision} className="adm-f adm-f-wide">
        {!isMade && (
          <div className="adm-row">
            <Button kind="primary" name="do" value="street">
              {w.all}
            </Button>
          </div>
        )}
        {tiles.map((tile) => {
          const rows = categories.filter((category) => category.tile === tile.id && !category.aboutOfficers)
          return rows.length === 0 ? null : (
            <Part key={tile.id} id={`tile-${tile.id}`} title={tile.name}>
              <div className="su-r">
                {rows.map(({ code, name }) => (
                  <Select
                    key={code}
                    name={nameOf(code)}
                    label={name}
                    value={typed ? one(typed, nameOf(code)) : (given.get(code) ?? '')}
                    options={options}
                  />
                ))}
              </div>
            </Part>
          )
        })}
        <div className="adm-row adm-save">
          <Button kind="primary">{isMade ? w.again : w.go}</Button>
          {rules.length > 0 && <a href={pageHref('rules')}>{w.edit}</a>}
        </div>
      </Post>
    </>
  )
}

function exceptionsOf(fields: Posted, categories: PartValues['categories']): Exception[] {
  const by = new Map<string, string[]>()
  for (const { code, aboutOfficers } of categories) {
    const office = one(fields, nameOf(code))
    if (office !== '' && !aboutOfficers) by.set(office, [...(by.get(office) ?? []), code])
  }
  return [...by].map(([office, codes]) => ({ office, categories: codes }))
}

const save: AdminAct<Shown> = async (request, { fields }) => {
  const { call, viewer } = request
  const { value: categories } = await readPart(call, viewer, 'categories')
  const exceptions = one(fields, 'do') === 'street' ? [] : exceptionsOf(fields, categories)
  const body = { revision: revisionIn(one(fields, 'revision')), exceptions }
  const tried = await attempt(() => call('putUsualRules', { body }, viewer))
  return 'refused' in tried ? backAgain(request, tried.refused, undefined, { typed: fields }) : see(savedAt('rules'))
}

export const rulesRoute = stepForm('rules', {
  async load({ call, viewer }: DeskRequest, shown: Shown | undefined) {
    const [categories, tiles, offices, rules] = await Promise.all([
      readPart(call, viewer, 'categories'),
      readPart(call, viewer, 'tiles'),
      readPart(call, viewer, 'offices'),
      readPart(call, viewer, 'rules')
    ])
    return {
      categories: categories.value,
      tiles: tiles.value,
      offices: offices.value,
      rules: rules.value,
      typed: shown?.typed
    }
  },
  view: Rules,
  act: save,
  restored: ({ fields }) => ({ typed: fields })
})
