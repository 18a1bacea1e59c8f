/** Puts the house together: database, city, rooms, pages, worker. Used by main.ts, by the tests and by the bench. */
import { createServer, type Server } from 'node:http'
import { Server as Listener, type AddressInfo } from 'node:net'
import type { Env } from '#config/env.ts'
import type { City } from '#config/city/types.ts'
import { staffRoutes } from '#server/accounts/staff-routes.ts'
import { followPeople, needsSecondFactor } from '#server/accounts/index.ts'
import { signInRoutes } from '#server/accounts/sign-in-routes.ts'
import { activityRoutes } from '#server/activities/routes.ts'
import { affectedRoutes } from '#server/affected/routes.ts'
import { refuseHalfRestored } from '#server/backup/index.ts'
import { approvalRoutes } from '#server/approvals/routes.ts'
import { assessmentRoutes } from '#server/assessment/routes.ts'
import { orderRoutes } from '#server/cases/orders.ts'
import { caseRoutes } from '#server/cases/routes.ts'
import { certificateRoutes } from '#server/certificates/routes.ts'
import { fillCity, openCity, type CitySnapshot } from '#server/city/index.ts'
import { cityRoutes } from '#server/city/routes.ts'
import { standardsRoutes } from '#server/city/standards.ts'
import { openDataRoutes } from '#server/open-data/index.ts'
import { resumeErasures } from '#server/erasure/index.ts'
import { erasureRoutes } from '#server/erasure/routes.ts'
import { hourRoutes } from '#server/hours/routes.ts'
import { checkKeys, judgeKeys, keyRecord } from '#server/kernel/key-record.ts'
import { findKeys, formToken, loadKeys, type Keys, type KeySettings } from '#server/kernel/keys.ts'
import { listeningAt, placeOf, type Hosts } from '#server/kernel/host.ts'
import { incoming } from '#server/kernel/incoming.ts'
import { makeLog, type Log } from '#server/kernel/log.ts'
import type { Moved } from '#server/kernel/microcache.ts'
import { makeMetrics } from '#server/kernel/metrics.ts'
import { watchPageChanges } from '#server/kernel/page-changes.ts'
import { connect, database, disconnect, prepare, takingLong } from '#server/kernel/mongo.ts'
import { sharedCounts } from '#server/kernel/shared-counts.ts'
import { StartRefused } from '#server/kernel/start-refused.ts'
import { makeCall, type Call, type Handlers } from '#server/kernel/serve.ts'
import { watchedServer, type Watched } from '#server/kernel/watched.ts'
import type { AppContext } from '#server/context.ts'
import { openStaffNames } from '#server/members/index.ts'
import { memberRoutes } from '#server/members/routes.ts'
import { checkStores, openStores } from '#server/integrations/storage.ts'
import { wechat, wechatClosed, wechatStub, type Wechat } from '#server/integrations/wechat.ts'
import { digestRoutes } from '#server/notifications/digest-routes.ts'
import { waysOut } from '#server/integrations/ways-out.ts'
import { deliveryRoutes } from '#server/notifications/delivery-routes.ts'
import { robotRoutes } from '#server/notifications/robot-routes.ts'
import { noticeRoutes } from '#server/notifications/routes.ts'
import { ownDataRoutes } from '#server/copies/routes.ts'
import { photoRoutes } from '#server/photos/routes.ts'
import { presenceRoutes } from '#server/presence/routes.ts'
import { publicationRoutes } from '#server/publication/routes.ts'
import { queueRoutes } from '#server/queue/routes.ts'
import { watchRoutes } from '#server/watch/routes.ts'
import { rehearsalRoutes } from '#server/rehearsals/routes.ts'
import { setUpRoutes } from '#server/releases/set-up-routes.ts'
import { releaseRoutes } from '#server/releases/routes.ts'
import { reportRoutes } from '#server/reports/routes.ts'
import { similarRoutes } from '#server/similar/routes.ts'
import { openSessions, viewerIn } from '#server/sessions/index.ts'
import { sessionRoutes } from '#server/sessions/routes.ts'
import { rootPlacesOf } from '#server/roots/index.ts'
import { rootRoutes } from '#server/roots/routes.ts'
import { signupRoutes } from '#server/participation/routes.ts'
import { statisticsRoutes } from '#server/statistics/routes.ts'
import { oversightRoutes } from '#server/oversight/routes.ts'
import { premisesRoutes } from '#server/premises/routes.ts'
import { volunteerRoutes } from '#server/volunteers/routes.ts'
import { prepareSuggestions } from '#server/suggestions/index.ts'
import { suggestionRoutes } from '#server/suggestions/routes.ts'
import { migrateBeforeStart, migrateDatabase, type Applied, type Migration } from './migrations/index.ts'
import { makeApp, type Answer } from './app.ts'
import { makePages } from '#server/web/index.ts'
import { readiness, watch, watchClock } from './watching.ts'
import { startWorker } from './worker.ts'

export interface Started {
  url: string
  context: AppContext
  call: Call
  city: CitySnapshot
  tick(): Promise<void>
  /** For so long, in milliseconds, a visitor whose connection is open may still send what he has begun. */
  stop(drainMs?: number): Promise<void>
}

export interface StartOptions {
  env: Env
  /** The city that fills an empty database as its first release. */
  city: City
  /** The base map under every drawn map, GeoJSON text; a city may do without. */
  baseMap?: string
  /** Fills an empty database with cases and accounts; runs before anyone is let in. */
  seed?: (context: AppContext, city: City) => Promise<void>
  /** Throws where this database must not be opened so; runs once its shape is today's. */
  guard?: () => Promise<void>
  now?: () => Date
  /** The machine's clock, in milliseconds: held against the database's. */
  clock?: () => number
  /** Those of another version, where that is rehearsed. */
  migrations?: readonly Migration[]
}

/** What migrations are given; the city is read only where one asks for it. */
const migrating = (now: () => Date, keys: Keys, log: Log) => ({
  db: database(),
  keys,
  now,
  log,
  async city(): Promise<CitySnapshot> {
    const releases = await openCity(now, log, () => undefined)
    releases.stop()
    return releases.current()
  }
})

/** The keys this database was made with. None is made where it knows one already: that would be another one. */
async function openKeys(settings: KeySettings): Promise<Keys> {
  const record = await keyRecord()
  if (record && !findKeys(settings))
    throw new StartRefused('key_missing', { wanted: record.current, since: record.since.toISOString() })
  const keys = loadKeys(settings)
  if (record) judgeKeys(keys, record)
  return keys
}

/** Counts what a start would change in the database, or changes it: the command `migrate`. */
export async function migrateOnly(
  env: Pick<Env, 'mongoUri' | 'serverKey' | 'serverKeyOld' | 'dataDir' | 'logLevel'>,
  commit: boolean
): Promise<Applied[]> {
  await connect(env.mongoUri)
  try {
    const keys = await openKeys(env)
    const now = (): Date => new Date()
    return await takingLong(() => migrateDatabase(migrating(now, keys, makeLog(env.logLevel)), commit))
  } finally {
    await disconnect()
  }
}

/** Without an appid nobody can be asked who comes: where strangers can come, the door is closed and no stub opens it. */
function wechatOf({ wechatStub: stub, isPublic }: Env, { wechatAccount: account, log }: AppContext): Wechat {
  if (account) return wechat(account)
  if (isPublic && !stub) {
    log.warn('WX_APPID is not set and this address is public: WeChat sign-in is closed')
    return wechatClosed()
  }
  log.warn('WX_APPID is not set: a stub answers for WeChat sign-in')
  return wechatStub()
}

const emptyMap = JSON.stringify({ type: 'FeatureCollection', features: [] })

/** Every endpoint's handler; one that is missing does not compile. */
const handlersOf = (context: AppContext, env: Env, wechatSession: Wechat): Handlers => ({
  ...cityRoutes(context, { trial: wechatSession.stub }),
  ...standardsRoutes(context),
  ...openDataRoutes(context),
  ...releaseRoutes(context),
  ...setUpRoutes(context),
  ...rehearsalRoutes(context),
  ...memberRoutes(context, wechatSession),
  ...sessionRoutes(context),
  ...signInRoutes(context),
  ...staffRoutes(context),
  ...approvalRoutes(context),
  ...deliveryRoutes(context),
  ...robotRoutes(context),
  ...noticeRoutes(context),
  ...digestRoutes(context),
  ...photoRoutes(context, { dayMb: env.photoDayMb }),
  ...reportRoutes(context, env),
  ...caseRoutes(context),
  ...rootRoutes(context),
  ...orderRoutes(context),
  ...publicationRoutes(context),
  ...similarRoutes(context),
  ...affectedRoutes(context),
  ...queueRoutes(context),
  ...watchRoutes(context),
  ...statisticsRoutes(context),
  ...activityRoutes(context),
  ...signupRoutes(context),
  ...presenceRoutes(context),
  ...hourRoutes(context),
  ...volunteerRoutes(context),
  ...oversightRoutes(context),
  ...certificateRoutes(context),
  ...erasureRoutes(context),
  ...ownDataRoutes(context),
  ...premisesRoutes(context),
  ...assessmentRoutes(context),
  ...suggestionRoutes(context)
})

interface Answering {
  env: Env
  place: Hosts
  baseMap: string | undefined
  isStopping: () => boolean
  watched: Watched
}

/** All that this server answers: endpoints, pages and files. */
async function answering(context: AppContext, { env, place, baseMap, isStopping, watched }: Answering) {
  const { keys, city, now } = context
  const call = makeCall(handlersOf(context, env, wechatOf(env, context)), keys.idempotency)
  const { viewerOf } = context.sessions
  const uploads = incoming(env.uploadsMb * 1_048_576)
  const claimedBy = (token: string) => viewerIn(token, keys, now())
  const pages = await makePages({
    call,
    city,
    base: baseMap ?? emptyMap,
    formToken: formToken(keys.forms),
    publicUrl: () => context.publicUrl,
    secureCookies: env.https,
    ...(env.assetsDir && { assetsDir: env.assetsDir }),
    viewerOf,
    incoming: uploads,
    now
  })
  const { webDir, https, trustProxy, rateLimit, accessLog } = env
  const parts = {
    context,
    call,
    viewerOf,
    claimedBy,
    webDir,
    https,
    trustProxy,
    incoming: uploads,
    rateLimit,
    accessLog,
    isStopping,
    watched
  }
  return { call, ...makeApp({ ...parts, ...pages, hosts: place }) }
}

/** Connected, under the right key, in today's shape, and fit to be opened; else it throws and is not connected. */
async function openDatabase(
  env: Env,
  {
    now,
    log,
    guard,
    migrations
  }: Required<Pick<StartOptions, 'now'>> & { log: Log } & Record<'guard', StartOptions['guard']> &
    Record<'migrations', StartOptions['migrations']>
): Promise<Keys> {
  await connect(env.mongoUri, env.databaseTimeoutMs)
  try {
    await refuseHalfRestored()
    const keys = await openKeys(env)
    await takingLong(() => migrateBeforeStart(migrating(now, keys, log), env.migrate, migrations))
    await checkKeys(keys, now())
    await guard?.()
    return keys
  } catch (error) {
    await disconnect()
    throw error
  }
}

/** Starts what the role asks for and listens once everything is there. */
export async function start({
  env,
  city: files,
  baseMap,
  seed,
  guard,
  now = () => new Date(),
  clock,
  migrations
}: StartOptions): Promise<Started> {
  const log = makeLog(env.logLevel)
  const stores = openStores(env)
  await checkStores(stores, log)
  const keys = await openDatabase(env, { now, log, guard, migrations })
  await takingLong(prepare)
  let forgetAll: () => void = () => undefined
  let forgetMoved: (what: Moved) => void = () => undefined
  const place = placeOf(env)
  await fillCity(files, now())
  const staffNames = await openStaffNames(log)
  const pageChanges = watchPageChanges(log, (what) => forgetMoved(what))
  const counts = sharedCounts(keys, log, now)
  const releaseCache = await openCity(now, log, () => forgetAll(), staffNames)
  const context: AppContext = {
    city: releaseCache.current,
    cityAt: releaseCache.at,
    async published() {
      await releaseCache.refresh()
      // Who publishes invites next. What fails here the worker does within half a minute: the release stands.
      await followPeople(context).catch((error: unknown) => {
        log.error({ err: error }, 'accounts do not follow the release yet')
      })
    },
    get publicUrl() {
      return place.url
    },
    now,
    keys,
    sessions: openSessions({
      keys,
      city: releaseCache.current,
      now,
      enough: (person, strong) => strong || !needsSecondFactor(env.secondFactor, { ...person, id: person._id })
    }),
    secondFactor: env.secondFactor,
    log,
    photos: { storage: stores.photos, signingKey: keys.photos },
    counts,
    records: stores.records,
    rootPlaces: rootPlacesOf(env),
    ...waysOut(env, { log, now, keys }),
    suggestDaily: env.suggestDaily,
    staffChanged: staffNames.refresh,
    quietHours: env.quietHours,
    moved(what) {
      forgetMoved(what)
      pageChanges.tell(what)
    }
  }
  await takingLong(async () => {
    await seed?.(context, files)
    await prepareSuggestions(context)
    // Before anybody is let in: a backup that was restored has what was erased since.
    await resumeErasures(context)
  })

  let stopping = false
  const isStopping = (): boolean => stopping
  const metrics = makeMetrics()
  watch(metrics, context, { ...env, clock })
  const clockWatch = await watchClock(log, clock)
  const watched = { metrics, ready: readiness(context, { ...env, clock }), token: env.metricsToken }
  // Drawn for one city: under another it would be somebody else's ground.
  const ground = releaseCache.current().info.id === files.info.id ? baseMap : undefined
  const { answer, call, cache } = await answering(context, { env, place, baseMap: ground, isStopping, watched })
  forgetAll = () => cache.clear()
  forgetMoved = (what) => cache.moved(what)
  if (env.role !== 'worker') await pageChanges.listen()

  // What is wrong with the account shows now, and not with the first resident who comes.
  void context.wechatAccount?.tryOut().catch(() => undefined)
  const worker =
    env.role === 'web' ? undefined : startWorker(context, { leaseMs: env.jobLeaseMs, tell: metrics.schedule })
  const server = await listening(env, answer, watched)
  const url = listeningAt(env.host, (server?.address() as AddressInfo | null | undefined)?.port ?? 0)
  if (env.role !== 'worker') place.listens(url)
  return {
    url,
    context,
    call,
    get city() {
      return releaseCache.current()
    },
    tick: () => worker?.tick() ?? Promise.resolve(),
    async stop(drainMs = 0) {
      stopping = true
      releaseCache.stop()
      staffNames.stop()
      clockWatch.stop()
      if (server) await close(server, drainMs)
      await worker?.stop()
      await pageChanges.stop()
      await counts.stop().catch(() => undefined)
      context.mail.close()
      await disconnect()
    }
  }
}

/** A worker answers nobody but who watches it, where it is told at which port. */
function listening(env: Env, answer: Answer, watched: Watched): Promise<Server> | undefined {
  if (env.role !== 'worker') return listen(createServer(answer), env)
  return env.healthPort > 0 ? listen(watchedServer(watched), { ...env, port: env.healthPort }) : undefined
}

const listen = (server: Server, env: Env): Promise<Server> =>
  new Promise((resolve, reject) => {
    // A slow body may take its time, a slow header may not.
    server.headersTimeout = 10_000
    // Longer than a proxy in front keeps a connection: it is the proxy that lets go, and never sends into a closed one.
    server.keepAliveTimeout = 75_000
    server.requestTimeout = 120_000
    server.once('error', reject)
    server.listen(env.port, env.host, () => resolve(server))
  })

/**
 * Takes no new connections and lets what runs finish. A connection that looks idle may have a request on its way, so it
 * is given time: the next answer on it says that it was the last. HTTP's own close would cut it off at once.
 */
const close = (server: Server, drainMs: number): Promise<void> =>
  new Promise((resolve) => {
    const idle = setTimeout(() => server.closeIdleConnections(), drainMs)
    const limit = setTimeout(() => server.closeAllConnections(), 8_000)
    Listener.prototype.close.call(server, () => {
      clearTimeout(idle)
      clearTimeout(limit)
      resolve()
    })
  })
