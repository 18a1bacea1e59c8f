/** B17 and B18: what the portal sends to a phone, and how soon something stands there. */
import { openBrowser, visit, type Painted } from '../kit/browser.ts'
import { startChild, type Child } from '../kit/child.ts'
import { database } from '../kit/database.ts'
import { interleave, median } from '../kit/measure.ts'
import { scriptsOf, type Scripts } from '../kit/page.ts'
import { x, type Finding, type Progress } from '../kit/report.ts'
import type { Demo, Stage } from '../kit/stage.ts'

/** A closed case with photos from before and after: the fullest page. */
async function fullCase({ database: name }: Demo): Promise<string> {
  const found = await database(name)
    .collection<{ no: string }>('cases')
    .findOne({ status: 'closed', publishedAt: { $ne: null }, 'publication.photos.1': { $exists: true } } as never)
  if (!found) throw new Error('the demo city has no closed case with photos')
  return found.no
}

async function withServer<T>(demo: Demo, work: (server: Child<{ url: string }>) => Promise<T>): Promise<T> {
  const server = await demo.start()
  try {
    return await work(server)
  } finally {
    await server.end('SIGTERM')
  }
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`

export async function b17(stage: Stage, at: Progress): Promise<Finding[]> {
  const demo = await stage.demo(at)
  const no = await fullCase(demo)
  const row = (what: string, limit: number, bytes: number, { files }: Scripts): Finding => ({
    id: 'B17',
    what,
    goal: `<= ${limit} KB`,
    measured: kb(bytes),
    ok: bytes <= limit * 1024,
    why:
      files.map((f) => `${f.path.replace('/assets/', '')} ${kb(f.bytes)}${f.later ? ' on demand' : ''}`).join(', ') ||
      'No scripts.',
    values: { bytes }
  })
  return withServer(demo, async ({ ready: { url } }) => {
    const list = await scriptsOf(`${url}/cases`)
    const detail = await scriptsOf(`${url}/cases/${no}`)
    const home = await scriptsOf(`${url}/`)
    return [
      row('portal list, JavaScript of the first load, gzip', 30, list.first, list),
      row('portal case, JavaScript of the first load, gzip', 30, detail.first, detail),
      row('portal home with its moving map, all JavaScript, gzip', 75, home.whole, home),
      row('portal list with its map moving, all JavaScript, gzip', 75, list.whole, list)
    ]
  })
}

export async function b18(stage: Stage, at: Progress): Promise<Finding[]> {
  const demo = await stage.demo(at)
  const no = await fullCase(demo)
  const pages = { home: '/', list: '/cases', case: `/cases/${no}` }
  return withServer(demo, async ({ ready: { url } }) => {
    const mirror = await startChild<{ url: string }>('tests/bench/children/mirror.ts', { env: { ORIGIN: url } })
    const browser = await openBrowser()
    try {
      const findings: Finding[] = []
      for (const [name, path] of Object.entries(pages)) {
        const { ratio, pairs } = await interleave<Painted>(
          () => visit(browser, mirror.ready.url + path),
          () => visit(browser, url + path),
          (p) => p.lcpMs,
          { rounds: 3, atMost: 7, calm: 0.1, onRound: (n) => at.note(`portal ${name}, visit ${n}`) }
        )
        const cls = Math.max(...pairs.map((p) => p.ours.cls))
        const lcp = median(pairs.map((p) => p.ours.lcpMs))
        findings.push({
          id: 'B18',
          what: `portal ${name}: LCP / the same page as a static file, CLS`,
          goal: '<= 1.15x, 2.0 s, 0.05',
          measured: `${x(ratio.x)}, ${(lcp / 1000).toFixed(2)} s, ${cls.toFixed(3)}`,
          ok: ratio.x <= 1.15 && lcp <= 2_000 && cls <= 0.05,
          why: `390 x 844, 1.6 Mbit/s, 150 ms, processor / 4; static ${(ratio.bare / 1000).toFixed(2)} s, median of ${pairs.length}; the largest paint is ${pairs[0]?.ours.element ?? ''}.`,
          values: { x: ratio.x, lcpMs: lcp, staticMs: ratio.bare, cls }
        })
      }
      return findings
    } finally {
      await browser.close()
      await mirror.stop()
    }
  })
}
