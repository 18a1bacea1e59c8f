// node_modules as package-lock.json says. A stamp with the lock's hash makes the usual start skip everything.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { text } from './messages.mjs'
import { inRoot } from './places.mjs'
import { run } from './run.mjs'
import { Failure, step } from './say.mjs'

const lockFile = inRoot('package-lock.json')
const stampFile = inRoot('node_modules', '.stamp-packages')
const hiddenLock = inRoot('node_modules', '.package-lock.json')

/** The platform belongs to the stamp: a tree carried to another system lacks that system's binaries. */
const platform = `${process.platform}-${process.arch}`
const wanted = () => `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${platform}\n`

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** A tree that somebody installed by hand is as good as ours when npm's own record of it holds what the lock asks for. */
function installedByHand() {
  if (!existsSync(hiddenLock)) return false
  const present = packagesIn(hiddenLock)
  return Object.entries(packagesIn(lockFile)).every(
    ([place, { version, optional }]) => place === '' || (present[place] ? present[place].version === version : optional)
  )
}

function isFresh() {
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  return stamp === wanted() || ((stamp === '' || stamp.endsWith(`${platform}\n`)) && installedByHand())
}

/** How many answers npm waits for: a tarball for each version and, where the lock does not name its address, the package's page first. */
function requestsFor(packages) {
  const asked = new Set()
  for (const [place, { name, version, resolved, optional, os, cpu }] of Object.entries(packages)) {
    if (place === '' || (optional && (os || cpu))) continue
    const called = name ?? place.split('node_modules/').at(-1)
    asked.add(`${called}@${version}`)
    if (!resolved) asked.add(called)
  }
  return asked.size
}

/**
 * npm as it was started, when it was; its http lines are the only progress that it reports without a terminal. The lock fixes
 * every version and checksum, so what an earlier install left in npm's cache need not be asked for again.
 */
async function install(at) {
  const total = requestsFor(packagesIn(lockFile))
  const said = []
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=http'
  ]
  const npm = /npm-cli\.js$/.test(process.env.npm_execpath ?? '')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm']
  const answered = new Set()
  const { code } = await run(npm[0], [...npm.slice(1), ...args], {
    onLine(output) {
      const [address] = /https?:\/\/\S+/.exec(output) ?? []
      if (!output.startsWith('npm http') || !address) return said.push(output)
      const done = Math.min(answered.add(address).size, total)
      at.progress(done, total, done < total ? text.packages.downloading : text.packages.writing)
    }
  })
  return { ok: code === 0, output: said.filter((output) => output && !output.startsWith('npm warn')).slice(-20) }
}

export function ensurePackages() {
  return step(text.packages.step, async (at) => {
    if (!isFresh()) {
      at.note(text.packages.installing)
      const { ok, output } = await install(at)
      if (!ok) {
        throw new Failure({
          what: text.packages.failed,
          fix: [text.packages.failedOnline, text.packages.failedDisk, text.packages.failedAnew],
          output
        })
      }
      at.end(text.packages.installed)
    } else at.end(text.packages.fresh)
    writeFileSync(stampFile, wanted())
  })
}
