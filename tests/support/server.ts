/** A whole server for one test file: its own database, data folder and port; the clock is the test's. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { City } from '#config/city/types.ts'
import { readEnv } from '#config/env.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { Cases } from '#server/cases/index.ts'
import { start, type Started } from '#server/start.ts'
import { oldestUncounted } from '#server/statistics/index.ts'
import { town } from './city.ts'
import { assets } from './compiled.ts'
import { emptyDatabase, type TestDatabase } from './database.ts'

/** Two workers may hold each other's items for a moment. */
const turnsAtMost = 100

export const password = 'yunting-2026'

export interface TestServer extends Started {
  /** Moves the clock. */
  setNow(at: string | Date): void
  /**
   * Ends when nothing waits to be counted. What is marked while the clock stands may be shown as it was for the two seconds that figures
   * may be behind, and those never pass by themselves. A server without a worker marks nothing and needs none of it.
   */
  counted(): Promise<void>
  /** Names and the password they all share. */
  accounts: { name: string; password: string }[]
  /** What a command on this machine would be given. */
  settings: { mongoUri: string; dataDir: string }
}

/** Tuesday, ten o'clock: offices are open, no night duty answers, no holiday is near. */
export const morning = '2026-11-24T02:00:00.000Z'

export interface TestServerOptions {
  city?: City
  baseMap?: string
  /** Where the clock stands at first: an ordinary morning, whatever the hour and the day of whoever runs the tests. */
  now?: string
  env?: Record<string, string>
  /** The web build of the mini-program; else the one that lies there, if any. */
  webDir?: string
  /** Lets the clock run on from there; else it only moves when told. */
  runs?: boolean
  /** A database that another server of the test had before; it stays the caller's. */
  database?: TestDatabase
  seed?: (context: Started['context'], city: City) => Promise<void>
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await emptyDatabase())
  const dataDir = mkdtempSync(join(tmpdir(), 'suishoupai-'))
  const city = options.city ?? town
  const begun = Date.now()
  let now = new Date(options.now ?? morning)
  const env = readEnv({
    MONGODB_URI: database.uri,
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    // Tests report the same thing from the same place all day.
    SAME_REPORT_MINUTES: '0',
    // A loaded machine is no broken database.
    DATABASE_TIMEOUT_MS: '30000',
    ...options.env
  })
  const started = await start({
    env: { ...env, assetsDir: await assets(), ...(options.webDir && { webDir: options.webDir }) },
    city,
    ...(options.baseMap && { baseMap: options.baseMap }),
    now: () => (options.runs ? new Date(now.getTime() + Date.now() - begun) : now),
    seed: async (context, files) => {
      await addStaff(files, password)
      await options.seed?.(context, files)
    }
  })
  return {
    ...started,
    get city() {
      return started.city
    },
    setNow(at) {
      now = new Date(at)
    },
    async counted() {
      for (let turn = 0; turn < turnsAtMost; turn++) {
        await started.tick()
        if (!(await Cases.exists({ 'outbox.0': { $exists: true } })) && !(await oldestUncounted())) return
      }
      throw new Error('what was to be counted never was')
    },
    settings: { mongoUri: database.uri, dataDir },
    accounts: city.people.map((p) => ({ name: p.id, password })),
    async stop() {
      await started.stop()
      if (!options.database) database.release()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
}
