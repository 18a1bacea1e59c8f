/**
 * Drills: what a city must survive, tried with real programs. Each says its figures in one line of JSON and ends with 0 or 1; it
 * stops what it started. `npm run drill` runs them and draws the table.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { loadCity } from '#config/city/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { verifyChain, type CaseDoc } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { stopPrograms } from '#tests/support/process.ts'

const { MongoClient } = mongoose.mongo
export { MongoClient, wait }

const home = mkdtempSync(join(tmpdir(), 'suishoupai-drill-'))
export const inHome = (...parts: string[]): string => join(home, ...parts)

const children = new Set<ChildProcess>()
const timeoutMs = 590_000

export type Figures = Record<string, string | number>
export interface Told {
  /** Whether all held. */
  held: boolean
  figures: Figures
}
/** Thrown where a drill cannot be tried on this machine, with the reason. */
export class NotHere extends Error {}

/** Runs one drill, says how it went, and leaves nothing behind. */
export async function drill(work: () => Promise<Told>): Promise<void> {
  const begun = Date.now()
  const late = setTimeout(() => void end({ failed: `not done after ${timeoutMs / 1000} s` }, 1), timeoutMs)
  const end = async (line: object, code: number) => {
    clearTimeout(late)
    process.stdout.write(`${JSON.stringify({ ...line, tookMs: Date.now() - begun })}\n`)
    stopPrograms()
    for (const child of children) child.kill('SIGKILL')
    await wait(300)
    rmSync(home, { recursive: true, force: true })
    process.exit(code)
  }
  try {
    const told = await work()
    await end(told, told.held ? 0 : 1)
  } catch (error) {
    if (error instanceof NotHere) return end({ skipped: error.message }, 0)
    return end({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 1)
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

/** A child that ends with the drill; what it says goes to a file. */
export function run(command: string, args: readonly string[], log: string): ChildProcess {
  const sink = openSync(inHome(log), 'a')
  const child = spawn(command, args, { stdio: ['ignore', sink, sink] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}
const alreadyInitialized = 23
export interface Member {
  port: number
  folder: string
  child: ChildProcess
}
const program = (): string => {
  const path = process.env.MONGOD
  if (!path) throw new NotHere('no mongod: run it by npm run drill')
  return path
}

export async function startMember(n: number, more: readonly string[] = [], set = 'drill'): Promise<Member> {
  const [port, folder] = [await freePort(), inHome(`mongo-${n}`)]
  mkdirSync(folder, { recursive: true })
  const member = { port, folder, more, set }
  return { port, folder, child: startAgain(member) }
}
/** The same member on its data. */
export function startAgain({
  port,
  folder,
  more = [],
  set = 'drill'
}: Omit<Member, 'child'> & { more?: readonly string[]; set?: string }): ChildProcess {
  const flags = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', set]
  const small = ['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '128', '--nounixsocket']
  return run(program(), [...flags, ...small, ...more], `mongo-${port}.log`)
}

/** Makes a set of them and waits until one takes writes. */
export async function joinMembers(members: readonly Member[], options: object = {}, set = 'drill'): Promise<void> {
  const [first] = members
  const one = new MongoClient(`mongodb://127.0.0.1:${first?.port}/?directConnection=true`, options)
  const config = {
    _id: set,
    settings: { electionTimeoutMillis: 2000, heartbeatIntervalMillis: 500 },
    members: members.map(({ port }, _id) => ({ _id, host: `127.0.0.1:${port}` }))
  }
  for (const until = Date.now() + 60_000; ; await wait(200)) {
    try {
      await one.db('admin').command({ replSetInitiate: config })
      break
    } catch (error) {
      // It had been done although nobody answered.
      if ((error as { code?: number }).code === alreadyInitialized) break
      if (Date.now() > until) throw error
    }
  }
  // One that has been elected is named at once, and takes writes a moment later.
  for (;;) {
    const { primary, me, isWritablePrimary } = await one.db('admin').command({ hello: 1 })
    if (primary && (primary !== me || isWritablePrimary)) break
    await wait(200)
  }
  await one.close()
}
export const uriOf = (members: readonly Member[], more = ''): string =>
  `mongodb://${members.map(({ port }) => `127.0.0.1:${port}`).join(',')}/drill?replicaSet=drill${more}`

// ——— residents who report without pause

export interface Reporting {
  /** No new ones; those under way are sent until they are answered. */
  stop(): Promise<void>
  /** Receipt by key. */
  receipts: Map<string, { no: string; code: string; at: number }>
  /** Answers that refused, by status; none is expected where nothing may be refused. */
  refused: Record<number, number>
  /** Tries that nobody answered. */
  unanswered(): number
  /** The longest time without any receipt. */
  longestGapMs(): number
}

interface Asked {
  method: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}
/** How a resident's request goes out, where `fetch` does not know the way. */
export type Send = (url: string, asked: Asked) => Promise<{ status: number; json(): Promise<unknown> }>

/** So many residents at once, each sending the same report, under one key, until it is acknowledged. */
export async function report(
  urls: () => readonly string[],
  residents: number,
  { send = fetch, photo }: { send?: Send; photo?: (base: string) => Promise<string> } = {}
): Promise<Reporting> {
  const city = makeSnapshot(await loadCity())
  const [street] = city.areas.streets
  const place = city.areas.labelPoint(street?.properties.id ?? '')
  const category = city.categories[0]?.code
  const picture = await phonePhoto(1, 160, 120)
  const upload = photo ?? (async (base: string) => (await client({ url: base }).photo(picture)).body.id)
  const receipts: Reporting['receipts'] = new Map()
  const refused: Record<number, number> = {}
  let [unanswered, sent, gap, last, going] = [0, 0, 0, Date.now(), true]

  async function once(key: string, n: number, base: string, sentPhoto: string): Promise<boolean> {
    try {
      const answer = await send(`${base}/api/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ category, photos: [sentPhoto], place, consentPublic: true, text: `第 ${n} 件` }),
        signal: AbortSignal.timeout(20_000)
      })
      const body = (await answer.json()) as { no: string; code: string }
      if (answer.status === 201) {
        const now = Date.now()
        ;[gap, last] = [Math.max(gap, now - last), now]
        receipts.set(key, { no: body.no, code: body.code, at: now })
        return true
      }
      // Still under way under this key: its answer comes.
      if (answer.status !== 409) refused[answer.status] = (refused[answer.status] ?? 0) + 1
    } catch {
      unanswered++
    }
    return false
  }
  async function resident(): Promise<void> {
    while (going) {
      const n = ++sent
      const key = `drill-${process.pid}-${String(n).padStart(8, '0')}`
      let sentPhoto: string | undefined
      for (let i = n; sentPhoto === undefined; i++) {
        sentPhoto = await upload(urls()[i % urls().length] ?? '').catch(() => undefined)
        if (sentPhoto === undefined) await wait(100)
      }
      for (let i = n; !(await once(key, n, urls()[i % urls().length] ?? '', sentPhoto)); i++) await wait(100)
    }
  }
  const all = Promise.all(Array.from({ length: residents }, resident))
  return {
    receipts,
    refused,
    unanswered: () => unanswered,
    longestGapMs: () => gap,
    async stop() {
      going = false
      await all
    }
  }
}

/** What of it the database has: every acknowledged report once, and every chain whole. */
export async function compare(uri: string, { receipts }: Reporting, options: object = {}) {
  const mongo = await MongoClient.connect(uri, options)
  const cases = await mongo.db().collection<CaseDoc>('cases').find({}, { readPreference: 'primary' }).toArray()
  await mongo.close()
  const numbers = cases.map((doc) => doc.no)
  const told = [...receipts.values()].map(({ no }) => no)
  const there = new Set(numbers)
  const texts = cases.flatMap((doc) => doc.words[1]?.text ?? [])
  return {
    acknowledged: told.length,
    lost: told.filter((no) => !there.has(no)).length,
    twice: numbers.length - there.size + (texts.length - new Set(texts).size) + (told.length - new Set(told).size),
    brokenChains: cases.filter((doc) => verifyChain(doc.ledger, doc.words)).length,
    cases
  }
}
