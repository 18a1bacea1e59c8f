/**
 * `npm run bench`: every figure is a ratio in one run against its bare baseline, measured in turn. `npm run bench -- B2 B6`
 * takes some rows, `--cases=20000` makes the large list smaller, `--profile` leaves CPU profiles in .data/bench-profiles,
 * `--keep` takes the cases that an earlier run left in the same database. `--full` fills a million, in a database that stays in
 * .data/bench, so that a fill that was cut off goes on; `--seed=2` makes other ones. Its figures go to .data/bench-full.json.
 */
import { profileInto, root } from './kit/child.ts'
import { closeDatabase, openDatabase } from './kit/database.ts'
import { step, table, writeJson, type Finding, type Progress } from './kit/report.ts'
import { makeStage, type Stage } from './kit/stage.ts'
import { b19, units } from './rows/growth.ts'
import { b1, b12, b13 } from './rows/http.ts'
import { b11 } from './rows/jobs.ts'
import { b20, memory } from './rows/life.ts'
import { b3, b4 } from './rows/lists.ts'
import { b24 } from './rows/map.ts'
import { b6 } from './rows/photos.ts'
import { b17, b18 } from './rows/portal.ts'
import { b23 } from './rows/queries.ts'
import { b22 } from './rows/guests.ts'
import { b7 } from './rows/routing.ts'
import { b15 } from './rows/export.ts'
import { b14 } from './rows/statistics.ts'
import { b9 } from './rows/search.ts'
import { b5 } from './rows/viewports.ts'
import { b10 } from './rows/signups.ts'
import { b8 } from './rows/similar.ts'
import { b2 } from './rows/submit.ts'
import { b21 } from './rows/suggest.ts'
import { b16 } from './rows/weapp.ts'

const rows: { id: string; run(stage: Stage, at: Progress): Promise<Finding[]> }[] = [
  { id: 'B1', run: b1 },
  { id: 'B12', run: b12 },
  { id: 'B13', run: b13 },
  { id: 'B2', run: b2 },
  { id: 'B10', run: b10 },
  { id: 'B11', run: b11 },
  { id: 'B6', run: b6 },
  { id: 'B3', run: b3 },
  { id: 'B4', run: b4 },
  { id: 'B5', run: b5 },
  { id: 'B8', run: b8 },
  { id: 'B9', run: b9 },
  { id: 'B14', run: b14 },
  { id: 'B15', run: b15 },
  { id: 'B23', run: b23 },
  { id: 'B24', run: b24 },
  { id: 'B7', run: b7 },
  { id: 'B16', run: b16 },
  { id: 'B17', run: b17 },
  { id: 'B18', run: b18 },
  { id: 'B19', run: b19 },
  { id: 'B20', run: b20 },
  { id: 'B21', run: b21 },
  { id: 'B22', run: b22 },
  { id: 'memory', run: memory },
  { id: 'units', run: units }
]

const given = process.argv.slice(2)
const flag = (name: string): string | undefined => given.find((arg) => arg.startsWith(`--${name}`))
const named = given.filter((arg) => !arg.startsWith('--')).map((arg) => arg.toUpperCase())
const known = new Set(rows.map((r) => r.id.toUpperCase()))
const unknown = named.filter((name) => !known.has(name))
if (unknown.length > 0) {
  process.stderr.write(`no such row: ${unknown.join(', ')}; there are ${rows.map((r) => r.id).join(', ')}\n`)
  process.exit(2)
}
if (flag('profile')) profileInto(`${root}/.data/bench-profiles`)

const begun = performance.now()
await openDatabase()
const valueOf = (name: string): string | undefined => flag(`${name}=`)?.split('=')[1]
const full = flag('full') !== undefined
const cases = Number(valueOf('cases') ?? (full ? 1_000_000 : 100_000))
if (full && (!Number.isInteger(cases) || cases > 1_000_000)) {
  process.stderr.write('a fill has up to a million cases\n')
  process.exit(2)
}
const stage = makeStage({
  cases,
  keep: flag('keep') !== undefined,
  ...(full && { full: { seed: Number(valueOf('seed') ?? 1) } })
})
const findings: Finding[] = []
let broken = 0
const order = (f: Finding): number => Number(f.id.replace(/\D/g, '') || 99)
const file = full ? '.data/bench-full.json' : '.data/bench.json'
/** After every row: who stops the run has what was measured by then. */
function write(complete: boolean): number {
  const seconds = Math.round((performance.now() - begun) / 1000)
  findings.sort((a, b) => order(a) - order(b))
  writeJson(`${root}/${file}`, findings, { seconds, cases, complete })
  return seconds
}
for (const { id, run } of rows) {
  if (named.length > 0 && !named.includes(id.toUpperCase())) continue
  try {
    findings.push(...(await step(id, (at) => run(stage, at))))
    write(false)
  } catch (error) {
    // The other rows are still worth having.
    broken++
    process.stderr.write(
      `${id} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    )
  }
}
await stage.close()
await closeDatabase()
const seconds = write(named.length === 0 && broken === 0)
table(findings)
process.stdout.write(`  ${Math.floor(seconds / 60)} min ${seconds % 60} s; the same as JSON in ${file}\n`)
process.exit(broken > 0 ? 1 : 0)
