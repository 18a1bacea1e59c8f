// npm start: everything that a fresh machine lacks, then the database, the server and the web build of the mini-program.
//   --watch      restart the server and rebuild the web build on every edit
//   --seed-only  fill the demo city, then stop
//   --reset      throw away what an earlier start drew, first
import { WATCH_URL, build, isFresh, watchBuild } from './builds.mjs'
import { claimData } from './claim.mjs'
import { dropDemo, shown } from './data.mjs'
import { text } from './messages.mjs'
import { findMongod, startReplicaSet } from './mongod.mjs'
import { namedUri, uriFor, useNamedDatabase } from './named-database.mjs'
import { ensurePackages } from './packages.mjs'
import { dataDir, inData, logs } from './places.mjs'
import { freePort, launch } from './run.mjs'
import { Failure, failure, heading, ink, line, step, table } from './say.mjs'
import { startServer } from './server.mjs'

const HOST = '127.0.0.1'
const PORT = Number(process.env.PORT) || 8787
const DATABASE = 'suishoupai'
const forever = new Promise(() => undefined)

/** The database named by MONGODB_URI, or our own. `ended` settles only when ours dies by itself. */
async function database() {
  const named = namedUri()
  if (named) {
    await useNamedDatabase(named)
    return { uri: named, ended: forever, migrate: process.env.MIGRATE }
  }
  const set = await startReplicaSet({ binary: await findMongod(), dataDir: inData('mongo') })
  // Nobody else uses it: what is pending is migrated at the start.
  return { ...set, uri: set.uri.replace('/?', `/${DATABASE}?`), migrate: '1' }
}

/** Starts the server and settles when it is ready; meanwhile its progress is shown. */
function serve({ uri, migrate }, port, { claim, watch }) {
  return step(text.start.service, async (at) => {
    at.note(text.start.starting)
    let isReady
    const ready = new Promise((resolve) => (isReady = resolve))
    let known = false
    const server = await startServer({
      watch,
      env: { ...uriFor(uri), PORT: String(port), HOST, DATA_DIR: dataDir, ...(migrate && { MIGRATE: migrate }) },
      onSpawn: (pid) => claim({ server: pid }),
      onMessage({ ready: news, progress }) {
        if (progress) at.progress(progress.done, progress.of, text.start.progress[progress.what])
        if (news && known) line(`  ${ink.dim(text.start.restarted)}`)
        if (news) isReady(news)
      },
      onError: tellError,
      onCrash: (output) => failure({ what: text.start.crashed, output })
    })
    const news = await Promise.race([ready, server.ended])
    if (news instanceof Failure) throw news
    known = true
    claim({ url: news.url })
    if (port !== PORT) at.aside(text.start.otherPort(PORT, port))
    at.end(news.url)
    return { ...server, ...news }
  })
}

/** An error that the server logged while it is worked on. */
function tellError({ what, at, stack }) {
  line(`  ${ink.bad(text.server.error)}  ${ink.bold(what)}  ${ink.dim(at ?? '')}`)
  for (const said of stack) line(`    ${ink.dim(said)}`)
}

function introduce({ url, accounts = [], matter, city = text.start.name }, web) {
  heading(city, text.start.ready)
  const { doors } = text.start
  const places = [
    [doors.portal, `${url}/`, ''],
    [doors.web, web.url, ink.dim(web.later)],
    [doors.desk, `${url}/office/`, ''],
    [doors.api, `${url}/docs/api`, '']
  ]
  table(places, { style: { 1: ink.place } })
  if (accounts.length) {
    line()
    const { roles, head, two } = text.start
    const rows = accounts.map(({ role, name, person, second }) => [
      roles[role].title,
      name,
      person,
      second ? two.can : roles[role].can
    ])
    table(rows, { head: [head.role, head.account, head.person, head.can], style: { 1: ink.bold } })
    line()
    line(`    ${text.start.password(accounts[0].password)}`)
    if (matter) line(`    ${text.start.matter(matter.category, matter.area, matter.office)}`)
    const second = accounts.findIndex((account) => account.second)
    if (second > 0) line(`    ${two.try(accounts[second - 1].person, accounts[second].person)}`)
  }
  line()
  line(`    ${ink.dim(text.start.stopHint(shown(logs.server), shown(dataDir)))}`)
  line()
}

/** A web build that fails leaves the portal and the desk as they are. */
async function webBuild(serverUrl, watch) {
  if (watch) return watchBuild('h5', serverUrl)
  try {
    await step(text.builds.h5, (at) => build('h5', at))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    failure({ ...error, what: text.start.webFailed(error.what) })
  }
}

const inTime = (url, watch) =>
  watch
    ? { url: WATCH_URL, later: text.start.rebuilding }
    : { url: `${url}/m/`, later: isFresh('h5') ? '' : text.start.webLater }

export const start = (given) => {
  const [watch, seedOnly, anew] = ['--watch', '--seed-only', '--reset'].map((name) => given.includes(name))
  return launch(
    async () => {
      heading(text.start.name, watch ? text.start.developing : text.start.starting)
      const claim = await claimData()
      if (anew) dropDemo()
      await ensurePackages()
      const mongo = await database()
      const server = await serve(mongo, await freePort(PORT), { claim, watch })
      if (seedOnly) return line(`  ${ink.good('✓')} ${text.start.seeded}`)
      introduce(server, inTime(server.url, watch))
      throw await Promise.race([server.ended, mongo.ended, webBuild(server.url, watch).then(() => forever)])
    },
    {
      interrupted: 0,
      stopping: () => line(`\n  ${text.start.stopping}`),
      stopped: () => line(`  ${ink.good('✓')} ${text.start.stopped(shown(dataDir))}`)
    }
  )
}
