// A one-member replica set on the loopback address. Its configuration holds its address, so the port is kept beside the data;
// should that port be taken one day, the configuration is moved to the new one by force.
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync
} from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { mongoDriver } from './driver.mjs'
import { text } from './messages.mjs'
import { beforeLeaving, commandOf, endingOf, freePort, stopChild, stopStranger } from './run.mjs'
import { Failure, step } from './say.mjs'

const SET = 'rs0'
const FIRST_PORT = 27117
const PRIMARY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 30_000
const EPHEMERAL = 'suishoupai-mongo-'
const MEMORY_FOLDER = '/dev/shm'
/** What a run of the tests may write before it is over. */
const ROOM = 2 ** 31
const OPLOG_MB = '256'
const NOT_YET_INITIALIZED = 94
/** mongod says so of itself while it is young. */
const HARMLESS = /Failed to refresh key cache/

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '')

/** A mongod that stands on this folder now is one whose launcher was killed: a living launcher refuses a second one before it comes here. */
async function stopLeftover(folder) {
  const pid = Number.parseInt(read(join(folder, 'mongod.lock')), 10)
  return stopStranger(pid, (command) => command.includes('mongod') && command.includes(folder), STOP_WITHIN_MS)
}

/** Folders of test databases whose owner was killed: end what runs on them and take them away. */
async function sweepEphemeral() {
  const found = [tmpdir(), MEMORY_FOLDER]
    .filter(existsSync)
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
  for (const folder of found.filter((path) => basename(path).startsWith(EPHEMERAL))) {
    const owner = Number(read(join(folder, 'owner')))
    if (!owner || (await commandOf(owner)).includes('node')) continue
    await stopLeftover(join(folder, 'data'))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The lines of mongod's log that say why it ended, in plain words where it is JSON. */
function lastWords(log) {
  const parse = (said) => {
    try {
      const { s: severity, msg, attr } = JSON.parse(said)
      return { severity, plain: `${msg}${attr?.error ? ` ${JSON.stringify(attr.error)}` : ''}` }
    } catch {
      return { severity: 'E', plain: said }
    }
  }
  const lines = read(log)
    .split('\n')
    .filter((said) => !HARMLESS.test(said))
    .map(parse)
  const grave = lines.filter(({ severity }) => severity === 'E' || severity === 'F')
  return (grave.length ? grave : lines).slice(-12).map(({ plain }) => plain.slice(0, 300))
}

function whyEnded(what, log, folder) {
  const output = lastWords(log)
  const said = output.join('\n')
  const fix = /featureCompatibilityVersion|UPGRADE PROBLEM|incompatible/i.test(said)
    ? [text.database.otherVersion(folder)]
    : /No space|disk is full/i.test(said)
      ? [text.database.diskFull]
      : [text.database.seeLog(log), text.database.throwAway(folder)]
  return new Failure({ what, fix, output })
}

/** Gives the set its configuration the first time, and the right address when the port changed. */
async function configure(admin, address, journaled) {
  let config
  try {
    config = (await admin.command({ replSetGetConfig: 1 })).config
  } catch (error) {
    if (error.code !== NOT_YET_INITIALIZED) throw error
    const members = [{ _id: 0, host: address }]
    await admin.command({ replSetInitiate: { _id: SET, members, writeConcernMajorityJournalDefault: journaled } })
    return
  }
  const [member] = config.members
  if (member.host === address) return
  await admin.command({ replSetReconfig: { ...config, members: [{ ...member, host: address }] }, force: true })
}

/** Waits until the member is primary under its address. While it starts, refusals and lost connections are its way of saying: not yet. */
async function untilPrimary(address, journaled, hasEnded) {
  const { MongoClient } = mongoDriver()
  const url = `mongodb://${address}/?directConnection=true`
  let client
  let last = new Error(text.database.endedEarly)
  for (const until = Date.now() + PRIMARY_WITHIN_MS; Date.now() < until && !hasEnded(); await wait(40)) {
    try {
      client ??= await MongoClient.connect(url, { serverSelectionTimeoutMS: 500 })
      const admin = client.db('admin')
      const hello = await admin.command({ hello: 1 })
      if (hello.isWritablePrimary && hello.me === address) return await client.close()
      await configure(admin, address, journaled)
    } catch (error) {
      last = error
    }
  }
  await client?.close()
  throw last
}

/** In memory where there is room: a majority write waits for the disk, and what is thrown away need not lie on one. */
function roomyFolder() {
  if (!existsSync(MEMORY_FOLDER)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER)
  return bavail * bsize > ROOM && freemem() > 2 * ROOM ? MEMORY_FOLDER : tmpdir()
}

function ephemeralHome() {
  const home = mkdtempSync(join(roomyFolder(), EPHEMERAL))
  writeFileSync(join(home, 'owner'), String(process.pid))
  return home
}

async function choosePort(wish, portFile, ephemeral) {
  if (ephemeral) return wish ?? freePort(0)
  const kept = Number(read(portFile))
  return freePort(wish ?? (kept || FIRST_PORT))
}

/**
 * Starts mongod and answers { uri, port, pid, ended, stop } once it takes writes. `ended` settles with what it said last if it dies by itself.
 * An ephemeral one lives in the system's temporary folder and is gone after stop(). One that is not `journaled` takes a majority
 * write for done before it is in the journal: for whoever never ends the database amid its work, at half the cost of a write.
 */
async function start({ binary, dataDir, port: wish, ephemeral = false, journaled = true, log: wishedLog }) {
  if (ephemeral) await sweepEphemeral()
  const home = ephemeral ? ephemeralHome() : dirname(dataDir)
  const folder = ephemeral ? join(home, 'data') : dataDir
  const log = wishedLog ?? join(home, 'mongo.log')
  const portFile = join(home, 'mongo.port')
  mkdirSync(folder, { recursive: true })
  const leftover = await stopLeftover(folder)
  const port = await choosePort(wish, portFile, ephemeral)
  const address = `127.0.0.1:${port}`

  const flags = [
    '--dbpath',
    folder,
    '--port',
    String(port),
    '--bind_ip',
    '127.0.0.1',
    '--replSet',
    SET,
    '--wiredTigerCacheSizeGB',
    '0.25'
  ]
  if (process.platform !== 'win32') flags.push('--nounixsocket')
  // What expires is told by the clock of a test, not by the database's.
  if (ephemeral)
    flags.push(
      '--oplogSize',
      OPLOG_MB,
      '--setParameter',
      'diagnosticDataCollectionEnabled=false',
      '--setParameter',
      'ttlMonitorEnabled=false'
    )
  // A group of its own, so that Ctrl-C reaches the launcher alone and the server is stopped before its database.
  // A test's database need not outlive Ctrl-C.
  const sink = openSync(log, 'w')
  const child = spawn(binary, flags, { stdio: ['ignore', sink, sink], detached: !ephemeral })
  let stopping = false
  let endedYet = false
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(endingOf(code, signal)))
  }).then((how) => {
    endedYet = true
    return stopping ? new Promise(() => undefined) : whyEnded(text.database.ended(how), log, folder)
  })
  const stop = async () => {
    stopping = true
    forget()
    const clean = await stopChild(child, STOP_WITHIN_MS)
    if (ephemeral) rmSync(home, { recursive: true, force: true })
    return clean
  }
  const forget = beforeLeaving(stop)

  try {
    await untilPrimary(address, journaled, () => endedYet)
  } catch (error) {
    const failed = whyEnded(text.database.neverStarted, log, folder)
    if (!endedYet) failed.output.push(error instanceof Error ? error.message : String(error))
    await stop()
    throw failed
  }
  const kept = read(portFile)
  if (!ephemeral && kept !== String(port)) {
    writeFileSync(`${portFile}.new`, `${port}\n`)
    renameSync(`${portFile}.new`, portFile)
  }
  return {
    uri: `mongodb://${address}/?replicaSet=${SET}`,
    port,
    pid: child.pid,
    ended,
    stop,
    leftover,
    moved: !ephemeral && kept !== '' && kept !== String(port)
  }
}

export function startReplicaSet(options) {
  return step(text.database.step, async (at) => {
    const set = await start(options)
    if (set.leftover) at.aside(text.database.leftover)
    if (set.moved) at.aside(text.database.moved(set.port))
    const address = `127.0.0.1:${set.port}`
    at.end(options.ephemeral ? text.database.ephemeral(address) : address)
    return set
  })
}
