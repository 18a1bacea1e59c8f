// npm test: what is missing is installed first, then every check in turn; the first that fails is shown and ends the run.
// `npm test -- lint host` runs only the steps named. From the first word on that is no step's name everything goes to Vitest:
// `npm test -- unit tests/server/cases -t "a name"`, or without the word `unit`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build } from './builds.mjs'
import { text } from './messages.mjs'
import { testDatabase } from './mongod.mjs'
import { ensurePackages } from './packages.mjs'
import { cacheDir } from './places.mjs'
import { beforeLeaving, bin, launch, node } from './run.mjs'
import { Failure, heading, ink, lasting, line, step, table } from './say.mjs'

const SHOWN_LINES = 120
/** What Vitest says of a file when it is done with it. */
const FILE_LINE = /^ [✓❯×] .*\.test\.tsx? \(/
const counts = { passed: 0, failed: 0 }

const tested = ({ passed, failed }) => {
  counts.passed += passed
  counts.failed += failed
  return text.test.passed(passed, failed)
}

function demand({ code, output }, what, lines = SHOWN_LINES) {
  if (code !== 0) throw new Failure({ what, output: output.slice(-lines) })
}

const cached = (name) => join(cacheDir, name)

const typecheck = async () =>
  demand(
    await node([bin('tsc', 'typescript'), '--noEmit', '--incremental', '--tsBuildInfoFile', cached('tsc.json')]),
    text.test.typesWrong
  )

/** No cache for the rules: they read the types of other files. The format hangs on one file. */
async function lint(at) {
  at.note('oxlint')
  demand(await node([bin('oxlint')]), text.test.lintWrong)
  at.note('prettier')
  const caching = ['--cache', '--cache-strategy', 'content', '--cache-location', cached('prettier.json')]
  demand(await node([bin('prettier'), '--check', '.', ...caching]), text.test.formatWrong)
}

function readReport(file, { output }) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Failure({ what: text.test.unitBroken, output: output.slice(-SHOWN_LINES) })
  }
}

/** Each file that failed and its tests that did; a file that could not even be loaded has no tests. */
const brokenOf = ({ testResults = [] }) =>
  testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => [
      `FAIL ${relative(process.cwd(), name)}`,
      ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `  ● ${fullName}`)
    ])

async function unit(at, { uri, others }) {
  const folder = mkdtempSync(join(tmpdir(), 'suishoupai-unit-'))
  beforeLeaving(() => rmSync(folder, { recursive: true, force: true }))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  let files = 0
  const result = await node([bin('vitest'), 'run', '--no-color', ...reporters, ...others], {
    env: { TEST_MONGODB_URI: uri },
    onLine(said) {
      if (FILE_LINE.test(said)) at.note(text.test.files((files += 1)))
    }
  })
  const told = readReport(report, result)
  const { numPassedTests: passed, numFailedTests: failed } = told
  at.end(tested({ passed, failed }))
  // The end of a long output hides what broke first: every name, then the end.
  const names = brokenOf(told)
  const output = result.output.filter((said) => !said.trimStart().startsWith('✓'))
  demand({ ...result, output: [...names, ...output.slice(-SHOWN_LINES)] }, text.test.unitWrong, Infinity)
  if (passed === 0) throw new Failure({ what: text.test.noTests })
}

/** A script under tests/e2e tells its result in one line of JSON, {"passed":n,"failed":m}. */
const script =
  (file) =>
  async (at, { uri, browser }) => {
    const result = await node(['--import', 'tsx', file], {
      env: { TEST_MONGODB_URI: uri, ...(browser && { CHROMIUM_PATH: browser }) },
      onLine: (said) => at.note(said)
    })
    const told = result.output.findLast((said) => /^\{"passed":\d+,"failed":\d+\}$/.test(said))
    if (told) at.end(tested(JSON.parse(told)))
    demand(result, text.test.scriptWrong(file))
    if (!told) throw new Failure({ what: text.test.scriptSilent(file), output: result.output.slice(-20) })
  }

const BROWSER = 'browser'
const DATABASE = 'database'
const steps = {
  typecheck: { work: typecheck },
  lint: { work: lint },
  unit: { work: unit, needs: [DATABASE] },
  weapp: { work: (at) => build('weapp', at) },
  h5: { work: (at) => build('h5', at) },
  host: { work: script('tests/e2e/weapp.ts'), needs: [DATABASE, 'weapp'] },
  production: { work: script('tests/e2e/production.ts'), needs: [DATABASE, 'h5'] },
  journey: { work: script('tests/e2e/journey.ts'), needs: [DATABASE, BROWSER, 'h5'] },
  volunteers: { work: script('tests/e2e/volunteers.ts'), needs: [DATABASE, BROWSER, 'h5'] }
}
const titleOf = (name) => text.test.steps[name]

/**
 * One round after the other. In a round go side by side lines of steps that use one core each, or as much together as the line
 * beside them: lint and types what both builds do. What takes both cores is alone. A journey waits for its browser a third of
 * its time, which leaves room for a third line beside two.
 */
const rounds = [
  [
    ['lint', 'typecheck'],
    ['weapp', 'h5']
  ],
  [['unit']],
  [['journey'], ['volunteers'], ['host', 'production']]
]

/**
 * The steps named, with the builds that they stand on, in the order of the table, and what goes to Vitest: all from the first
 * word on that is no step's name. Words for Vitest alone ask for its step; no words at all ask for every step.
 */
export function chosen(given) {
  const first = given.findIndex((word) => !(word in steps))
  const [named, others] = first < 0 ? [given, []] : [given.slice(0, first), given.slice(first)]
  if (!given.length) return { names: Object.keys(steps), others }
  const asked = others.length ? [...named, 'unit'] : named
  const wanted = new Set(asked.flatMap((name) => [name, ...(steps[name].needs ?? [])]))
  return { names: Object.keys(steps).filter((name) => wanted.has(name)), others }
}

async function timed(rows, title, work) {
  const begun = Date.now()
  const row = [title, '', '']
  rows.push(row)
  try {
    const result = await work()
    row[1] = text.test.good
    return result
  } catch (error) {
    row[1] = text.test.bad
    throw error
  } finally {
    row[2] = lasting(Date.now() - begun)
  }
}

async function everything(rows, given) {
  const { names, others } = chosen(given)
  const needs = new Set(names.flatMap((name) => steps[name].needs ?? []))
  const context = { others }
  await timed(rows, text.test.prepare, async () => {
    await ensurePackages()
    if (needs.has(BROWSER)) context.browser = await ensureBrowser()
    if (needs.has(DATABASE)) context.uri = (await testDatabase()).uri
  })
  for (const round of rounds)
    await together(
      rows,
      round.map((line) => line.filter((name) => names.includes(name))).filter((line) => line.length > 0),
      context
    )
}

/** What several have to say, as one line. */
function gathered(tell) {
  const heard = {}
  return (name) => (said) => {
    heard[name] = said
    tell(Object.values(heard).join(text.also))
  }
}

/** One line on the screen for all of a round; each step has its own row in the end. What goes on beside a failure is waited for. */
async function together(rows, lines, context) {
  const names = lines.flat()
  if (names.length === 0) return
  await step(names.map(titleOf).join(text.list), async (at) => {
    const [note, end] = [gathered(at.note), gathered(at.end)]
    const handle = (name) => ({ ...at, note: note(name), end: end(name) })
    const run = async (line) => {
      for (const name of line) await timed(rows, titleOf(name), () => steps[name].work(handle(name), context))
    }
    const ends = await Promise.allSettled(lines.map(run))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  })
}

function conclude(rows, begun) {
  line()
  table([...rows, [text.test.total, '', lasting(Date.now() - begun)]], {
    head: [text.test.step, text.test.result, text.test.time],
    style: { 1: (said) => (said.startsWith(text.test.bad) ? ink.bad(said) : ink.good(said)) }
  })
  line()
  line(`tests: ${counts.passed} passed, ${counts.failed} failed`)
}

export const test = (given) =>
  launch(
    async () => {
      heading(text.start.name, text.test.title)
      const rows = []
      const begun = Date.now()
      beforeLeaving(() => conclude(rows, begun))
      await everything(rows, given)
    },
    { interrupted: 130 }
  )
