// The server as a child: its log goes to a file, two kinds of lines are for us ({"ready":…} and {"progress":…}).
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, serverEntry } from './bundle.mjs'
import { dataDir, root } from './places.mjs'
import { beforeLeaving, eachLine, stopChild, tail } from './run.mjs'
import { Failure } from './say.mjs'

const STOP_WITHIN_MS = 10_000
const LAST_LINES = 20
export const logFile = join(dataDir, 'server.log')

/** A line of JSON with one of our two keys, or undefined: everything else is log. */
function messageIn(text) {
  if (!/^\{"(ready|progress)":/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Starts server/main.ts, bundled, or as it lies there when watching. onMessage hears { ready } and { progress }, onCrash (when watching) the last lines of a run that failed and waits for an edit.
 * Answers { pid, ended, stop }; `ended` settles with a Failure when it dies by itself.
 */
export async function startServer({ env, watch = false, onMessage, onCrash }) {
  if (existsSync(logFile)) renameSync(logFile, join(dataDir, 'server.previous.log'))
  const log = createWriteStream(logFile)
  const last = tail(LAST_LINES)
  const args = watch
    ? ['--watch', '--watch-preserve-output', '--import', 'tsx', serverEntry.server]
    : ['--enable-source-maps', (await bundle(serverEntry)).server]
  // A group of its own, so that Ctrl-C reaches the launcher alone, which stops things in order.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, MALLOC_ARENA_MAX: '2', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true
  })
  eachLine(child, (text) => {
    const message = messageIn(text)
    if (message) return onMessage(message)
    log.write(`${text}\n`)
    if (watch && text.startsWith('Failed running')) return onCrash(last.lines.splice(0))
    last.hear(text)
  })

  let stopping = false
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ? `信号 ${signal}` : `代码 ${code}`))
  }).then((how) => {
    if (stopping) return new Promise(() => undefined)
    return new Failure({
      what: `服务自己停止了（${how}）。`,
      fix: [`按下面的输出处理，完整日志在 ${logFile}`],
      output: last.lines
    })
  })
  const stop = () => {
    stopping = true
    forget()
    return stopChild(child, STOP_WITHIN_MS, { group: true })
  }
  const forget = beforeLeaving(stop)
  return { pid: child.pid, ended, stop }
}
