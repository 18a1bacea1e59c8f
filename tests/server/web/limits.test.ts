/** Every limit that a form asks the contract for is there: a mistyped path would throw on the page. */
import { expect, test } from 'vitest'
import { api, type ApiName } from '#shared/api.ts'
import { longest } from '#server/web/parts/limits.ts'
import { readSources, ts, walk } from '#tests/support/source.ts'

const asked: [string, string, string][] = []
for (const file of readSources(['server/web']))
  walk(file.tree, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'longest') return
    const [endpoint, path, shape] = node.arguments
    if (endpoint && path && ts.isStringLiteral(endpoint) && ts.isStringLiteral(path))
      asked.push([endpoint.text, path.text, shape?.getText() ?? '{}'])
  })

test.each(asked)('%s limits %s', (endpoint, path, shape) => {
  const verb = /verb: '(\w+)'/.exec(shape)?.[1]
  expect(Object.keys(api)).toContain(endpoint)
  expect(longest(endpoint as ApiName, path, verb ? { verb } : {})).toBeGreaterThan(0)
})

test('what the contract does not limit is a mistake', () => {
  expect(asked.length).toBeGreaterThan(20)
  expect(() => longest('submit', '/adress')).toThrow('submit sets no limit at /adress')
})
