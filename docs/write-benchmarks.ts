/**
 * `npm run docs:benchmarks -- .data/bench.json` takes what a run of the bench has measured into docs/bench-results.json, row by row, and writes
 * docs/BENCHMARKS.md; without a file it writes the page anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Finding } from '#tests/bench/kit/report.ts'

interface Row extends Omit<Finding, 'values'> {
  on: string
  cases: number
}
interface Run {
  at: string
  cases: number
  findings: Omit<Finding, 'values'>[]
}

/** What a row is about, in the order of the page. A row of the bench that is not here fails a test. */
export const benchmarks: Readonly<Record<string, string>> = {
  B1: 'the whole stack without a database, beside bare Koa',
  B2: 'a report taken in, durable, beside one insert',
  B3: 'the public list, beside the bare query',
  B4: 'the last page, beside the first; no counts',
  B5: 'a screen of the map at every zoom, beside the bare list',
  B6: 'photos, beside decoding and encoding them',
  B7: 'routing, beside a plain search of all areas',
  B8: 'whether others have reported it already, beside a bare question for what is near',
  B9: 'search, beside a scan; finds all and nothing else',
  B10: 'seats of an activity, beside one bare update',
  B11: 'jobs: enqueued, drained, done in time',
  B12: 'the check of a token',
  B13: 'what comes out of the cache, beside bare Koa',
  B14: 'figures from kept sums, equal to counting',
  B15: 'all cases as a file, beside a bare cursor',
  B16: 'the mini-program’s packages',
  B17: 'scripts of the portal’s pages',
  B18: 'first paint on a slow phone, beside static pages',
  B19: 'two web processes, beside one',
  B20: 'starting, and stopping under load',
  B21: 'suggesting a category',
  B22: 'the dearest that a guest may ask',
  B23: 'every question to the database: its plan',
  B24: 'a screen of the map that no cache holds',
  memory: 'memory, idle and under photos',
  units: 'what one of each thing costs; CAPACITY is computed from it'
}

/** What is known of the reason why a goal is missed. */
const missed: Readonly<Record<string, string>> = {
  B1: 'A profile shows no single cause: a fifth is writing to the socket, then header copies, Koa’s getters, parsing the query, the limiter, the contract.',
  B2: 'Most of the rest is the database keeping the indexes of a case; the same document under the same indexes is printed beside it.',
  B5: 'The filled town has a dozen places: around a screen at zoom 18 the index has five thousand cases in one cell, and three hundred of them are shown.',
  B8: 'Beside the one question for what is near it asks how the photos there look, and reads the rows that it shows.',
  B11: 'Workers are killed every four seconds, as long as their lease: nothing was lost or done twice, and what two of them held in turn may wait for two leases.',
  B19: 'Who asks and the database share two cores with both processes.',
  B23: 'What few cases match is looked for along another order: late public cases, one word on a desk.',
  B24: 'Each place is read, presented and held against its contract.'
}

const [page, results] = ['./BENCHMARKS.md', './bench-results.json'].map((name) => new URL(name, import.meta.url)) as [
  URL,
  URL
]

/** Rows that were measured again replace what they said before. */
export function taken(before: readonly Row[], { at, cases, findings }: Run): Row[] {
  const again = new Set(findings.map(({ id }) => id))
  const fresh = findings.map(({ id, what, goal, measured, ok, why }) => ({
    id,
    what,
    goal,
    measured,
    ok,
    why,
    on: at.slice(0, 10),
    cases
  }))
  const order = Object.keys(benchmarks)
  return [...before.filter(({ id }) => !again.has(id)), ...fresh].sort(
    (a, b) => order.indexOf(a.id) - order.indexOf(b.id)
  )
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

export function benchmarksDocument(rows: readonly Row[]): string {
  const good = rows.filter(({ ok, goal }) => ok && goal !== '-').length
  const judged = rows.filter(({ goal }) => goal !== '-').length
  const sections = Object.entries(benchmarks).map(([id, says]) => {
    const own = rows.filter((row) => row.id === id)
    const table = own.map(
      ({ what, goal, measured, ok, on, cases }) =>
        `| ${cell(what)} | ${cell(goal)} | ${cell(measured)} | ${goal === '-' ? '' : ok ? 'yes' : '**no**'} | ${on}, ${cases.toLocaleString('en')} cases |`
    )
    const why = own.some(({ ok }) => !ok) && missed[id] ? `\n\n${missed[id]}` : ''
    const body =
      own.length === 0
        ? 'Not measured yet.'
        : ['| what | goal | measured | reached | when |', '| --- | --- | --- | --- | --- |', ...table].join('\n')
    return `## ${id}: ${says}\n\n\`npm run bench -- ${id}\`\n\n${body}${why}\n`
  })
  return `# Benchmarks

Every figure is a ratio in one run against its bare baseline, measured in turn on a machine of two cores; absolute times there are noisy. \`npm run bench\` measures all of it at a hundred
thousand cases, \`npm run bench -- --full\` at a million, \`npm run bench -- B5 B9\` some rows; \`npm run docs:benchmarks -- .data/bench.json\` writes this page from what was measured. ${good} of ${judged} figures reach their goal.

${sections.join('\n')}`
}

const measured = (): Row[] => JSON.parse(readFileSync(results, 'utf8')) as Row[]

/** What stands there, and what should. */
export const benchmarksInDocs = (): { written: string; current: string } => ({
  written: readFileSync(page, 'utf8'),
  current: benchmarksDocument(measured())
})

if (process.argv[1]?.endsWith('write-benchmarks.ts')) {
  const given = process.argv[2]
  if (given) {
    const rows = taken(measured(), JSON.parse(readFileSync(given, 'utf8')) as Run)
    writeFileSync(results, `${JSON.stringify(rows, null, 2)}\n`)
  }
  writeFileSync(page, benchmarksDocument(measured()))
}
