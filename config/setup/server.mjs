// The server as a child: its log goes to a file, three kinds of lines are for us ({"ready":…}, {"progress":…} and, before it
// ends because it could not start, {"failed":…}).
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { bundle, serverEntry } from './bundle.mjs'
import { text } from './messages.mjs'
import { inRoot, logs, root } from './places.mjs'
import { beforeLeaving, eachLine, endingOf, stopChild, tail } from './run.mjs'
import { Failure } from './say.mjs'
import { watchSources } from './watch.mjs'

const STOP_WITHIN_MS = 10_000
const LAST_LINES = 20
/** From this level on a line of the log is an error (pino's numbers). */
const ERROR = 50

function parsed(said) {
  try {
    return JSON.parse(said)
  } catch {
    return undefined
  }
}

/** A line of JSON with one of our keys, or undefined: everything else is log. */
const messageIn = (said) => (/^\{"(ready|progress|failed)":/.test(said) ? parsed(said) : undefined)

/** An error in the log as a person reads it: what happened, where, and the stack. */
export function errorIn(said) {
  const { level, msg, err, time, ...rest } = (said.startsWith('{"level":') && parsed(said)) || {}
  if (!(level >= ERROR)) return undefined
  const about = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`
  )
  return {
    what: [msg, ...about].join(' '),
    at: time,
    stack: (err?.stack ?? err?.message ?? '').split('\n').filter(Boolean)
  }
}

/** What the server is made of: an edit there starts it anew. */
const sources = ['server', 'shared', 'config'].map((folder) => inRoot(folder))
const never = new Promise(() => undefined)

/**
 * Starts server/main.ts, bundled, or as it lies there when watching, and then anew after every edit. onSpawn hears the process
 * of every run, onMessage { ready } and { progress }; when watching, onError hears every error in the log, and onCrash the last
 * lines of a run that failed; the next edit starts it anew. Answers { ended, stop }; `ended` settles with a Failure when it
 * dies by itself.
 */
export async function startServer({ env, watch = false, onSpawn, onMessage, onError, onCrash }) {
  if (existsSync(logs.server)) renameSync(logs.server, logs.previous)
  const log = createWriteStream(logs.server)
  const last = tail(LAST_LINES)
  const args = watch
    ? ['--import', 'tsx', serverEntry.server]
    : ['--enable-source-maps', (await bundle(serverEntry)).server]
  let child
  let why
  let stopping = false

  function hear(said) {
    const message = messageIn(said)
    if (message && !message.failed) return onMessage(message)
    log.write(`${said}\n`)
    if (message) return (why = message.failed)
    const error = watch && errorIn(said)
    if (error) onError(error)
    return last.hear(said)
  }

  /** One run from its start to its end; answers how it ended. */
  function runOnce() {
    why = undefined
    last.lines.length = 0
    // A group of its own, so that Ctrl-C reaches the launcher alone, which stops things in order.
    child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, MALLOC_ARENA_MAX: '2', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true
    })
    onSpawn(child.pid)
    eachLine(child, hear)
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('close', (code, signal) => resolve(endingOf(code, signal)))
    })
  }

  /** Run after run: an edit ends the one that stands, or is waited for when it has fallen. */
  async function runAfterRun() {
    let isEdited = false
    let goOn
    beforeLeaving(
      watchSources(sources, () => {
        isEdited = true
        goOn?.()
        void stopChild(child, STOP_WITHIN_MS, { group: true })
      })
    )
    while (!stopping) {
      await runOnce()
      if (!isEdited && !stopping) {
        onCrash(last.lines)
        await new Promise((resolve) => (goOn = resolve))
      }
      isEdited = false
    }
    return never
  }

  async function runToEnd() {
    const how = await runOnce()
    if (stopping) return never
    return new Failure({
      what: why ? text.server.said(how, why) : text.server.ended(how),
      fix: [text.server.endedFix(logs.server)],
      output: last.lines
    })
  }

  const ended = watch ? runAfterRun() : runToEnd()
  const stop = () => {
    stopping = true
    forget()
    return stopChild(child, STOP_WITHIN_MS, { group: true })
  }
  const forget = beforeLeaving(stop)
  return { ended, stop }
}
