/** B22: what a guest may ask, each page and each endpoint made anew, by what it costs; the dearest twenty are printed. */
import { endpointRoutes } from '#server/kernel/http.ts'
import { exampleOf, pageRoutes } from '#tests/support/pages.ts'
import { bytesOf, load } from '../kit/load.ts'
import { sorted } from '../kit/measure.ts'
import type { Finding, Progress } from '../kit/report.ts'
import { ask, type Stage } from '../kit/stage.ts'

const goalMs = 30
/** A reader's settings make a page another one, so that none of these is answered from what is kept. */
export const readers = ['light', 'dark'].flatMap((theme) =>
  ['', 'elder'].flatMap((mode) =>
    ['zh-CN', 'en'].map((language) => ({ cookie: `theme=${theme}; mode=${mode}`, 'accept-language': language }))
  )
)
const pauseMs = 5_200

/** Addresses with something behind them; where nothing stands here, what is not there is asked for. */
async function examples(url: string): Promise<Readonly<Record<string, string>>> {
  const first = async (path: string, name: string): Promise<string> => {
    const { body } = await ask<{ items?: Record<string, string>[] }>(url, { path })
    return body.items?.[0]?.[name] ?? 'none'
  }
  const [no, office, activity] = await Promise.all([
    first('/api/cases', 'no'),
    first('/api/offices', 'id'),
    first('/api/activities', 'no')
  ])
  const words = encodeURIComponent('占道')
  return {
    '/api/cases': `/api/cases?q=${words}`,
    '/cases': `/cases?q=${words}`,
    '/api/cases/:no': `/api/cases/${no}`,
    '/api/cases/:no/ledger': `/api/cases/${no}/ledger`,
    '/cases/:no': `/cases/${no}`,
    '/offices/:id': `/offices/${office}`,
    '/api/activities/:no': `/api/activities/${activity}`,
    '/activities/:no': `/activities/${activity}`,
    '/api/map': '/api/map?west=119.6&south=32.55&east=119.8&north=32.7&zoom=15'
  }
}

export async function b22(stage: Stage, at: Progress): Promise<Finding[]> {
  const demo = await stage.demo(at)
  const child = await demo.start()
  const { url } = child.ready
  const ways = await examples(url)
  const open = [
    ...endpointRoutes().filter(({ method, cache }) => method === 'GET' && cache !== undefined),
    { path: '/openapi.json' },
    ...pageRoutes().filter(({ method, path }) => method === 'GET' && !/^\/office(\/|$)/.test(path))
  ]
  const spent = new Map<string, number[]>(open.map(({ path }) => [path, []]))
  for (let round = 0; round < 3; round++) {
    for (const { path } of open) {
      at.note(`round ${round + 1}, ${path}`)
      const way = ways[path] ?? exampleOf(path)
      // An answer that was made for good is asked for again with something hung onto it.
      const request = (n: number): Buffer =>
        bytesOf({
          path: way + (way.includes('?') ? '' : `?zz=${round}`),
          headers: {
            accept: path.startsWith('/api/') ? '*/*' : 'text/html',
            'accept-encoding': 'gzip',
            ...readers[n % readers.length]
          }
        })
      const before = await child.cpu()
      await load(url, { connections: 1, requests: readers.length, request })
      spent.get(path)?.push(((await child.cpu()) - before) / 1000 / readers.length)
    }
    if (round < 2) await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  await child.end('SIGTERM')
  // The first round is the first time that the program runs that way; the calmest is the nearest to the truth.
  const dear = [...spent]
    .map(([path, ms]) => ({ path, ms: sorted(ms)[0] ?? 0 }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 20)
  const [most] = dear
  return [
    {
      id: 'B22',
      what: 'dearest page or endpoint of a guest, CPU',
      goal: `<= ${goalMs} ms`,
      measured: `${(most?.ms ?? 0).toFixed(1)} ms`,
      ok: (most?.ms ?? 0) <= goalMs,
      why: `each made anew for ${readers.length} readers, calmest of three rounds: ${dear.map(({ path, ms }) => `${path} ${ms.toFixed(1)}`).join(', ')} ms.`,
      values: Object.fromEntries(dear.map(({ path, ms }) => [path, ms]))
    }
  ]
}
