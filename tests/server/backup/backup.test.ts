/** A city carried off and put back: the drill, and every way in which a backup can be of no use, each said by its name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '#config/env.ts'
import type { Receipt } from '#shared/reports.ts'
import { backupCommand } from '#server/backup/index.ts'
import { database } from '#server/kernel/mongo.ts'
import { migrations } from '#server/migrations/index.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { start } from '#server/start.ts'
import { turn } from '#server/worker.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { assets } from '#tests/support/compiled.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'
import { eraseMe } from '#tests/support/marked.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const home = mkdtempSync(join(tmpdir(), 'suishoupai-backup-'))
const at = (...parts: string[]): string => join(home, ...parts)
const serverKey = randomBytes(32).toString('hex')
const databases: TestDatabase[] = []

let server: TestServer
let uri = ''
let recipient = ''
const receipts: (Receipt & { photo: string })[] = []

interface Said {
  made?: {
    id: string
    documents: number
    files: number
    gone: number
    added: { files: number }
    dropped: { backups: number; files: number }
  }
  checked?: { documents: number; files: number; opened: boolean; authentic: boolean }
  restored?: {
    toErase: number
    documents: number
    files: number
    uneven: string[]
    sound: { cases: number; roots: number; faults: string[] }
    removed: number
    pending: string[]
  }
  refused?: { code: string; facts: Record<string, string | number> }
  list?: { id: string }[]
  key?: { recipient: string }
}

interface Place {
  uri?: string
  dataDir?: string
  serverKey?: string | undefined
  known?: readonly { number: number; name: string }[]
  now?: Date
  during?: (progress: { what: string; done: number }) => void
}

let runs = 0
/** Runs a command as the program does; everything it said, as one. */
async function run(name: 'backup' | 'restore', args: string[], place: Place = {}): Promise<Said> {
  const said: object[] = []
  const dataDir = place.dataDir ?? at('data')
  const key = 'serverKey' in place ? place.serverKey : serverKey
  await backupCommand(name, args, {
    mongoUri: place.uri ?? uri,
    dataDir,
    serverKey: key,
    serverKeyOld: undefined,
    storage: 'files',
    s3Region: '',
    s3TimeoutMs: 1000,
    known: place.known ?? migrations,
    now: () => place.now ?? new Date(Date.parse('2026-11-24T18:00:00.000Z') + 1000 * ++runs),
    say(line) {
      if ('progress' in line) place.during?.(line.progress as { what: string; done: number })
      said.push(line)
    }
  })
  return Object.assign({}, ...said) as Said
}

const anotherDatabase = async (): Promise<string> => {
  const made = await emptyDatabase()
  databases.push(made)
  return made.uri
}

async function report(seed: number, url = server.url): Promise<Receipt & { photo: string }> {
  const guest = client({ url })
  const photo = (await guest.photo(await phonePhoto(seed, 160, 120))).body.id
  const body = { category: 'shopfront', photos: [photo], place: inHebin, consentPublic: true, text: `第 ${seed} 件` }
  const sent = await guest.post<Receipt>('/api/reports', body, { 'idempotency-key': freshKey() })
  expect(sent.status).toBe(201)
  return { ...sent.body, photo: photoIdOf(photo) }
}

const signIn = (base: string) => client({ url: base }).post('/api/sessions/staff', server.accounts[0])

const startAt = async (mongoUri: string, dataDir: string) =>
  start({
    env: {
      ...readEnv({
        MONGODB_URI: mongoUri,
        PORT: '0',
        DATA_DIR: dataDir,
        SERVER_KEY: serverKey,
        LOG_LEVEL: 'silent',
        RATE_LIMIT: '0',
        SAME_REPORT_MINUTES: '0',
        ROLE: 'web'
      }),
      assetsDir: await assets()
    },
    city: town,
    now: () => new Date('2026-11-25T03:00:00.000Z')
  })

const to = ['--to', at('backups')]
const from = ['--from', at('backups')]
const withKey = ['--identity', at('key')]
/** Folders of the process that runs the server, and of the restored one. */
const fresh = at('fresh')

beforeAll(async () => {
  server = await startTestServer({ env: { DATA_DIR: at('data'), SERVER_KEY: serverKey } })
  uri = databaseUri()
  for (const seed of [1, 2, 3, 4]) receipts.push(await report(seed))
  expect((await signIn(server.url)).status).toBe(201)
  server.setNow('2026-11-24T17:00:00.000Z')
  await turn(server.context, {}, ['roots'])
  recipient = (await run('backup', ['--new-key', at('key')])).key?.recipient ?? ''
})
afterAll(async () => {
  await server.stop()
  for (const one of databases) one.release()
  rmSync(home, { recursive: true, force: true })
})

/** The one that this process is connected to. */
function databaseUri(): string {
  const found = new URL(process.env.TEST_MONGODB_URI ?? '')
  found.pathname = `/${database().databaseName}`
  return found.href
}

async function countAll(): Promise<Record<string, number>> {
  const names = await database().listCollections({}, { nameOnly: true }).toArray()
  const counts = await Promise.all(
    names.map(async ({ name }) => [name, await database().collection(name).countDocuments({})] as const)
  )
  return Object.fromEntries(counts.filter(([name]) => name !== 'sessions').sort())
}

describe('a backup', () => {
  test('is of one moment while reports come in, and a second one adds only what is new', async () => {
    let more: Promise<unknown> | undefined
    const { made } = await run('backup', [...to, '--recipient', recipient], {
      during: ({ what }) => {
        if (what === 'documents') more ??= Promise.all([report(5), report(6)])
      }
    })
    await more
    expect(made).toMatchObject({ gone: 0, added: { files: made?.files } })
    receipts.push(await report(7))
    const second = await run('backup', [...to, '--recipient', recipient])
    const grown = (second.made?.files ?? 0) - (made?.files ?? 0)
    expect(grown).toBeGreaterThanOrEqual(1)
    expect(second.made?.added.files).toBe(grown)
    expect((await run('backup', [...to, '--list'])).list).toHaveLength(2)
  })

  test('shows no word of anybody, and neither key', () => {
    const everything = readdirSync(at('backups'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    for (const file of everything) {
      for (const secret of ['第 1 件', serverKey, 'AGE-SECRET-KEY']) expect(file.includes(secret)).toBe(false)
    }
  })

  test('can be looked at without the private key, and into with it', async () => {
    expect((await run('backup', [...from, '--verify'])).checked).toMatchObject({ opened: false, authentic: true })
    expect((await run('backup', [...from, '--verify', ...withKey])).checked).toMatchObject({ opened: true })
    const elsewhere = { serverKey: undefined, dataDir: at('nowhere') }
    expect((await run('backup', [...from, '--verify'], elsewhere)).checked).toMatchObject({ authentic: false })
  })

  test('says which photos were erased while it ran', async () => {
    const { photo = '' } = receipts[0] ?? {}
    const original = at('data', 'photos', 'originals', photo.slice(0, 2), `${photo}.bin`)
    const { made } = await run('backup', ['--to', at('erased'), '--recipient', recipient], {
      during: ({ what }) => {
        if (what === 'documents' && existsSync(original)) renameSync(original, at('aside'))
      }
    })
    renameSync(at('aside'), original)
    expect(made).toMatchObject({ gone: 1, files: receipts.length + 2 })
    expect((await run('backup', ['--from', at('erased'), '--verify', ...withKey])).checked).toMatchObject({ gone: 1 })
  })

  test('drops old ones when asked to, with what only they named, and never the newest', async () => {
    const folder = ['--to', at('kept'), '--recipient', recipient]
    const day = (n: number): Date => new Date(Date.parse('2026-11-24T18:00:00.000Z') + n * 86_400_000)
    const kept = async (n: number) => (await run('backup', [...folder, '--keep', '30'], { now: day(n) })).made?.dropped
    expect(await kept(0)).toEqual({ backups: 0, files: 0 })
    // What nobody names: of a backup that was dropped, or of one that was cut off.
    const [key = ''] = readdirSync(at('kept', 'files'))
    writeFileSync(
      at('kept', 'files', key, 'photos', readdirSync(at('kept', 'files', key, 'photos'))[0] ?? '', 'x.age'),
      ''
    )
    expect(await kept(31)).toEqual({ backups: 1, files: 1 })
    expect(await kept(62)).toEqual({ backups: 1, files: 0 })
    expect((await run('backup', ['--from', at('kept'), '--verify', ...withKey])).refused).toBeUndefined()
  })
})

describe('asked for in a way that cannot be', () => {
  const refusedOf = async (...given: Parameters<typeof run>) => (await run(...given)).refused?.code

  test.each<[string, 'backup' | 'restore', string[], Place]>([
    ['no_recipient', 'backup', to, {}],
    ['wrong_recipient', 'backup', [...to, '--recipient', 'age1nonsense'], {}],
    ['no_folder', 'backup', ['--recipient', 'age1nonsense'], {}],
    ['usage', 'backup', ['--whereto', 'x'], {}],
    ['usage', 'backup', [...to, '--keep', 'long'], {}],
    ['no_server_key', 'backup', to, { serverKey: undefined, dataDir: at('nowhere') }],
    ['not_a_backup', 'restore', ['--from', at('nowhere'), ...withKey], {}],
    ['not_a_backup', 'restore', [...from, '--id', '20200101T000000Z-000000', ...withKey], {}],
    ['identity_needed', 'restore', from, {}],
    ['no_identity', 'restore', [...from, '--identity', at('nowhere')], {}],
    ['wrong_server_key', 'restore', [...from, ...withKey], { serverKey: 'ab'.repeat(32) }],
    ['no_server_key', 'restore', [...from, ...withKey], { serverKey: undefined, dataDir: at('nowhere') }],
    ['newer', 'restore', [...from, ...withKey], { known: migrations.slice(0, -1) }],
    ['living', 'restore', [...from, ...withKey], {}]
  ])('%s', async (code, name, args, place) => {
    expect(await refusedOf(name, args, place)).toBe(code)
  })

  test('the private key in place of the public one is not said aloud', async () => {
    const identity = readFileSync(at('key'), 'utf8').split('\n')[1] ?? ''
    const said = await run('backup', [...to, '--recipient', identity])
    expect(said.refused?.code).toBe('wrong_recipient')
    expect(JSON.stringify(said)).not.toContain(identity)
  })

  test('a wrong private key, and a folder in which another one runs', async () => {
    await run('backup', ['--new-key', at('other')])
    expect(await refusedOf('restore', [...from, '--identity', at('other'), '--replace'])).toBe('wrong_identity')
    writeFileSync(at('backups', 'running'), '1')
    expect(await refusedOf('backup', [...to, '--recipient', recipient])).toBe('running')
    // Nobody has this number: what was left by a process that was killed.
    writeFileSync(at('backups', 'running'), '4194304')
    expect(await refusedOf('backup', [...to, '--recipient', recipient])).toBeUndefined()
  })

  const broken: [string, string, (file: (name: string) => string) => void][] = [
    ['truncated', 'cut short', (file) => truncateSync(file('cases.bson.gz.age'), 200)],
    ['altered', 'longer', (file) => appendFileSync(file('cases.bson.gz.age'), 'x')],
    ['altered', 'with a byte turned', (file) => flip(file('members.bson.gz.age'), 180)],
    ['missing', 'with a part gone', (file) => rmSync(file('staff.bson.gz.age'))],
    ['altered', 'with another list', (file) => flip(file('files.ndjson.gz'), 30)],
    ['altered', 'with a broken manifest', (file) => writeFileSync(file('manifest.json'), '{')],
    ['unknown_format', 'of another format', (file) => edit(file('manifest.json'), '"format": 1', '"format": 2')],
    ['not_authentic', 'with another manifest', (file) => edit(file('manifest.json'), '"release": 1', '"release": 2')],
    ['truncated', 'with a photo cut short', (file) => truncateSync(file(`${receipts[0]?.photo}`), 300)]
  ]
  const flip = (path: string, at: number): void => {
    const bytes = readFileSync(path)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
  }
  const edit = (path: string, before: string, after: string): void => {
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(before)
    writeFileSync(path, text.replace(before, after))
  }
  test.each(broken)('%s: a backup %s writes nothing', async (code, _how, breakIt) => {
    const folder = at(`broken-${randomBytes(4).toString('hex')}`)
    cpSync(at('backups'), folder, { recursive: true })
    const [id = ''] = readdirSync(join(folder, 'backups')).sort()
    breakIt((name) => {
      const all = readdirSync(folder, { recursive: true }).map(String)
      return join(
        folder,
        all.find((text) => text.includes(`/${name}`) && (text.includes(id) || text.startsWith('files/'))) ?? ''
      )
    })
    const before = await countAll()
    const said = await run('restore', ['--from', folder, '--id', id, ...withKey, '--replace'])
    expect(said.refused).toMatchObject({ code })
    expect(await countAll()).toEqual(before)
  })
})

describe('the drill: wiped and put back', () => {
  test('into an empty place: equal counts, every chain sound, sign-in, old receipts and photos', async () => {
    const made = (await run('backup', ['--to', at('drill'), '--recipient', recipient])).made
    const before = await countAll()
    const seen = await client(server).get(`/api/cases/${receipts[0]?.no}/ledger`)
    await server.stop()
    const empty = await anotherDatabase()
    const cutOff = run('restore', ['--from', at('drill'), ...withKey], {
      uri: empty,
      dataDir: fresh,
      during: ({ what }) => {
        if (what === 'filled') throw new Error('cut off')
      }
    })
    await expect(cutOff).rejects.toThrow('cut off')
    await expect(startAt(empty, fresh)).rejects.toThrow(/begun and not finished/)

    const { restored } = await run('restore', ['--from', at('drill'), ...withKey], { uri: empty, dataDir: fresh })
    expect(restored).toMatchObject({
      documents: made?.documents,
      files: made?.files,
      uneven: [],
      sound: { cases: receipts.length + 2, roots: 1, faults: [] },
      pending: []
    })
    expect(filesBelow(join(fresh, 'photos'))).toEqual(filesBelow(at('data', 'photos')))
    expect(filesBelow(join(fresh, 'records'))).toEqual(filesBelow(at('data', 'records')))
    const again = await startAt(empty, fresh)
    try {
      expect(await countAll()).toEqual(before)
      expect((await signIn(again.url)).status).toBe(201)
      const visitor = client({ url: again.url })
      expect((await visitor.get(`/api/cases/${receipts[0]?.no}/ledger`)).status).toBe(seen.status)
      for (const { no, code } of receipts)
        expect((await visitor.post('/api/sessions/code', { no, code })).status).toBe(201)
    } finally {
      await again.stop()
    }
  })

  test('over a living city when asked to: what came since goes, and a restore that is cut off is finished by the next', async () => {
    const [{ id = '' } = {}] = (await run('backup', ['--from', at('drill'), '--list'])).list ?? []
    const living = await startAt(uri, at('data'))
    const { photo } = await report(99, living.url)
    // Somebody has had himself erased since the backup.
    const { no = '', code = '', photo: erased = '' } = receipts[1] ?? {}
    const { access } = (await client({ url: living.url }).post<{ access: string }>('/api/sessions/code', { no, code }))
      .body
    expect((await eraseMe({ url: living.url }, access)).status).toBe(200)
    expect(await traces(erased)).toEqual([false, false])
    await living.stop()
    const file = at('data', 'photos', 'large', photo.slice(0, 2), `${photo}.jpg`)
    expect(existsSync(file)).toBe(true)
    const restore = ['--from', at('drill'), ...withKey, '--replace']
    const cutOffAt = (step: string) =>
      run('restore', restore, {
        during: ({ what, done }) => {
          if (what === step && done > 3) throw new Error('cut off')
        }
      })
    // Beside the city nothing is lost yet: it goes on.
    await expect(cutOffAt('filled')).rejects.toThrow('cut off')
    await (await startAt(uri, at('data'))).stop()
    await expect(cutOffAt('placed')).rejects.toThrow('cut off')
    await expect(startAt(uri, at('data'))).rejects.toThrow(/begun and not finished/)
    const other = await run('restore', [...from, ...withKey, '--replace'])
    expect(other.refused).toEqual({ code: 'being_restored', facts: { backup: id } })

    const { restored } = await run('restore', restore)
    expect(restored).toMatchObject({
      toErase: 1,
      uneven: [],
      removed: 1,
      sound: { cases: receipts.length + 2, faults: [] }
    })
    expect(existsSync(file)).toBe(false)
    expect(filesBelow(at('data', 'photos'))).toEqual(filesBelow(join(fresh, 'photos')))
    // The backup had him; whoever is let in does not find him.
    const again = await startAt(uri, at('data'))
    expect(await traces(erased)).toEqual([false, false])
    await again.stop()
  })

  /** Whether the words of the second report are in the database, and its photo on the disk. */
  const traces = async (photo: string): Promise<boolean[]> => [
    JSON.stringify(await database().collection('cases').find().toArray()).includes('第 2 件'),
    existsSync(at('data', 'photos', 'originals', photo.slice(0, 2), `${photo}.bin`))
  ]
})

/** Every file below a folder, with what is in it. */
function filesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length), readFileSync(path, 'base64')]))
}
