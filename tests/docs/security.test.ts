/** What the documents on security name is there: files, tests, drills, rows of the bench; and no row of either list is left out. */
import { describe, expect, test } from 'vitest'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launcherFile } from '#tests/support/launcher.ts'
import { root } from '#tests/support/source.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const security = read('docs/SECURITY.md')
const asvs = read('docs/ASVS.md')
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .map((cell) => cell.trim())
    .slice(1, -1)
/** Rows of a table whose first cell looks so. */
const rowsOf = (text: string, first: RegExp): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf)
    .filter(([cell = '']) => first.test(cell))
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

const { text } = await launcherFile<{ text: { drill: { drills: Record<string, string> } } }>('messages.mjs')
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts
const benchRows = [...read('tests/bench/main.ts').matchAll(/\{ id: '(\w+)'/g)].map(([, id = '']) => id)

/** What is wrong with a command, if anything. */
function faultOf(command: string): string | undefined {
  const [, name = '', rest = ''] = /^npm run (?:-s )?([\w:]+)(?: -- )?\s*(.*)$/.exec(command) ?? []
  const words = rest.split(' ').filter((word) => word && !word.startsWith('-') && !/^https?:/.test(word))
  if (command.startsWith('npx vitest run ')) {
    const paths = command
      .slice('npx vitest run '.length)
      .split(' ')
      .filter((path) => !path.startsWith('-'))
    return paths.find((path) => !path.endsWith('.test.ts') || !existsSync(join(root, path)))
  }
  if (!(name in scripts)) return `no script ${name}`
  if (name === 'drill')
    return words.find((word) => !(word in text.drill.drills || existsSync(join(root, `tests/drills/${word}.ts`))))
  if (name === 'bench') return words.find((word) => !benchRows.includes(word))
  return undefined
}

test.each(['docs/SECURITY.md', 'docs/ASVS.md', 'docs/ACCESS.md', 'docs/OPERATIONS.md', 'CONTRIBUTING.md'])(
  'every command in %s is there',
  (file) => {
    const commands = quoted(read(file)).filter((text) => /^(npx vitest run|npm run) /.test(text) && !text.includes('…'))
    expect(commands.map((command) => [command, faultOf(command)]).filter(([, fault]) => fault !== undefined)).toEqual(
      []
    )
  }
)

test.each([
  ['docs/SECURITY.md', security],
  ['docs/ASVS.md', asvs]
])('every file that %s names is there', (_name, words) => {
  const paths = quoted(words)
    .filter((text) => /^(tests|server|shared|config|deploy|docs|miniprogram)\/[\w./*-]+$/.test(text))
    .map((text) => text.replace(/\*.*$/, ''))
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  expect(paths.length).toBeGreaterThan(30)
})

describe('the matrices', () => {
  const rows = rowsOf(security, /^R\d+$/)
  test('R1 to R28 stand there once, in order, each with its figure and its command or the word that it is not built', () => {
    expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 28 }, (_, i) => `R${i + 1}`))
    const empty = rows.filter(
      ([, what, goal, figure = '', by = '']) =>
        !what ||
        !goal ||
        !figure ||
        /FIG|TODO/.test(figure) ||
        (quoted(by).length === 0 && !figure.startsWith('not built yet'))
    )
    expect(empty).toEqual([])
  })
})

describe('ASVS', () => {
  const rows = rowsOf(asvs, /^\d+\.\d+\.\d+$/)
  const has = (answer: string) => rows.filter(([, , told = '']) => told.startsWith(answer))
  test('has the 253 rows of levels 1 and 2, each once, each answered', () => {
    expect(rows).toHaveLength(253)
    expect(new Set(rows.map(([id]) => id)).size).toBe(253)
    expect(rows.filter(([, , told = '']) => !/^(done|n\/a|not done)\b/.test(told))).toEqual([])
  })
  test('names where what is done is shown, says why where it is not, and counts itself rightly', () => {
    const bare = has('done').filter(([, , told, where]) => told === 'done' && !where)
    const silent = [...has('n/a'), ...has('not done')].filter(
      ([, , told = '']) => !/[:,] ?\S/.test(told) && !/ here| in full| for /.test(told)
    )
    expect([bare, silent]).toEqual([[], []])
    const byTest = has('done').filter(([, , , where = '']) => where.includes('`tests/'))
    expect(asvs).toContain(`${has('done').length} are done (${byTest.length} of them by a test`)
    expect(asvs).toContain(`${has('n/a').length} have nothing here`)
    expect(asvs).toContain(`${has('not done').length} are not done`)
  })
})
