/**
 * A production install: what `npm run build` made, in a folder of its own with nothing beside it but the packages of
 * `npm ci --omit=dev`, started by `npm run serve` on a replica set that it is told of. No compiler, no test library.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { loadCity } from '#config/city/index.ts'
import type { City } from '#config/city/types.ts'
import { readEnv } from '#config/env.ts'
import { errors } from '#shared/locales/errors.ts'
import { escalateDue, findCase } from '#server/cases/index.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { start } from '#server/start.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'
import { readPdf } from '#tests/support/pdf.ts'
import { root } from '#tests/support/source.ts'
import { enrolAtDoor } from '#tests/support/second-factor.ts'
import { visitor } from '#tests/support/visitor.ts'

const password = 'yunting-2026'
const folder = mkdtempSync(join(tmpdir(), 'suishoupai-production-'))
const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
uri.pathname = `/t_${randomBytes(6).toString('hex')}`

const faults: string[] = []
let passed = 0
async function step(what: string, work: () => Promise<void>): Promise<void> {
  console.log(what)
  try {
    await work()
    passed++
  } catch (error) {
    faults.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
}
function demand(is: boolean, what: string): void {
  if (!is) throw new Error(what)
}

/** Runs npm to its end. */
async function npm(where: string, ...args: string[]): Promise<void> {
  const cli = process.env.npm_execpath
  const [command, ...rest] = cli && /npm-cli\.js$/.test(cli) ? [process.execPath, cli, ...args] : ['npm', ...args]
  const child = spawn(command ?? 'npm', rest, { cwd: where, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  demand(code === 0, `npm ${args.join(' ')} ended with ${code}: ${said.slice(-2000)}`)
}

interface Served {
  url: string
  child: ChildProcess
  said(): string
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

/** `npm run serve` as an operator starts it; npm itself is left out, so that a signal meets the server. */
async function serve(env: Record<string, string>): Promise<Served> {
  const port = String(await freePort())
  const child = spawn(process.execPath, ['config/setup/main.mjs', 'serve'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      LANG: 'en_US.UTF-8',
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      RATE_LIMIT: '0',
      SAME_REPORT_MINUTES: '0',
      ...env
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said += `${line}\n`
      if (line.startsWith('{"ready"')) resolve((JSON.parse(line) as { ready: { url: string } }).ready.url)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
  return { url, child, said: () => said }
}

const heicHead = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypheic\0\0\0\0heicmif1', 'latin1')])
const heicPhoto = Buffer.concat([heicHead, Buffer.alloc(4000, 0x41)])

/** A case that nobody answered in time, so that an order to do so stands in it; made in the database that is then served. */
async function overdueCase(city: City): Promise<{ no: string; order: number }> {
  let now = new Date(Date.now() - 30 * 86_400_000)
  const before = await start({
    env: readEnv({
      MONGODB_URI: uri.href,
      DATA_DIR: join(folder, '.data'),
      PORT: '0',
      ROLE: 'web',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      SAME_REPORT_MINUTES: '0'
    }),
    city,
    now: () => now,
    seed: (_context, files) => addStaff(files, password)
  })
  const guest = client(before)
  const { areas } = before.city
  const place = areas.labelPoint(areas.streets[0]?.properties.id ?? '')
  const photo = (await guest.photo(await phonePhoto(3, 160, 120))).body.id
  const body = { category: city.categories[0]?.code, photos: [photo], place, consentPublic: true, text: 'production' }
  const sent = await guest.post<{ no: string }>('/api/reports', body, { 'idempotency-key': freshKey() })
  demand(sent.status === 201, `the report was answered ${sent.status} ${sent.text}`)
  const { no } = sent.body
  const today = Date.now()
  for (let turn = 0; turn < 20; turn++) {
    const next = (await findCase(no))?.escalation.next
    if (!next || next.at > today) break
    now = new Date(next.at + 1_000)
    await escalateDue(no, { at: now, city: before.city })
  }
  const order = (await findCase(no))?.ledger.find((entry) => entry.verb === 'supervise')?.n ?? 0
  await before.stop()
  demand(order > 0, 'nobody was told to answer an overdue case')
  return { no, order }
}

const city = await loadCity()
const dispatcher = city.people.find((person) => person.roles.includes('dispatcher'))
let served: Served | undefined
try {
  await step('npm run build', () => npm(root, 'run', 'build'))
  await step('npm ci --omit=dev', async () => {
    mkdirSync(join(folder, 'config'), { recursive: true })
    for (const part of ['dist', 'config/setup', 'package.json', 'package-lock.json'])
      cpSync(join(root, part), join(folder, part), { recursive: true })
    await npm(folder, 'ci', '--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund')
    const installed = readdirSync(join(folder, 'node_modules'))
    const unwanted = [
      'esbuild',
      'tsx',
      'typescript',
      'vitest',
      '@tarojs',
      '@testing-library',
      'mongodb-memory-server-core'
    ]
    demand(!unwanted.some((name) => installed.includes(name)), 'the install holds what only developers need')
  })
  const { no, order } = await overdueCase(city)
  await step('npm run serve', async () => {
    served = await serve({ MONGODB_URI: uri.href, DATA_DIR: join(folder, '.data') })
    demand(!served.said().includes(password), 'demo accounts are told without being asked for')
  })
  if (served) await lookAround(served, no, order)
} catch (error) {
  faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
} finally {
  served?.child.kill('SIGKILL')
  await mongoose.connect(uri.href)
  await mongoose.connection.dropDatabase()
  await mongoose.disconnect()
  rmSync(folder, { recursive: true, force: true })
}

async function lookAround({ url, child, said }: Served, no: string, order: number): Promise<void> {
  const guest = client({ url })
  await step('pages, styles, scripts, documents', async () => {
    for (const path of ['/', '/m/', '/office/sign-in', '/docs/api', '/openapi.json', '/readyz']) {
      const { status } = await guest.get(path)
      demand(status === 200, `${path} answers ${status}`)
    }
    for (const path of ['/m/third-party.txt', '/assets/third-party.txt']) {
      const { status, text } = await guest.get(path)
      demand(status === 200 && /Leaflet|Volodymyr/.test(text), `${path} answers ${status}`)
    }
    demand(existsSync(join(folder, 'dist/sbom.cdx.json')), 'the build has no bill of materials')
    const html = (await guest.get('/')).text
    const assets = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
    demand(assets.some((path) => path.endsWith('.css')) && assets.some((path) => path.endsWith('.js')), 'no assets')
    for (const path of assets) {
      const { status, headers } = await guest.get(path)
      demand(status === 200 && /immutable/.test(headers.get('cache-control') ?? ''), `${path} answers ${status}`)
    }
    const web = (await guest.get('/m/')).text
    const script = /src="([^"]+\.js)"/.exec(web)?.[1] ?? ''
    demand((await guest.get(new URL(script, `${url}/m/`).pathname)).status === 200, 'the web build has no script')
  })
  await step('a photo', async () => {
    const sent = await guest.photo(await phonePhoto(7))
    demand(sent.status === 201 && sent.body.width > 0, `the photo was answered ${sent.status} ${sent.text}`)
  })
  await step('an order as a PDF', async () => {
    const desk = visitor(url)
    // A dispatcher reads how to reach reporters, so outside the demo a password is not enough.
    const { status, html } = await enrolAtDoor(desk, { name: dispatcher?.id ?? '', password }, new Date())
    demand(status === 200 && html.includes('sf-codes'), `the sign-in was answered ${status}`)
    const cookie = [...desk.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const got = await fetch(`${url}/office/cases/${no}/orders/${order}.pdf`, { headers: { cookie } })
    demand(got.status === 200, `the order answers ${got.status}: ${said().slice(-2000)}`)
    const { pages } = readPdf(Buffer.from(await got.arrayBuffer()))
    demand(pages.join('').replace(/\s/g, '').includes(no), 'the order does not name its case')
  })
  await step('a HEIC photo without the decoder', async () => {
    const decoder = join(folder, 'node_modules/libheif-js')
    demand(existsSync(decoder), 'the decoder was not installed')
    rmSync(decoder, { recursive: true })
    const sent = await guest.photo(heicPhoto, 'image/heic')
    const { code, detail } = sent.body as unknown as { code: string; detail: string }
    demand(sent.status === 422 && code === 'heic_unreadable', `a HEIC was answered ${sent.status} ${sent.text}`)
    demand(detail === errors.refusal.heic_unreadable, `the message is ${detail}`)
    demand((await guest.photo(await phonePhoto(8))).status === 201, 'a JPEG after it was refused')
  })
  await step('SIGTERM', async () => {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    const [code] = (await gone) as [number | null]
    demand(code === 0, `it ended with ${code}: ${said().slice(-2000)}`)
  })
}

for (const fault of faults) console.log(fault)
console.log(JSON.stringify({ passed, failed: faults.length }))
process.exit(faults.length ? 1 : 0)
