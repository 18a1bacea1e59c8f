// npm test: what is missing is installed first, then every check in turn; the first that fails is shown and ends the run.
// `npm test -- jest host` runs only the steps named; what is no step's name goes to Jest (`npm test -- jest tests/server/cases`).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build } from './builds.mjs'
import { testDatabase } from './mongod.mjs'
import { ensurePackages } from './packages.mjs'
import { beforeLeaving, bin, launch, node, run } from './run.mjs'
import { Failure, heading, ink, lasting, line, step, table } from './say.mjs'

const SHOWN_LINES = 120
const given = process.argv.slice(2)
const counts = { passed: 0, failed: 0 }

const tested = ({ passed, failed }) => {
  counts.passed += passed
  counts.failed += failed
  return `${passed} 通过${failed ? `，${failed} 未通过` : ''}`
}

function demand({ code, output }, what, lines = SHOWN_LINES) {
  if (code !== 0) throw new Failure({ what, output: output.slice(-lines) })
}

const typecheck = async () => demand(await run(bin('tsc'), ['--noEmit']), '类型检查没有通过。')

async function lint(at) {
  at.note('eslint')
  demand(await run(bin('eslint'), ['.', '--max-warnings', '0']), 'ESLint 没有通过。')
  at.note('prettier')
  demand(await run(bin('prettier'), ['--check', '.']), '排版不一致，运行 npm run format 可改好。')
}

function readReport(file, { output }) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Failure({ what: 'Jest 没有运行起来。', output: output.slice(-SHOWN_LINES) })
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

async function jest(at, { uri, others }) {
  const folder = mkdtempSync(join(tmpdir(), 'suishoupai-jest-'))
  beforeLeaving(() => rmSync(folder, { recursive: true, force: true }))
  const report = join(folder, 'jest.json')
  let files = 0
  const result = await node([bin('jest'), '--ci', '--maxWorkers=2', '--json', `--outputFile=${report}`, ...others], {
    env: { NODE_OPTIONS: '--experimental-vm-modules', TEST_MONGODB_URI: uri },
    onLine(text) {
      if (/^(PASS|FAIL) /.test(text)) at.note(`${(files += 1)} 个文件`)
    }
  })
  const told = readReport(report, result)
  const { numPassedTests: passed, numFailedTests: failed } = told
  at.end(tested({ passed, failed }))
  // The end of a long output hides what broke first: every name, then the end.
  const names = brokenOf(told)
  const output = result.output.filter((text) => !text.startsWith('PASS '))
  demand({ ...result, output: [...names, ...output.slice(-SHOWN_LINES)] }, 'Jest 没有全部通过。', Infinity)
  if (passed === 0) throw new Failure({ what: 'Jest 没有运行任何测试。' })
}

/** A script under tests/e2e tells its result in one line of JSON, {"passed":n,"failed":m}. */
const script =
  (file) =>
  async (at, { uri, browser }) => {
    const result = await node(['--import', 'tsx', file], {
      env: { TEST_MONGODB_URI: uri, ...(browser && { CHROMIUM_PATH: browser }) },
      onLine: (text) => at.note(text)
    })
    const told = result.output.findLast((text) => /^\{"passed":\d+,"failed":\d+\}$/.test(text))
    if (told) at.end(tested(JSON.parse(told)))
    demand(result, `${file} 没有通过。`)
    if (!told) throw new Failure({ what: `${file} 没有报告结果。`, output: result.output.slice(-20) })
  }

const BROWSER = 'browser'
const DATABASE = 'database'
const steps = {
  typecheck: { title: '类型检查', work: typecheck },
  lint: { title: '代码规范', work: lint },
  jest: { title: '单元与接口测试', work: jest, needs: [DATABASE] },
  weapp: { title: '微信小程序构建', work: (at) => build('weapp', at) },
  h5: { title: '网页版构建', work: (at) => build('h5', at) },
  host: { title: '编译后的小程序', work: script('tests/e2e/weapp.ts'), needs: [DATABASE, 'weapp'] },
  journey: { title: '浏览器全程', work: script('tests/e2e/journey.ts'), needs: [DATABASE, BROWSER, 'h5'] },
  volunteers: { title: '志愿活动全程', work: script('tests/e2e/volunteers.ts'), needs: [DATABASE, BROWSER, 'h5'] }
}

/** What uses one core alone goes beside its like; the rest takes both. */
const rounds = [['typecheck', 'lint'], ['jest'], ['weapp', 'h5'], ['host'], ['journey'], ['volunteers']]

/** The steps named, with the builds that they stand on, in the order of the table; all of them when none is named. */
function chosen() {
  const named = given.filter((name) => name in steps)
  if (!named.length) return Object.keys(steps)
  const wanted = new Set(named.flatMap((name) => [name, ...(steps[name].needs ?? [])]))
  return Object.keys(steps).filter((name) => wanted.has(name))
}

async function timed(rows, title, work) {
  const begun = Date.now()
  const row = [title, '', '']
  rows.push(row)
  try {
    const result = await work()
    row[1] = '通过'
    return result
  } catch (error) {
    row[1] = '未通过'
    throw error
  } finally {
    row[2] = lasting(Date.now() - begun)
  }
}

async function everything(rows) {
  const names = chosen()
  const needs = new Set(names.flatMap((name) => steps[name].needs ?? []))
  const context = { others: given.filter((name) => !(name in steps)) }
  await timed(rows, '准备', async () => {
    await ensurePackages()
    if (needs.has(BROWSER)) context.browser = await ensureBrowser()
    if (needs.has(DATABASE)) context.uri = (await testDatabase()).uri
  })
  for (const round of rounds)
    await together(
      rows,
      names.filter((name) => round.includes(name)),
      context
    )
}

/** What several have to say, as one line. */
function gathered(tell) {
  const said = {}
  return (name) => (text) => {
    said[name] = text
    tell(Object.values(said).join('，'))
  }
}

/** One line on the screen for all of a round; each has its own row in the end. What goes on beside a failure is waited for. */
async function together(rows, names, context) {
  if (names.length === 0) return
  const titles = names.map((name) => steps[name].title)
  await step(titles.join('、'), async (at) => {
    const [note, end] = [gathered(at.note), gathered(at.end)]
    const handle = (name) => ({ ...at, note: note(name), end: end(name) })
    const ends = await Promise.allSettled(
      names.map((name) => timed(rows, steps[name].title, () => steps[name].work(handle(name), context)))
    )
    for (const it of ends) if (it.status === 'rejected') throw it.reason
  })
}

function conclude(rows, begun) {
  line()
  table([...rows, ['合计', '', lasting(Date.now() - begun)]], {
    head: ['步骤', '结果', '用时'],
    style: { 1: (text) => (text.startsWith('未') ? ink.bad(text) : ink.good(text)) }
  })
  line()
  line(`tests: ${counts.passed} passed, ${counts.failed} failed`)
}

await launch(
  async () => {
    heading('随手拍', '测试')
    const rows = []
    const begun = Date.now()
    beforeLeaving(() => conclude(rows, begun))
    await everything(rows)
  },
  { interrupted: 130 }
)
