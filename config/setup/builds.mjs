// The two builds of the mini-program, made only when something that they are made of changed.
import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { taroSays, text } from './messages.mjs'
import { cacheDir, inRoot, root } from './places.mjs'
import { beforeLeaving, bin, eachLine, node, stopChild } from './run.mjs'
import { Failure, line, weighing } from './say.mjs'
import { NOTICE, noticeOf, otherThanSaid } from '../third-party.mjs'

/**
 * The web build is served by the server itself, so it asks where it came from; the WeChat build needs an address, and has no room for
 * licences in its main package.
 */
const kinds = {
  h5: { label: text.builds.h5, product: 'index.html', apiBase: '', notice: NOTICE },
  weapp: {
    label: text.builds.weapp,
    product: 'app.json',
    apiBase: 'http://127.0.0.1:8787',
    notice: join('privacy', NOTICE)
  }
}
const sources = [
  'miniprogram/src',
  'shared',
  'config/index.ts',
  'config/dev.ts',
  'config/prod.ts',
  'config/aria.ts',
  'config/packed.ts',
  'config/same-everywhere.ts',
  'config/third-party.mjs',
  'babel.config.cjs',
  'tsconfig.json',
  'package-lock.json'
]
const SHOWN_LINES = 30

const dist = (kind) => inRoot('miniprogram', 'dist', kind)
/** Beside a build: what it was made of. */
export const STAMP = '.stamp'
const stampFile = (kind) => join(dist(kind), STAMP)
const environment = (kind, mode) => ({
  NODE_ENV: mode,
  API_BASE: kinds[kind].apiBase,
  TARO_ENV: kind,
  FOR_TRYING: '1'
})

function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

function fingerprint(kind) {
  const hash = createHash('sha256').update(JSON.stringify(environment(kind, 'production')))
  for (const file of sources.flatMap((source) => filesIn(inRoot(source))))
    hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

export function isFresh(kind) {
  const present = existsSync(stampFile(kind)) && existsSync(join(dist(kind), kinds[kind].product))
  return present && readFileSync(stampFile(kind), 'utf8').trim() === fingerprint(kind)
}

/** The first error with what follows it: the bundler's last lines are about places where it looked in vain. */
function firstError(lines) {
  const at = lines.findIndex((said) => /error in|not found|syntaxerror|can't resolve/i.test(said))
  return at < 0 ? lines.slice(-SHOWN_LINES) : lines.slice(at, at + SHOWN_LINES)
}

/** Refuses a build with the code of a package in it that is not on our list, or without one that is. */
export function demandPacked(kind, places) {
  const output = otherThanSaid(kind, places)
  if (output.length === 0) return
  throw new Failure({ what: text.thirdParty.otherThanSaid(kind), fix: [text.thirdParty.otherThanSaidFix], output })
}

/** Builds when stale. Taro ends with 0 even when it could not compile, so its words and its product are looked at as well. */
export async function build(kind, at) {
  if (isFresh(kind)) return at.end(text.builds.fresh)
  const { label, product } = kinds[kind]
  const made = fingerprint(kind)
  at.note(text.builds.building)
  rmSync(stampFile(kind), { force: true })
  const { code, output } = await node([bin('taro', '@tarojs/cli'), 'build', '--type', kind], {
    env: environment(kind, 'production')
  })
  if (code !== 0 || output.some((said) => said.includes(taroSays.failed)) || !existsSync(join(dist(kind), product))) {
    throw new Failure({
      what: text.builds.failed(label),
      fix: [text.builds.failedFix],
      output: firstError(output.filter((said) => said && !/Taro v\d/.test(said)))
    })
  }
  demandPacked(kind, JSON.parse(readFileSync(join(cacheDir, `packed-${kind}.json`), 'utf8')))
  writeFileSync(join(dist(kind), kinds[kind].notice), noticeOf(kind))
  writeFileSync(stampFile(kind), `${made}\n`)
  const size = filesIn(dist(kind)).reduce((sum, file) => sum + statSync(file).size, 0)
  at.end(text.builds.built(weighing(size)))
}

/** Where Taro's own server shows the web build while its sources are edited (config/dev.ts). */
export const WATCH_URL = 'http://127.0.0.1:10086/'

/**
 * Keeps the web build up to date while its sources are edited; `serverUrl` is where Taro's server passes calls on to.
 * The stamp goes: what a watch leaves behind is not for others.
 */
export function watchBuild(kind, serverUrl) {
  rmSync(stampFile(kind), { force: true })
  const env = { ...process.env, ...environment(kind, 'development'), DEV_SERVER: serverUrl }
  const args = [bin('taro', '@tarojs/cli'), 'build', '--type', kind, '--watch']
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  beforeLeaving(() => stopChild(child, 3000))
  eachLine(child, (said) => {
    const [error] = /error in .*|can't resolve .*/i.exec(said) ?? []
    const told =
      error ??
      (said.includes(taroSays.failed)
        ? text.builds.watchFailed
        : said.includes(taroSays.compiled) && text.builds.watchBuilt)
    if (told) line(`  ${kinds[kind].label}  ${told}`)
  })
}
