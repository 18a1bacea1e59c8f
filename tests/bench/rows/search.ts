/** B9: rare names through the server, beside reading every case with a pattern; and whether what it finds is all that is there. */
import { database } from '../kit/database.ts'
import { bytesOf, loadOk } from '../kit/load.ts'
import { interleave, median } from '../kit/measure.ts'
import { ms, type Finding, type Progress } from '../kit/report.ts'
import { ask, type Core, type Stage } from '../kit/stage.ts'

interface Row {
  no: string
  searchText: string
  publishedAt: Date | null
}
interface Answer {
  items: { no: string }[]
  older?: string
}

const goalX = 50
const cases = (core: Core) => database(core.database).collection<Row>('cases')
/** As it is without an index of words: public cases are read, newest report first, until enough have all of them. */
const scan = (core: Core, words: readonly string[], limit: number): Promise<Pick<Row, 'no'>[]> =>
  cases(core)
    .find(
      { publishedAt: { $ne: null }, $and: words.map((word) => ({ searchText: { $regex: word } })) },
      { projection: { _id: 0, no: 1 } }
    )
    .sort({ _id: -1 })
    .limit(limit)
    .toArray()

/** Names of shops in the filled cases: each stands in one case of some ten thousand. */
async function rareNames(core: Core, many: number): Promise<string[]> {
  const found = await cases(core)
    .aggregate<{ _id: string }>([
      { $sample: { size: 20 * many } },
      { $project: { name: { $regexFind: { input: '$searchText', regex: '旁边是(.{3}小店)' } } } },
      { $group: { _id: { $first: '$name.captures' } } },
      { $match: { _id: { $type: 'string' } } },
      { $sort: { _id: 1 } },
      { $limit: many }
    ])
    .toArray()
  if (found.length < many) throw new Error('the cases name no shops: fill them anew')
  return found.map(({ _id }) => _id)
}

/** Which cases say all words of each probe, from one reading of every public text: a reading for each of them takes a minute at a million. */
async function truths(core: Core, probes: readonly string[], at: Progress): Promise<Map<string, Set<string>>> {
  const found = new Map(probes.map((probe) => [probe, new Set<string>()]))
  const words = probes.map((probe) => [probe, probe.split(' ')] as const)
  const every = cases(core).find({ publishedAt: { $ne: null } }, { projection: { _id: 0, no: 1, searchText: 1 } })
  let read = 0
  for await (const { no, searchText } of every) {
    for (const [probe, all] of words) if (all.every((word) => searchText.includes(word))) found.get(probe)?.add(no)
    if (++read % 100_000 === 0) at.note(`texts read: ${read}`)
  }
  return found
}

/** Everything that is found, page by page, and how many pages had nothing on them. */
async function all(core: Core, query: string): Promise<{ nos: string[]; empty: number }> {
  const nos: string[] = []
  let empty = 0
  for (let after = ''; ;) {
    const path = `/api/cases?limit=50&q=${encodeURIComponent(query)}${after && `&after=${after}`}`
    const { body } = await ask<Answer>(core.url, { path })
    nos.push(...body.items.map(({ no }) => no))
    if (after && body.items.length === 0) empty++
    if (body.older === undefined) return { nos, empty }
    after = body.older
  }
}

export async function b9(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  const names = await rareNames(core, 30)
  let [n, m] = [0, 0]
  // Another length of page each time round, so that no address comes twice.
  const path = (i: number): string =>
    `/api/cases?limit=${20 + Math.floor(i / names.length)}&q=${encodeURIComponent(names[i % names.length] ?? '')}`
  const { ratio } = await interleave(
    async () => {
      const begun = performance.now()
      await scan(core, [names[n++ % names.length] ?? ''], 21)
      return performance.now() - begun
    },
    async () => {
      const load = await loadOk(core.url, { connections: 1, requests: 5, request: () => bytesOf({ path: path(m++) }) })
      return median(load.latencies)
    },
    (took) => took,
    { rounds: 7, atMost: 11, calm: 0.3, onRound: (round) => at.note(`rare names, round ${round}`) }
  )
  const faster = 1 / ratio.x
  // Some are found by their pairs in a quarter of all texts and stand in none, or in fewer.
  const probes = [...names.slice(0, 8), '小店 河', '货架盲道', '看到盲道', '路灯很黑', '污水味道']
  let [said, found, right, empty, asked] = [0, 0, 0, 0, 0]
  for (const [probe, truth] of await truths(core, probes, at)) {
    at.note(`all that says ${probe}`)
    // Of those in thousands of cases one sees soon enough whether it is so.
    if (truth.size > 2_000) continue
    const got = await all(core, probe)
    asked++
    said += truth.size
    found += new Set(got.nos).size
    right += got.nos.filter((no) => truth.has(no)).length
    empty += got.empty
  }
  const [recall, precision] = [right / said, right / found]
  return [
    {
      id: 'B9',
      what: 'a rare name among all public cases, faster than reading them with a pattern',
      goal: `>= ${goalX}x`,
      measured: `${faster.toFixed(0)}x`,
      ok: faster >= goalX,
      why: `Uncached over HTTP, ${ms(ratio.ours)} to ${ms(ratio.bare)}, in ${ratio.rounds} rounds.`,
      values: { x: faster, oursMs: ratio.ours, bareMs: ratio.bare }
    },
    {
      id: 'B9',
      what: 'recall and precision against reading every case',
      goal: '1.000 and 1.000',
      measured: `${recall.toFixed(3)} and ${precision.toFixed(3)}`,
      ok: recall === 1 && precision === 1,
      why: `${asked} searches, ${said} cases to find; ${empty} pages had nothing on them and led on.`,
      values: { recall, precision, said, empty }
    }
  ]
}
