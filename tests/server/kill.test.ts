/** The program ended in the middle of its work, gently and not: nothing that was acknowledged is lost, nothing is there twice. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCity } from '#config/city/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { verifyChain, type CaseDoc } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { waitingPhotos } from '#tests/support/photos.ts'
import { startProgram, type Program } from '#tests/support/process.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
uri.pathname = `/t_${randomBytes(6).toString('hex')}`
const folder = mkdtempSync(join(tmpdir(), 'suishoupai-kill-'))
const env = { MONGODB_URI: uri.href, DATA_DIR: folder }

let program: Program
let body: (n: number) => string

const database = mongoose.createConnection(uri.href, { autoIndex: false })
beforeAll(async () => {
  await database.asPromise()
  const city = makeSnapshot(await loadCity())
  const [street] = city.areas.streets
  const place = city.areas.labelPoint(street?.properties.id ?? '')
  const category = city.categories[0]?.code
  program = await startProgram(env)
  // Uploaded before: one for each report to come.
  const photos = await waitingPhotos(database.collection('photos'), reportsAtMost)
  body = (n) => JSON.stringify({ category, photos: [photos[n]], place, consentPublic: true, text: `第 ${n} 件` })
})
afterAll(async () => {
  program.child.kill('SIGKILL')
  await database.dropDatabase()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const reportsAtMost = 4_000
const keyOf = (n: number): string => `kill-test-${String(n).padStart(8, '0')}`

/** Sends one report; its receipt, or nothing when nobody answered. */
async function submit(n: number): Promise<string | undefined> {
  try {
    const response = await fetch(`${program.url}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': keyOf(n) },
      body: body(n)
    })
    const text = await response.text()
    if (response.status === 201) return text
    if (response.status === 409) return undefined
    throw new Error(`report ${n} was answered ${response.status} ${text}`)
  } catch (error) {
    // How fetch says that the connection broke, or was never made.
    if ((error as Error).name === 'TypeError') return undefined
    throw error
  }
}

describe('residents whose server is killed while they report', () => {
  test('lose nothing that was acknowledged and report nothing twice, round after round', async () => {
    const receipts = new Map<number, string>()
    let sent = 0
    let state = 20261122
    const random = (below: number): number => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) % below

    for (let round = 0; round < 4; round++) {
      // After so many more receipts, in the middle of whatever the other nineteen are doing.
      const fatal = receipts.size + 5 + random(60)
      let alive = true
      const unanswered: number[] = []
      const resident = async (): Promise<void> => {
        while (alive) {
          const n = ++sent
          const receipt = await submit(n)
          if (receipt === undefined) unanswered.push(n)
          else receipts.set(n, receipt)
          if (alive && receipts.size >= fatal) {
            alive = false
            await program.end('SIGKILL')
          }
        }
      }
      await Promise.all(Array.from({ length: 20 }, resident))
      expect(unanswered.length).toBeGreaterThan(0)
      program = await startProgram(env)
      // Whoever heard nothing sends the same again under the same key, twice over.
      const again = await Promise.all([...unanswered, ...unanswered].map(async (n) => [n, await submit(n)] as const))
      for (const [n, receipt] of again) if (receipt !== undefined) receipts.set(n, receipts.get(n) ?? receipt)
    }

    expect(receipts.size).toBe(sent)
    const cases = await database.collection<CaseDoc>('cases').find({}).toArray()
    expect(cases).toHaveLength(sent)
    const stored = new Set(cases.map((doc) => doc.no))
    expect(stored.size).toBe(sent)
    const numbers = [...receipts.values()].map((text) => (JSON.parse(text) as { no: string }).no)
    expect(new Set(numbers)).toEqual(stored)
    expect(new Set(cases.map((doc) => doc.words[1]?.text)).size).toBe(sent)
    for (const doc of cases) expect(verifyChain(doc.ledger, doc.words)).toBeUndefined()
    // And every receipt is given again as it was.
    for (const [n, receipt] of [...receipts].filter(([n]) => n % 9 === 0)) expect(await submit(n)).toBe(receipt)
    expect(sent).toBeGreaterThan(100)
  })
})

describe('a program that is asked to stop', () => {
  interface Tally {
    served: number
    failed: string[]
  }

  /** One visitor with one connection that he keeps open, until nobody lets him in any more. */
  function visitor(base: string, paths: readonly string[], tally: Tally): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const one = (path: string): Promise<boolean> =>
      new Promise((resolve) => {
        const req = request(base + path, { agent, headers: { accept: 'application/json' } }, (res) => {
          res.on('data', () => undefined)
          res.on('error', (error) => {
            tally.failed.push(`${path} broke off: ${error.message}`)
            resolve(false)
          })
          res.on('end', () => {
            if ((res.statusCode ?? 0) >= 200 && (res.statusCode ?? 0) < 300) tally.served++
            else tally.failed.push(`${path} ${res.statusCode}`)
            resolve(true)
          })
        })
        req.on('error', (error: NodeJS.ErrnoException) => {
          // Who had no connection yet was not let in; who had one was, and is owed an answer.
          if (req.reusedSocket) tally.failed.push(`${path} ${error.code ?? error.message}`)
          resolve(false)
        })
        req.end()
      })
    return (async () => {
      for (let i = 0; await one(paths[i % paths.length] ?? '/'); i++);
      agent.destroy()
    })()
  }

  test('finishes what fifty visitors have begun, refuses nobody it let in, and is gone within ten seconds', async () => {
    const tally: Tally = { served: 0, failed: [] }
    const paths = ['/api/categories', '/api/cases', '/healthz', '/api/stats', '/api/offices', '/readyz']
    const visitors = Array.from({ length: 50 }, () => visitor(program.url, paths, tally))
    let over = false
    const all = Promise.all(visitors).then(() => (over = true))
    while (tally.served < 500 && !over) await new Promise((resolve) => setImmediate(resolve))
    const asked = Date.now()
    const code = await program.end('SIGTERM')
    const took = Date.now() - asked
    await all
    expect(tally.failed).toEqual([])
    expect(code).toBe(0)
    expect(took).toBeLessThan(10_000)
    program = await startProgram(env)
  })

  test('still acknowledges the reports that were under way, and every one of them is kept', async () => {
    const first = reportsAtMost - 30
    const sending = Array.from({ length: 30 }, (_, i) => submit(first + i))
    await Promise.race(sending)
    expect(await program.end('SIGTERM')).toBe(0)
    const receipts = (await Promise.all(sending)).filter((text) => text !== undefined)
    expect(receipts.length).toBeGreaterThan(0)
    const numbers = receipts.map((text) => (JSON.parse(text) as { no: string }).no)
    expect(await database.collection('cases').countDocuments({ no: { $in: numbers } })).toBe(receipts.length)
  })
})
