/** The rules that a city begins with: who checks whom, whatever stands first in the tables. */
import { expect, test } from 'vitest'
import { loadCity } from '#config/city/index.ts'
import { usualRules } from '#server/releases/usual-rules.ts'

test('a complaint about officers is checked by an office that is not in it and has somebody who verifies', async () => {
  const { offices, people, categories } = await loadCity()
  const of = (kind: string) => offices.find((office) => office.kind === kind)
  const verifies = new Set(people.filter((person) => person.roles.includes('verifier')).map((person) => person.office))
  const [centre, inspection] = [of('centre'), of('inspection')]
  const others = offices.filter((office) => office !== centre && office !== inspection)
  const checking = others.at(-1)
  const officer = people.find((person) => !verifies.has(person.office))
  if (!centre || !inspection || !checking || !officer) throw new Error('the demo city has no such offices')
  // The last of the table is the only third office with somebody who verifies.
  const staffed = [
    ...people.filter(
      (person) => [centre.id, inspection.id].includes(person.office) || !person.roles.includes('verifier')
    ),
    { ...officer, id: 'only-verifier', office: checking.id, roles: ['verifier' as const] }
  ]
  const rules = (who: typeof people) =>
    usualRules({ offices, categories, rules: [], people: who }, [], [])?.rules.filter(({ id }) =>
      /^S-1\.[12]$/.test(id)
    )
  expect(rules(staffed)?.map(({ supervising }) => supervising)).toEqual([checking.id, checking.id])
  // Where nobody verifies yet, a department is named, and the check says that it is empty.
  const none = rules([])?.map(({ supervising }) => offices.find(({ id }) => id === supervising)?.kind)
  expect(none).toEqual(['department', 'department'])
})
