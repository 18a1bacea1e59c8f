// One launcher per data folder. The claim names who runs, so that a second start can say so,
// and what a killed launcher left running, so that the next start can clear it away.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isServer } from './bundle.mjs'
import { text } from './messages.mjs'
import { dataDir } from './places.mjs'
import { beforeLeaving, commandOf, stopStranger } from './run.mjs'
import { Failure, line } from './say.mjs'

const claimFile = join(dataDir, 'running.json')

function standing() {
  if (!existsSync(claimFile)) return {}
  try {
    return JSON.parse(readFileSync(claimFile, 'utf8'))
  } catch {
    return {}
  }
}

const isLauncher = async (pid) => pid !== process.pid && /setup[\\/]main\.mjs (start|reset)/.test(await commandOf(pid))

/** Whether a launcher has the data folder, and with it the database in it. */
export const isRunning = () => isLauncher(standing().launcher)

/** Takes the data folder, or refuses when another launcher has it. Answers a function that adds to the claim. */
export async function claimData() {
  mkdirSync(dataDir, { recursive: true })
  const { launcher, server, url } = standing()
  if (await isLauncher(launcher)) {
    throw new Failure({
      what: text.claim.running(launcher, url),
      fix: [text.claim.runningFix, text.claim.runningOther]
    })
  }
  if (await stopStranger(server, isServer)) line(`      ${text.claim.leftover}`)
  let claim = { launcher: process.pid }
  const add = (more) => {
    claim = { ...claim, ...more }
    writeFileSync(claimFile, `${JSON.stringify(claim)}\n`)
  }
  add({})
  beforeLeaving(() => rmSync(claimFile, { force: true }))
  return add
}
