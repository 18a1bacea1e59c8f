// One launcher per data folder. The claim names who runs, so that a second start can say so,
// and what a killed launcher left running, so that the next start can clear it away.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isServer } from './bundle.mjs'
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

/** Takes the data folder, or refuses when another launcher has it. Answers a function that adds to the claim. */
export async function claimData() {
  mkdirSync(dataDir, { recursive: true })
  const { launcher, server, url } = standing()
  if (launcher !== process.pid && (await commandOf(launcher)).includes('setup/start.mjs')) {
    throw new Failure({
      what: `随手拍已经在运行（进程 ${launcher}${url ? `，${url}` : ''}）。`,
      fix: [
        '直接用浏览器打开上面的地址，或在它的窗口里按 Ctrl-C 停掉后再启动',
        '要同时运行另一份，用 DATA_DIR=另一个文件夹 npm start'
      ]
    })
  }
  if (await stopStranger(server, isServer)) line('      上次没有正常结束，留下的服务进程已先停好')
  let claim = { launcher: process.pid }
  const add = (more) => {
    claim = { ...claim, ...more }
    writeFileSync(claimFile, `${JSON.stringify(claim)}\n`)
  }
  add({})
  beforeLeaving(() => rmSync(claimFile, { force: true }))
  return add
}
