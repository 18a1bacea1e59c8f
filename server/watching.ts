/** What whoever runs this watches: figures that are read when he asks, and whether this server should be sent anybody. */
import { statfs } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Env } from '#config/env.ts'
import { wechatCalls, type ChannelView } from '#shared/deliveries.ts'
import { lateEscalations } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { deadJobs, dueJobs } from '#server/kernel/jobs.ts'
import { keyRecord } from '#server/kernel/key-record.ts'
import type { Log } from '#server/kernel/log.ts'
import { addFigure, type Figure, type Metrics } from '#server/kernel/metrics.ts'
import { clockSkewMs, connections, ping, prove, withDeadline } from '#server/kernel/mongo.ts'
import { oldestIn } from '#server/kernel/outbox.ts'
import { channelViews } from '#server/notifications/delivery-routes.ts'
import { isWritable } from '#server/photos/index.ts'
import { copiesOf, goneInNewest } from '#server/roots/index.ts'
import { lastCheckOfSums, oldestUncounted } from '#server/statistics/index.ts'
import type { Ready } from '#server/kernel/watched.ts'
import { outboxes } from './worker.ts'

/** Free bytes of the disk that the data folder lies on. */
async function diskFree(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize
}

const one = (value: number) => [{ value }]
/** What leaves the app, by channel. */
const channelFigures = (context: AppContext): Figure[] => {
  const now = (): number => context.now().getTime()
  const labels = ['channel'] as const
  const figure = (name: string, help: string, read: (channel: ChannelView) => number): Figure => ({
    name,
    help,
    labels,
    read: async () =>
      (await channelViews(context)).map((channel) => ({ labels: { channel: channel.channel }, value: read(channel) }))
  })
  const sinceS = (at: string | undefined): number =>
    at === undefined ? 0 : Math.max(0, (now() - Date.parse(at)) / 1000)
  return [
    figure('deliveries_waiting', 'Notices that wait to leave the app, by channel.', ({ waiting }) => waiting),
    figure('deliveries_oldest_seconds', 'For how long the oldest of them has waited.', ({ oldest }) => sinceS(oldest)),
    figure('deliveries_failed_day', 'Those that failed for good within a day.', ({ failed }) => failed),
    figure('channel_down_seconds', 'For how long nothing has gone this way; 0 where it goes.', ({ downSince }) =>
      sinceS(downSince)
    )
  ]
}
/** A step of the escalation is due to the second; a worker that is well has done it a minute later. */
const stepGraceMs = 60_000

const figuresOf = (context: AppContext, { dataDir }: Pick<Env, 'dataDir'>, clock?: () => number): Figure[] => {
  const sinceS = (at: Date): number => Math.max(0, (context.now().getTime() - at.getTime()) / 1000)
  const byTopic = async (read: (job: { count: number; oldest: Date }) => number) =>
    (await dueJobs(context.now())).map((job) => ({ labels: { topic: job.topic }, value: read(job) }))
  return [
    {
      name: 'database_up',
      help: 'The database answers.',
      read: () =>
        ping().then(
          () => one(1),
          () => one(0)
        )
    },
    {
      name: 'clock_skew_seconds',
      help: 'By how much the clock of this process is ahead of the database’s; below nought it is behind.',
      read: async () => one((await clockSkewMs(clock)) / 1000)
    },
    {
      name: 'database_connections',
      help: 'Connections of this process to the database, by state; waiting are those who want one.',
      labels: ['state'],
      read: () => Promise.resolve(Object.entries(connections()).map(([state, value]) => ({ labels: { state }, value })))
    },
    {
      name: 'jobs_due',
      help: 'Jobs whose time has come and that nobody does, by topic.',
      labels: ['topic'],
      read: () => byTopic(({ count }) => count)
    },
    {
      name: 'jobs_oldest_seconds',
      help: 'For how long the oldest job of a topic has been due.',
      labels: ['topic'],
      read: () => byTopic(({ oldest }) => sinceS(oldest))
    },
    { name: 'jobs_dead', help: 'Jobs given up.', read: async () => one(await deadJobs()) },
    {
      name: 'outbox_oldest_seconds',
      help: 'For how long the oldest item of an outbox has waited to become a job, by what it belongs to.',
      labels: ['of'],
      read: () =>
        Promise.all(
          Object.entries(outboxes).map(async ([of, owners]) => {
            const waits = (await Promise.all(owners().map(oldestIn))).map((at) => (at ? sinceS(at) : 0))
            return { labels: { of }, value: Math.max(...waits) }
          })
        )
    },
    {
      name: 'kept_sums_oldest_seconds',
      help: 'For how long the oldest day has waited to be counted anew; readers count it themselves meanwhile.',
      read: async () => {
        const since = await oldestUncounted()
        return one(since ? sinceS(since) : 0)
      }
    },
    {
      name: 'kept_sums_wrong',
      help: 'Days whose kept sums were not what the cases say when they were last checked; they were put right.',
      read: async () => one((await lastCheckOfSums())?.wrong ?? 0)
    },
    {
      name: 'escalation_steps_late',
      help: 'Steps of the escalation that our own worker should have taken a minute ago.',
      read: async () => one((await lateEscalations(context.now().getTime() - stepGraceMs)).length)
    },
    {
      name: 'daily_root_waits_seconds',
      help: 'For how long the oldest daily root has waited to be written to a place outside the database; 0 where none waits.',
      labels: ['place'],
      read: async () =>
        (await copiesOf(context)).map(({ place, since }) => ({
          labels: { place },
          value: since === undefined ? 0 : sinceS(new Date(since))
        }))
    },
    {
      name: 'daily_root_cases_gone',
      help: 'Cases of the daily root before that the newest one has no more: somebody deleted them.',
      read: async () => one(await goneInNewest())
    },
    {
      name: 'wechat_settings_wrong',
      help: 'WeChat does not take our settings, by what it was asked for: 1 until they are put right.',
      labels: ['call'],
      read: async () => {
        const wrong = (await context.wechatAccount?.problems()) ?? []
        return wechatCalls.map((call) => ({
          labels: { call },
          value: wrong.some((problem) => problem.call === call) ? 1 : 0
        }))
      }
    },
    {
      name: 'disk_free_bytes',
      help: 'Free bytes of the disk of the data folder.',
      read: async () => one(await diskFree(dataDir))
    }
  ]
}

/** `clock`: the machine's, where that is not this one's. */
export function watch(
  metrics: Metrics,
  context: AppContext,
  { clock, ...env }: Pick<Env, 'dataDir'> & { clock?: (() => number) | undefined }
): void {
  for (const figure of [...figuresOf(context, env, clock), ...channelFigures(context)]) addFigure(metrics, figure)
}

/** Deadlines, sign-ins and links bear a second or two; more is a machine that has lost its time. */
const skewAtMostMs = 5_000
const skewEveryMs = 60_000

/** Says in the log when this clock and the database's part, and when they agree again: at the start, then every minute. */
export async function watchClock(log: Log, clock?: () => number): Promise<{ stop(): void }> {
  let parted = false
  const look = async (): Promise<void> => {
    const skewMs = await clockSkewMs(clock)
    const apart = Math.abs(skewMs) > skewAtMostMs
    if (apart) log.error({ skewMs }, 'this clock and the database’s are apart: set the time of this machine')
    else if (parted) log.info({ skewMs }, 'this clock and the database’s agree again')
    parted = apart
  }
  await look()
  // Where the database does not answer now, others say so.
  const timer = setInterval(() => void look().catch(() => undefined), skewEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** So long may a question of readiness take: whoever asks has others to ask. */
const readyMs = 1_500

/** Each of them is asked anew: who is not ready is sent nobody until he is. */
export const readiness =
  (
    { keys, photos }: Pick<AppContext, 'keys' | 'photos'>,
    { dataDir, diskFreeMb, clock }: Pick<Env, 'dataDir' | 'diskFreeMb'> & { clock?: (() => number) | undefined }
  ) =>
  (): Promise<Ready> =>
    withDeadline(readyMs, async () => {
      const sure = (asked: Promise<boolean>): Promise<boolean> =>
        Promise.race([asked.catch(() => false), pause(readyMs, false, { ref: false })])
      let skewMs: number | undefined
      const [database, disk, storage, key] = await Promise.all([
        sure(
          Promise.all([clockSkewMs(clock), prove()]).then(([ms]) => {
            skewMs = ms
            return true
          })
        ),
        sure(diskFree(dataDir).then((free) => free >= diskFreeMb * 1_000_000)),
        sure(isWritable(photos)),
        sure(keyRecord().then((record) => record?.current === keys.fingerprint))
      ])
      const checks = { database, disk, storage, key }
      return { checks, said: skewMs === undefined ? {} : { clockSkewMs: skewMs } }
    })
