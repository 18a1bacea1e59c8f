/** CPU microseconds a request costs the process that answers it. */
import type { Child } from './child.ts'
import { loadOk, type Load } from './load.ts'

export interface Cost {
  cpuUs: number
  /** Answers a second. */
  rps: number
  load: Load
}

export interface Served {
  child: Pick<Child<unknown>, 'cpu'>
  url: string
  request(n: number): Buffer
  status?: number
}

/** Measures one closed-loop round; every answer must have the wished status. */
export const cost =
  ({ child, url, request, status = 200 }: Served, requests: number, connections: number) =>
  async (): Promise<Cost> => {
    const before = await child.cpu()
    const load = await loadOk(url, { connections, requests, request }, status)
    return { cpuUs: ((await child.cpu()) - before) / requests, rps: (requests / load.ms) * 1000, load }
  }

/** The same bytes every time. */
export const always = (bytes: Buffer) => (): Buffer => bytes
