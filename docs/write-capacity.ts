/**
 * `npm run docs:capacity` writes docs/CAPACITY.md from docs/unit-costs.json; `npm run docs:capacity -- .data/bench-full.json` takes the unit
 * costs anew from what the bench has measured.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { assumptions, limits, plan, type UnitCosts } from './capacity.ts'

const file = (name: string): URL => new URL(name, import.meta.url)

interface Measured {
  at: string
  cases: number
  machine: { cpus: number; model: string; node: string }
  unit: UnitCosts
}
interface BenchJson {
  at: string
  cases: number
  machine: Measured['machine']
  findings: { id: string; what: string; values: Record<string, number> }[]
}

/** What the plan needs of a run of the bench; a run that lacks a row is refused with the row's name. */
export function unitCostsOf(json: BenchJson): Measured {
  const value = (id: string, name: string): number => {
    const found = json.findings.find((f) => f.id === id && name in f.values)?.values[name]
    if (found === undefined) throw new Error(`${id} is missing: run \`npm run bench -- --full B6 B11 units\``)
    return found
  }
  const drained = json.findings.find((f) => f.id === 'B11' && f.what.startsWith('drain'))
  if (!drained) throw new Error('B11 is missing: run `npm run bench -- --full B6 B11 units`')
  return {
    at: json.at,
    cases: json.cases,
    machine: json.machine,
    unit: {
      ...Object.fromEntries(json.findings.filter((f) => f.id === 'units').flatMap((f) => Object.entries(f.values))),
      'photo.smallMs': value('B6', 'smallMs'),
      'photo.wholeMs': value('B6', 'wholeMs'),
      'jobs.perS': drained.values['oursPerS'] ?? NaN
    }
  }
}

const cities = [100_000, 1_000_000, 5_000_000, 20_000_000]
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
/** Two figures that count; nothing of this is known more exactly. */
const about = (n: number): string =>
  n >= 100
    ? Number(n.toPrecision(2)).toLocaleString('en')
    : n >= 10
      ? n.toFixed(0)
      : n >= 0.095
        ? n.toFixed(1)
        : n.toFixed(2)
const people = (n: number): string => (n > 1e8 ? 'any city' : n >= 1e6 ? `${about(n / 1e6)} million` : about(n))

export function capacityDocument({ at, cases, machine, unit }: Measured): string {
  const plans = cities.map((n) => plan(n, unit))
  const row = (what: string, of: (p: (typeof plans)[number]) => number): string[] => [
    what,
    ...plans.map((p) => about(of(p)))
  ]
  const [first] = limits(unit)
  const names = Object.keys(unit)
    .filter((name) => name.endsWith('.serverUs'))
    .map((name) => name.replace('.serverUs', ''))
  return `# Capacity

What a city needs, computed from measured unit costs. Nothing here is written by hand but the words: \`npm run docs:capacity -- .data/bench-full.json\` computes it anew
after \`npm run bench -- --full\`, and a test holds this page to the computation (docs/capacity.ts, docs/unit-costs.json). Two figures of each number count.

## What one of each costs

Measured ${at.slice(0, 10)} with ${cases.toLocaleString('en')} cases, on ${machine.cpus} cores (${machine.model}, Node ${machine.node.replace('v', '')}); processor microseconds.

${table(
  ['', 'web process', 'database'],
  names.map((name) => [`\`${name}\``, about(unit[`${name}.serverUs`] ?? NaN), about(unit[`${name}.databaseUs`] ?? NaN)])
)}

A photo that a phone made small costs ${about(unit['photo.smallMs'] ?? NaN)} ms of a core, another ${about(unit['photo.wholeMs'] ?? NaN)} ms; a worker takes ${about(unit['jobs.perS'] ?? NaN)} jobs a second that do nothing themselves. A case with
its whole life lies on disk in ${about((unit['case.bytes'] ?? NaN) / 1000)} KB, and its indexes in ${about((unit['case.indexBytes'] ?? NaN) / 1000)} KB.

## What a city has

${table(
  ['', 'value', 'unit', 'from'],
  Object.values(assumptions).map(({ value, unit, what, from }) => [what, String(value), unit, from])
)}

## What it needs

${table(
  ['inhabitants', ...cities.map(people)],
  [
    row('reports a day', (p) => p.reportsADay),
    row('reports a second at the peak', (p) => p.reportsASecond),
    row('pages and answers a second in the busiest hour', (p) => p.readsASecond),
    row('cores: web processes', (p) => p.cores.web),
    row('cores: photos', (p) => p.cores.photos),
    row('cores: workers', (p) => p.cores.worker),
    row('cores: the primary of the database', (p) => p.cores.database),
    row('GB: five years of cases and indexes, on each member', (p) => p.gb.casesAtHand),
    row('GB: memory in which the database answers from memory', (p) => p.gb.memory),
    row('GB: photos a year', (p) => p.gb.photosAYear),
    row('GB: sent out a month', (p) => p.gb.trafficAMonth),
    row('¥ a month, in the first year', (p) => p.yuan)
  ]
)}

Cores are needed in whole machines, two of each so that one may go: the smallest city that must not stand still has two machines for web and worker and three for the
database, whatever the table says.

## What breaks first

${table(
  ['what', 'there is', 'enough for', 'then'],
  limits(unit).map(({ what, has, people: n, then }) => [what, has, people(n), then])
)}

On one small machine the first to go is: ${first?.what ?? ''}. What grows without a limit of its own is the bucket of photos.
`
}

const measured = (): Measured => JSON.parse(readFileSync(file('./unit-costs.json'), 'utf8')) as Measured

/** What stands there, and what should. */
export const capacityInDocs = (): { written: string; current: string } => ({
  written: readFileSync(file('./CAPACITY.md'), 'utf8'),
  current: capacityDocument(measured())
})

if (process.argv[1]?.endsWith('write-capacity.ts')) {
  const given = process.argv[2]
  if (given)
    writeFileSync(
      file('./unit-costs.json'),
      `${JSON.stringify(unitCostsOf(JSON.parse(readFileSync(given, 'utf8')) as BenchJson), null, 2)}\n`
    )
  writeFileSync(file('./CAPACITY.md'), capacityDocument(measured()))
}
