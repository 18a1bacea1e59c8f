// Computes the city's published numbers again, from the open file of figures and from nothing else.
//
//   node recompute.mjs https://city.example          fetches both and compares, for 30, 90 and 365 days
//   node recompute.mjs figures.jsonl stats.json      the same with saved files
//
// figures.jsonl has a line for each day: by street area and by office how many cases were received, closed, rated and so on,
// and by how many days the closed ones took. What is not public is counted too, as on the site. stats.json is what the site says
// (/api/stats?days=30). Says each number that differs, and ends with 1 if any does, with 2 if a file cannot be read.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** @typedef {{ day: string, areas: Record<string, Record<string, number>>, offices: Record<string, Record<string, number>>, spans: Record<string, number> }} Line */

/**
 * The lines of a whole file; one that was cut off has no end and is refused.
 * @param {string} text
 * @returns {Line[]}
 */
export function readFigures(text) {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  const { end } = lines.pop() ?? {}
  if (!end || end.rows !== lines.length) throw new Error('figures.jsonl is not whole: its last line does not say so')
  return lines
}

/**
 * @param {Record<string, Record<string, number>>[]} all
 * @returns {Record<string, Record<string, number>>}
 */
function addUp(all) {
  const sums = {}
  for (const cells of all)
    for (const [id, cell] of Object.entries(cells)) {
      sums[id] ??= {}
      for (const [name, n] of Object.entries(cell)) sums[id][name] = (sums[id][name] ?? 0) + n
    }
  return sums
}

/** @param {Record<string, Record<string, number>>} cells @param {string} name */
const inAll = (cells, name) => Object.values(cells).reduce((sum, cell) => sum + (cell[name] ?? 0), 0)

/** The middle of all closed cases by days; of an even number the lower one. @param {Map<number, number>} spans */
function median(spans) {
  const all = [...spans].sort(([a], [b]) => a - b)
  const half = all.reduce((sum, [, n]) => sum + n, 0) / 2
  let seen = 0
  for (const [days, n] of all) {
    seen += n
    if (seen >= half) return days
  }
  return null
}

/**
 * What the site should say of the days from one to another, both included.
 * @param {Line[]} lines @param {{ from: string, to: string }} period
 */
export function compute(lines, { from, to }) {
  const inside = lines.filter(({ day }) => day >= from && day <= to)
  const areas = addUp(inside.map((line) => line.areas))
  const offices = addUp(inside.map((line) => line.offices))
  const ever = addUp(lines.map((line) => line.areas))
  const spans = new Map()
  for (const line of inside)
    for (const [days, n] of Object.entries(line.spans)) spans.set(Number(days), (spans.get(Number(days)) ?? 0) + n)
  const all = (name) => inAll(areas, name)
  return {
    received: all('received'),
    closed: all('closed'),
    handling: inAll(ever, 'open'),
    onTime: { n: all('onTime'), of: all('closed') },
    solved: { n: all('solved'), of: all('rated') },
    satisfied: { n: all('satisfied'), of: all('rated') },
    dissatisfied: all('dissatisfied'),
    reopened: { n: all('reopened'), of: all('closed') },
    medianDays: median(spans),
    daily: Object.fromEntries(
      inside.map(({ day, areas: cells }) => [
        day,
        { received: inAll(cells, 'received'), closed: inAll(cells, 'closed') }
      ])
    ),
    areas,
    offices
  }
}

/**
 * Where the site says something else; empty where all is equal.
 * @param {Line[]} lines @param {any} stats
 * @returns {string[]}
 */
export function differences(lines, stats) {
  const own = compute(lines, stats)
  const found = []
  const compare = (what, computed, published) => {
    if (JSON.stringify(computed) !== JSON.stringify(published))
      found.push(`${what}: the site says ${JSON.stringify(published)}, the file gives ${JSON.stringify(computed)}`)
  }
  for (const name of ['received', 'closed', 'handling', 'dissatisfied', 'medianDays'])
    compare(name, own[name], stats[name])
  for (const name of ['onTime', 'solved', 'satisfied', 'reopened']) {
    const { n, of } = stats[name]
    compare(name, own[name], { n, of })
  }
  for (const { day, received, closed } of stats.daily)
    compare(day, own.daily[day] ?? { received: 0, closed: 0 }, { received, closed })
  for (const { area, received, closed, satisfied, rated } of stats.byArea) {
    const cell = own.areas[area.id] ?? {}
    compare(area.name, pick(cell, ['received', 'closed', 'satisfied', 'rated']), { received, closed, satisfied, rated })
  }
  const named = ['received', 'closed', 'onTime', 'satisfied', 'rated', 'returns']
  for (const office of stats.byOffice)
    compare(office.office.name, pick(own.offices[office.office.id] ?? {}, named), pick(office, named))
  return found
}
const pick = (cell, names) => Object.fromEntries(names.map((name) => [name, cell[name] ?? 0]))

async function fetched(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`)
  return answer.text()
}

/** A case may move between two answers, and each is kept for some seconds: what differs is asked for again. */
const tries = 4
const pauseMs = 6_000

async function fromSite(site, days) {
  for (let n = 1; ; n++) {
    const [figures, published] = await Promise.all([
      fetched(new URL('/open-data/figures.jsonl', site)),
      fetched(new URL(`/api/stats?days=${days}`, site))
    ])
    const period = { name: `${days} days`, lines: readFigures(figures), stats: JSON.parse(published) }
    if (n === tries || differences(period.lines, period.stats).length === 0) return period
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** Pairs of what is computed from and what it is held against. */
async function* given([one, other]) {
  if (/^https?:/.test(one ?? '')) for (const days of [30, 90, 365]) yield fromSite(one, days)
  else
    yield {
      name: other,
      lines: readFigures(readFileSync(one, 'utf8')),
      stats: JSON.parse(readFileSync(other, 'utf8'))
    }
}

async function main(args) {
  if (args.length === 0) {
    console.error('node recompute.mjs <https://… | figures.jsonl stats.json>')
    return 2
  }
  let wrong = 0
  try {
    for await (const { name, lines, stats } of given(args)) {
      const found = differences(lines, stats)
      wrong += found.length
      console.log(`${name}, ${stats.from} to ${stats.to}: ${found.length === 0 ? 'every number is as computed' : ''}`)
      for (const line of found) console.log(`  ${line}`)
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 2
  }
  return wrong === 0 ? 0 : 1
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exit(await main(process.argv.slice(2)))
