/** What a screen reader is told about plain boxes: nothing that the web does not know, and no name without a role. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = 'miniprogram/src'
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') && !path.endsWith('.h5.tsx'))
  .map((path) => `${root}/${path}`)
/** Opening tags of WeChat's boxes and texts; what stands in their braces may hold a `>` of its own. */
const boxes = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/<(?:View|Text)\b(?:[^<>{}]|\{(?:[^{}]|\{[^{}]*\})*\})*>/g)].map(
    ([tag]) => tag
  )
const forBoth = files.filter((path) => !existsSync(path.replace(/\.tsx$/, '.h5.tsx')))

test('the attribute of WeChat reaches no browser', () => {
  const found = forBoth.flatMap((path) =>
    boxes(path)
      .filter((tag) => tag.includes('aria-role='))
      .map((tag) => `${path}: ${tag}`)
  )
  expect(found).toEqual([])
})

test('a box that has a name has a role', () => {
  const found = forBoth.flatMap((path) =>
    boxes(path)
      .filter((tag) => tag.includes('aria-label') && !tag.includes('asRole('))
      .map((tag) => `${path}: ${tag}`)
  )
  expect(found).toEqual([])
})
