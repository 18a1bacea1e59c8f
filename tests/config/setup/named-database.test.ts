/** The database that MONGODB_URI names is looked at before anything is written, and what is wrong with it is said by name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { launcherFile, runCommand } from '#tests/support/launcher.ts'

interface Failure {
  what: string
  fix: string[]
  output: string[]
}
const { examineDatabase } = await launcherFile<{ examineDatabase(uri: string): Promise<void> }>('named-database.mjs')
const { findMongod } = await launcherFile<{ findMongod(): Promise<string> }>('mongod.mjs')
const { catalogue } = await launcherFile<{ catalogue: Record<'zh' | 'en', { database: { standaloneFix: string } }> }>(
  'messages.mjs'
)

/** What is said of a database that cannot be used, and how long that took. */
async function refusal(uri: string): Promise<Failure & { ms: number }> {
  const begun = performance.now()
  const failure = await examineDatabase(uri).then(
    () => undefined,
    (error: Failure) => error
  )
  if (!failure) throw new Error(`${uri} was taken`)
  const { what, fix, output } = failure
  return { what, fix, output, ms: performance.now() - begun }
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('a replica set is taken', async () => {
  await expect(examineDatabase(process.env.TEST_MONGODB_URI ?? '')).resolves.toBeUndefined()
})

describe('a mongod without a replica set', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suishoupai-standalone-'))
  let mongod: ChildProcess
  let port = 0
  beforeAll(async () => {
    port = await closedPort()
    const binary = await findMongod()
    const flags = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1']
    mongod = spawn(binary, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = mongod.stdout ? createInterface({ input: mongod.stdout }) : []
    for await (const line of lines) if (line.includes('Waiting for connections')) break
    mongod.stdout?.resume()
  }, 60_000)
  afterAll(async () => {
    const gone = once(mongod, 'exit')
    mongod.kill()
    await gone
    rmSync(folder, { recursive: true, force: true })
  })

  test('is refused with what to do, whether or not the address names a set', async () => {
    const plain = await refusal(`mongodb://127.0.0.1:${port}/x`)
    expect(plain.what).toContain(`127.0.0.1:${port}`)
    expect(Object.values(catalogue).map(({ database }) => database.standaloneFix)).toContain(plain.fix[0])
    const named = await refusal(`mongodb://127.0.0.1:${port}/x?replicaSet=rs0`)
    expect([named.what, named.fix]).toEqual([plain.what, plain.fix])
    expect(Math.max(plain.ms, named.ms)).toBeLessThan(15_000)
  }, 60_000)

  test('stops npm start before a server fills it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'suishoupai-start-'))
    const { code, said } = await runCommand(['start'], {
      DATA_DIR: folder,
      MONGODB_URI: `mongodb://127.0.0.1:${port}/x`
    })
    rmSync(folder, { recursive: true })
    expect(code).toBe(1)
    expect(said).toContain('runs as a standalone')
    expect(said).toContain('--replSet')
  }, 60_000)
})

describe('a database that does not answer', () => {
  test('is named, with the cause, within seconds', async () => {
    const port = await closedPort()
    const { what, output, ms } = await refusal(`mongodb://someone:secret@127.0.0.1:${port}/x`)
    expect(what).toContain(`127.0.0.1:${port}`)
    expect(output.join()).toContain('ECONNREFUSED')
    expect(what + output.join()).not.toContain('secret')
    expect(ms).toBeLessThan(15_000)
  }, 60_000)

  test('is told from an address that is malformed', async () => {
    expect((await refusal('postgres://127.0.0.1/x')).what).toMatch(/MONGODB_URI (is malformed|写得不对)/)
  })
})
