/** The one file that reads process.env. What is missing or wrong is said by name, at the start. */
import { join, resolve } from 'node:path'

/** `npm run build` puts it there: this program is the one in its folder, beside everything that it reads. */
declare const BUILT: true | undefined
const built = typeof BUILT !== 'undefined' && BUILT

export interface Env {
  mongoUri: string
  host: string
  port: number
  dataDir: string
  /** Hex, 32 bytes or more; made and kept in the data folder when absent. */
  serverKey?: string
  /** Behind https: cookies get Secure, pages ask for upgrades. */
  https: boolean
  /** Proxies whose X-Forwarded-For is believed. */
  trustProxy: boolean
  logLevel: string
  role: 'web' | 'worker' | 'both'
  /** Folder of the city that fills an empty database. */
  cityDir: string
  /** Fill an empty database with the demo cases and accounts. */
  demo: boolean
  wechat?: { appid: string; secret: string }
  /** Requests a minute and person, ten times as many an address; 0 switches the limiter off. */
  rateLimit: number
  /** Learn the category suggestion anew every day there is something to learn; otherwise only when asked to. */
  suggestDaily: boolean
  /** How long a worker may keep a job before another one takes it. */
  jobLeaseMs: number
  webDir: string
  /** Styles and scripts that `npm run build` made; without them they are bundled at the start. */
  assetsDir?: string
  seedOnly: boolean
  /** Pending migrations are applied at the start; else the start refuses. For who has the database to himself. */
  migrate: boolean
}

export function readEnv(env: NodeJS.ProcessEnv = process.env, root = resolve(import.meta.dirname, '..')): Env {
  const number = (name: string, fallback: number): number => {
    const value = env[name]
    if (value === undefined || value === '') return fallback
    if (!/^\d+$/.test(value)) throw new Error(`${name} must be a whole number, not "${value}"`)
    return Number(value)
  }
  const flag = (name: string, fallback: boolean): boolean => {
    const value = env[name]
    if (value === undefined || value === '') return fallback
    if (value !== '1' && value !== '0') throw new Error(`${name} must be 1 or 0, not "${value}"`)
    return value === '1'
  }
  const here = import.meta.dirname
  const { cityDir, ...place } = built
    ? { cityDir: join(here, 'city'), webDir: join(here, 'web'), assetsDir: join(here, 'assets') }
    : { cityDir: join(root, 'config/demo-city/data'), webDir: join(root, 'miniprogram/dist/h5') }
  const role = env.ROLE ?? 'both'
  if (role !== 'web' && role !== 'worker' && role !== 'both') throw new Error('ROLE must be web, worker or both')
  if (!env.MONGODB_URI) throw new Error('MONGODB_URI is missing; `npm start` finds or fetches a database by itself')
  const appid = env.WX_APPID
  const secret = env.WX_SECRET
  if (!appid !== !secret) throw new Error('WX_APPID and WX_SECRET go together')
  return {
    mongoUri: env.MONGODB_URI,
    host: env.HOST ?? '127.0.0.1',
    port: number('PORT', 8787),
    dataDir: resolve(root, env.DATA_DIR ?? '.data'),
    ...(env.SERVER_KEY && { serverKey: env.SERVER_KEY }),
    https: flag('HTTPS', false),
    trustProxy: flag('TRUST_PROXY', false),
    logLevel: env.LOG_LEVEL ?? 'info',
    role,
    cityDir: env.CITY_DIR ? resolve(root, env.CITY_DIR) : cityDir,
    demo: flag('DEMO', true),
    ...(appid && secret && { wechat: { appid, secret } }),
    rateLimit: number('RATE_LIMIT', 600),
    suggestDaily: flag('SUGGEST_DAILY', true),
    jobLeaseMs: number('JOB_LEASE_MS', 30_000),
    ...place,
    seedOnly: flag('SEED_ONLY', false),
    migrate: flag('MIGRATE', false)
  }
}
