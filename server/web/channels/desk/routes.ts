/** The channels on the administrator's desk: the log, tests, and the robots of work groups. */
import { deliveries as say } from '#shared/locales/deliveries.ts'
import { dayOf } from '#shared/time-format.ts'
import { guest } from '#server/kernel/viewer.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { one, trimmed, wordsOf, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { fill } from '../../frame/words.ts'
import { channelsHref, logNames, robotsHref, type LogWhere } from '../links.ts'
import { Channels } from './Channels.tsx'
import { Robots } from './Robots.tsx'

const roles = ['admin'] as const
/** What was just done, as it stands in the address. */
const doneWords = ({ asked }: DeskRequest): string | undefined => {
  const { desk, robots } = say
  const words: Readonly<Record<string, string>> = {
    one: desk.resentOne,
    many: fill(desk.resent, { n: asked('n').replace(/\D/g, '').slice(0, 4) || '0' }),
    saved: robots.saved,
    removed: robots.removed
  }
  return words[asked('done')]
}
interface Answer {
  ok: boolean
  reason?: keyof typeof say.reason | undefined
  answer: string
}
const testWords = ({ ok, reason, answer }: Answer): string =>
  ok
    ? fill(say.desk.testOk, { answer })
    : fill(say.desk.testFailed, { reason: reason ? say.reason[reason] : '', answer })

interface Shown {
  done?: string
  refused?: string
  typed?: { channel: string; to: string; day: string }
}

async function loadChannels(request: DeskRequest, shown: Shown | undefined) {
  const { call, viewer, asked, now } = request
  const where: LogWhere = Object.fromEntries(
    logNames.map((name): [string, string | undefined] => [name, asked(name)]).filter(([, value]) => value)
  )
  const [{ items }, { items: copies }, log] = await Promise.all([
    call('listChannels', {}, viewer),
    call('listRootCopies', {}, viewer),
    call('listDeliveries', { query: where }, viewer)
  ])
  return { channels: items, copies, log, where, today: dayOf(now), done: doneWords(request), ...shown }
}

const channelActs: Readonly<Record<string, (request: DeskRequest, fields: Posted) => Promise<DeskOutcome<Shown>>>> = {
  async test({ call, viewer }, fields) {
    const [channel, to] = [one(fields, 'channel'), trimmed(fields, 'to')]
    const answer = await call('testChannel', { body: { channel, to } }, viewer)
    const words = testWords(answer)
    const typed = { channel, to, day: '' }
    return answer.ok ? again({ done: words, typed }, 200) : again({ refused: words, typed })
  },
  async resend({ call, viewer }, fields) {
    await call('resendDelivery', { params: { id: one(fields, 'id') }, body: {} }, viewer)
    return see(`${channelsHref}?done=one`)
  },
  async resendDay({ call, viewer }, fields) {
    const channel = one(fields, 'channel')
    const body = { day: trimmed(fields, 'day'), ...(channel && { channel }) }
    const { count } = await call('resendFailed', { body: body }, viewer)
    return see(`${channelsHref}?done=many&n=${count}`)
  }
}

interface RobotShown {
  done?: string
  refused?: string
  typed?: { id: string; fields: Posted }
}

async function loadRobots(request: DeskRequest, shown: RobotShown | undefined) {
  const { call, viewer } = request
  const [{ items }, offices, { tiles }] = await Promise.all([
    call('listRobots', {}, viewer),
    call('offices', {}, guest),
    call('categories', {}, guest)
  ])
  return {
    items,
    offices: offices.items.map(({ id, short }) => ({ value: id, words: short })),
    tiles: tiles.map(({ id, name }) => ({ value: id, words: name })),
    done: doneWords(request),
    ...shown
  }
}

/** A form's fields as the contract has them; its secret goes by a name that is never shown again. */
function robotOf(fields: Posted) {
  const [office, url, secret] = [one(fields, 'office'), trimmed(fields, 'url'), one(fields, 'passwordSecret').trim()]
  return {
    name: one(fields, 'name'),
    theme: one(fields, 'theme'),
    kind: one(fields, 'kind'),
    tiles: [...(fields['tiles'] ?? [])],
    kinds: [...(fields['kinds'] ?? [])],
    on: one(fields, 'on') === '1',
    ...(office && { office }),
    ...(url && { url }),
    ...(secret && { secret })
  }
}

const robotActs: Readonly<Record<string, (request: DeskRequest, fields: Posted) => Promise<DeskOutcome<RobotShown>>>> =
  {
    async add({ call, viewer }, fields) {
      await call('addRobot', { body: robotOf(fields) }, viewer)
      return see(`${robotsHref}?done=saved`)
    },
    async change({ call, viewer }, fields) {
      const body = { ...robotOf(fields), version: Number(one(fields, 'version')) }
      await call('changeRobot', { params: { id: one(fields, 'id') }, body: body }, viewer)
      return see(`${robotsHref}?done=saved`)
    },
    async remove({ call, viewer }, fields) {
      const body = { version: Number(one(fields, 'version')) }
      await call('removeRobot', { params: { id: one(fields, 'id') }, body }, viewer)
      return see(`${robotsHref}?done=removed`)
    },
    async test({ call, viewer }, fields) {
      const answer = await call('testRobot', { params: { id: one(fields, 'id') }, body: {} }, viewer)
      const words = testWords(answer)
      return answer.ok ? again({ done: words }, 200) : again({ refused: words })
    }
  }

/** What was typed comes back, but for the address and its secret. */
const withoutSecrets = (fields: Posted): Posted =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'url' && name !== 'passwordSecret'))

export const channelDeskRoutes: readonly DeskRoute[] = [
  deskForm({
    path: channelsHref,
    query: [...logNames, 'done', 'n'],
    roles,
    title: () => say.desk.title,
    load: loadChannels,
    view: Channels,
    act: async (request, { fields }: Sent) =>
      (await channelActs[one(fields, 'act')]?.(request, fields)) ?? see(channelsHref),
    goesUp: [],
    refused: (refused, { fields }) => ({
      refused: wordsOf(refused),
      typed: { channel: one(fields, 'channel'), to: one(fields, 'to'), day: one(fields, 'day') }
    })
  }),
  deskForm({
    path: robotsHref,
    query: ['done'],
    roles,
    title: () => say.robots.title,
    load: loadRobots,
    view: Robots,
    act: async (request, { fields }: Sent) =>
      (await robotActs[one(fields, 'act')]?.(request, fields)) ?? see(robotsHref),
    goesUp: [],
    refused: (refused, { fields }) => ({
      refused: wordsOf(refused),
      typed: { id: one(fields, 'id'), fields: withoutSecrets(fields) }
    })
  })
]
