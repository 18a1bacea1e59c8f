// npm start: everything that a fresh machine lacks, then the database, the server and the web build of the mini-program.
//   --watch      restart the server and rebuild the web build on every edit
//   --seed-only  fill the demo city, then stop
import { relative } from 'node:path'
import { WATCH_URL, build, isFresh, watchBuild } from './builds.mjs'
import { claimData } from './claim.mjs'
import { findMongod, startReplicaSet } from './mongod.mjs'
import { ensurePackages } from './packages.mjs'
import { dataDir, root } from './places.mjs'
import { freePort, launch } from './run.mjs'
import { Failure, failure, heading, ink, line, step, table } from './say.mjs'
import { logFile, startServer } from './server.mjs'

const watch = process.argv.includes('--watch')
const seedOnly = process.argv.includes('--seed-only')
const HOST = '127.0.0.1'
const PORT = Number(process.env.PORT) || 8787
const DATABASE = 'suishoupai'
const forever = new Promise(() => undefined)

/** A path as a person standing in the project would name it. */
const shown = (path) => (path.startsWith(root) ? relative(root, path) : path)

/** The hosts of a connection string, without the name and password that it may hold. */
const hostsOf = (uri) => uri.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?([^/?]*).*$/s, '$1')

/** The database named by MONGODB_URI, or our own. `ended` settles only when ours dies by itself. */
async function database() {
  const named = process.env.MONGODB_URI
  if (named) {
    await step('数据库', async (at) => at.end(`MONGODB_URI 指定的 ${hostsOf(named)}`))
    return { uri: named, ended: forever, migrate: process.env.MIGRATE }
  }
  const set = await startReplicaSet({ binary: await findMongod(), dataDir: `${dataDir}/mongo` })
  // Nobody else uses it: what is pending is migrated at the start.
  return { ...set, uri: set.uri.replace('/?', `/${DATABASE}?`), migrate: '1' }
}

/** Starts the server and settles when it is ready; meanwhile its progress is shown. */
function serve({ uri, migrate }, port, claim) {
  return step('服务', async (at) => {
    at.note('正在启动')
    let isReady
    const ready = new Promise((resolve) => (isReady = resolve))
    let known = false
    const server = await startServer({
      watch,
      env: { MONGODB_URI: uri, PORT: String(port), HOST, DATA_DIR: dataDir, ...(migrate && { MIGRATE: migrate }) },
      onMessage({ ready: news, progress }) {
        if (progress) at.progress(progress.done, progress.of, progress.what)
        if (news && known) line(`  ${ink.dim('服务已重新启动')}`)
        if (news) isReady(news)
      },
      onCrash: (output) => failure({ what: '服务启动出错，改好代码后会自动重启。', output })
    })
    claim({ server: server.pid })
    const news = await Promise.race([ready, server.ended])
    if (news instanceof Failure) throw news
    known = true
    claim({ url: news.url })
    if (port !== PORT) at.aside(`端口 ${PORT} 被占用，改用 ${port}`)
    at.end(news.url)
    return { ...server, ...news }
  })
}

function introduce({ url, accounts = [], city = '随手拍' }, later) {
  heading(city, '随手拍已就绪')
  const doors = [
    ['门户', `${url}/`, ''],
    ['小程序网页版', watch ? WATCH_URL : `${url}/m/`, ink.dim(later)],
    ['办公桌面', `${url}/office/`, ''],
    ['接口文档', `${url}/docs/api`, '']
  ]
  table(doors, { style: { 1: ink.place } })
  if (accounts.length) {
    line()
    const people = accounts.map(({ name, password, who }) => [name, password, who])
    table(people, { head: ['演示账号', '密码', '身份'], style: { 0: ink.bold } })
  }
  line()
  line(`    ${ink.dim(`按 Ctrl-C 停止。日志在 ${shown(logFile)}，数据在 ${shown(dataDir)}，下次启动还在。`)}`)
  line()
}

/** A web build that fails leaves the portal and the desk as they are. */
async function webBuild(serverUrl) {
  if (watch) return watchBuild('h5', serverUrl)
  try {
    await step('小程序网页版', (at) => build('h5', at))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    failure({ ...error, what: `${error.what}\n门户和办公桌面照常可用，/m/ 暂不可用。` })
  }
}

await launch(
  async () => {
    heading('随手拍', watch ? '开发模式' : '正在启动')
    const claim = await claimData()
    await ensurePackages()
    const mongo = await database()
    const server = await serve(mongo, await freePort(PORT), claim)
    if (seedOnly) return line(`  ${ink.good('✓')} 演示数据已备好。`)
    introduce(server, watch ? '正在构建，改动后自动刷新' : isFresh('h5') ? '' : '正在构建，约一分钟后可用')
    throw await Promise.race([server.ended, mongo.ended, webBuild(server.url).then(() => forever)])
  },
  {
    interrupted: 0,
    stopping: () => line('\n  正在停止…'),
    stopped: () => line(`  ${ink.good('✓')} 已停止，数据都在 ${shown(dataDir)} 里。`)
  }
)
