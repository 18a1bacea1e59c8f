// Processes: running one to its end, keeping one alive, and leaving nothing behind when the launcher goes.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { text } from './messages.mjs'
import { root } from './places.mjs'
import { Failure, failure, hush } from './say.mjs'

const KEPT_LINES = 400

const farewells = []
let leaving = false

/** Registers what must happen before the launcher goes; the last registered goes first. */
export function beforeLeaving(farewell) {
  if (leaving) void farewell()
  farewells.push(farewell)
  return () => {
    const place = farewells.indexOf(farewell)
    if (place >= 0) farewells.splice(place, 1)
  }
}

async function leave(code) {
  if (leaving) return
  leaving = true
  hush()
  while (farewells.length) {
    try {
      await farewells.pop()()
    } catch (error) {
      failure(error instanceof Failure ? error : { what: String(error) })
    }
  }
  process.exit(code)
}

/**
 * Runs a launcher: a Failure is shown as a box and the code is 1; Ctrl-C and SIGTERM go through every farewell, say so
 * before and after, and the code is `interrupted`. Further signals are ignored meanwhile.
 */
export async function launch(work, { interrupted, stopping, stopped }) {
  const interrupt = () => {
    if (leaving) return
    stopping?.()
    if (stopped) farewells.unshift(stopped)
    void leave(interrupted)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
  try {
    await leave((await work()) ?? 0)
  } catch (error) {
    if (leaving) return
    failure(
      error instanceof Failure
        ? error
        : { what: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    )
    await leave(1)
  }
}

/** Feeds every line that a child writes, on either stream, without its colours. */
export function eachLine(child, hear) {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (said) => hear(stripVTControlCharacters(said).trimEnd()))
  }
}

/** Keeps the newest lines of a stream of them. */
export function tail(size = KEPT_LINES) {
  const lines = []
  return {
    lines,
    hear(said) {
      lines.push(said)
      if (lines.length > size) lines.shift()
    }
  }
}

/**
 * Runs a command to its end and answers { code, output }: it never throws for a bad exit, since what that means is the caller's to say.
 * When the launcher is leaving it ends the command and never answers.
 */
export function run(command, args, { env = {}, cwd = root, onLine, inherit = false } = {}) {
  const kept = tail()
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe']
    })
    const forget = beforeLeaving(() => stopChild(child, 3000))
    eachLine(child, (said) => {
      kept.hear(said)
      onLine?.(said)
    })
    const answer = (code) => {
      if (leaving) return
      forget()
      resolve({ code, output: kept.lines })
    }
    child.on('error', (error) => {
      kept.hear(error.message)
      answer(127)
    })
    child.on('close', (code, signal) => answer(code ?? (signal ? 128 : 1)))
  })
}

export const node = (args, options) => run(process.execPath, args, options)

/** How a child ended, for people. */
export const endingOf = (code, signal) => (signal ? text.run.signal(signal) : text.run.code(code))

/** The script of a package's command, for `node`: found without a shell or npx, on Windows as well. */
export function bin(name, within = name) {
  const folder = join(root, 'node_modules', within)
  const { bin: scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof scripts === 'string' ? scripts : scripts[name])
}

/** Settles with true when the child has ended within the time. */
function ended(child, ms) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

/** Asks a child to end and, if it does not, ends it. A child that leads its own group takes the group along. Answers whether it ended by itself. */
export async function stopChild(child, ms, { group = false } = {}) {
  if (!child.pid || (await ended(child, 0))) return true
  const signal = (name) => {
    try {
      process.kill(group && process.platform !== 'win32' ? -child.pid : child.pid, name)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }
  signal('SIGTERM')
  if (await ended(child, ms)) return true
  signal('SIGKILL')
  await ended(child, 5000)
  return false
}

/** The command line of a running process, or '' when there is none (a zombie has none either). */
export async function commandOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return ''
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    } catch {
      return ''
    }
  }
  const { code, output } = await run('ps', ['-o', 'args=', '-p', String(pid)])
  return code === 0 ? output.join(' ').trim() : ''
}

/** Stops a process that is no child of ours, when its command line says that it is the one meant. */
export async function stopStranger(pid, isIt, ms = 15_000) {
  if (!isIt(await commandOf(pid))) return false
  process.kill(pid, 'SIGTERM')
  for (const until = Date.now() + ms; Date.now() < until; await wait(50)) {
    if (!isIt(await commandOf(pid))) return true
  }
  process.kill(pid, 'SIGKILL')
  await wait(200)
  return true
}

function listens(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => {
      const taken = probe.address().port
      probe.close(() => resolve(taken))
    })
  })
}

/** The first free port on the loopback address, from `first` on; 0 lets the system choose. */
export async function freePort(first) {
  for (let port = first; port < first + 50; port += 1) {
    const free = await listens(port)
    if (free) return free
  }
  throw new Failure({
    what: text.run.portsTaken(first, first + 49),
    fix: [text.run.portsTakenFix]
  })
}
