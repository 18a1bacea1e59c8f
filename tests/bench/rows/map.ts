/** B24: one screen of the map, three hundred places, that no cache holds. */
import { bytesOf, loadOk } from '../kit/load.ts'
import { watch } from '../kit/database.ts'
import { median } from '../kit/measure.ts'
import type { Finding, Progress } from '../kit/report.ts'
import type { Stage } from '../kit/stage.ts'

const [rounds, screens, pins] = [7, 20, 300]
const [bytesGoal, msGoal] = [350, 8]

/** The whole town, each time moved by a hair, so that no address comes twice. */
const screen = (n: number): string =>
  `/api/map?zoom=16&west=${(119.9 + n * 1e-7).toFixed(7)}&south=31.9&east=120.1&north=32.1`

export async function b24(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  let n = 0
  const request = (): Buffer => bytesOf({ path: screen(n++) })
  const spent: number[] = []
  for (let round = 0; round < rounds; round++) {
    at.note(`round ${round + 1}`)
    const before = await core.child.cpu()
    await loadOk(core.url, { connections: 1, requests: screens, request })
    spent.push(((await core.child.cpu()) - before) / 1000 / screens)
  }
  const seen = await watch(core.database, () => loadOk(core.url, { connections: 1, requests: 1, request }))
  const read = seen.find(({ ns, nreturned = 0 }) => ns.endsWith('.cases') && nreturned > pins / 2)
  const bytes = read ? (read.responseLength ?? 0) / (read.nreturned ?? 1) : Number.NaN
  // The first rounds are the first times that the program runs that way.
  const cpuMs = median(spent.slice(2))
  const finding = (what: string, goal: string, measured: string, ok: boolean, values: Finding['values']): Finding => ({
    id: 'B24',
    what,
    goal,
    measured,
    ok,
    why: `${read?.nreturned ?? 0} places in a screen of the whole town, no screen asked for twice.`,
    values
  })
  return [
    finding('bytes read for a place on the map', `<= ${bytesGoal}`, bytes.toFixed(0), bytes <= bytesGoal, { bytes }),
    finding(`a screen of ${pins} places, uncached, CPU`, `<= ${msGoal} ms`, `${cpuMs.toFixed(1)} ms`, cpuMs <= msGoal, {
      cpuMs
    })
  ]
}
