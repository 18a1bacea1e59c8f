/** B23: every question that lists, counts and figures put to the database, as the database itself says it answered it. */
import { watch, type Seen } from '../kit/database.ts'
import { bytesOf, load } from '../kit/load.ts'
import type { Finding, Progress } from '../kit/report.ts'
import { signIn, type Core, type Stage } from '../kit/stage.ts'
import { countedAtMost, listStates, queueTabs } from '#shared/cases.ts'
import { town } from '#tests/support/city.ts'
import { bounded as small } from '#tests/support/plans.ts'
import { password } from '#tests/support/server.ts'

const q = encodeURIComponent('盲道')
const area = 'hebin'
const [category] = town.categories
const viewport = 'west=119.9&south=31.9&east=120.1&north=32.1'
const filters = [
  '',
  `area=${area}`,
  `category=${category?.code ?? ''}`,
  'office=sanitation',
  'status=closed',
  'days=30',
  `q=${q}`,
  ...listStates.flatMap((state) => [`state=${state}`, `state=${state}&days=90`])
]

/** What anybody may ask. */
const asked: readonly string[] = [
  ...filters.flatMap((filter) => [`/api/cases?${filter}`, `/api/cases/count?${filter}`]),
  ...[9, 13, 16].map((zoom) => `/api/map?zoom=${zoom}&${viewport}`),
  ...[7, 30, 90, 365].map((days) => `/api/stats?days=${days}`),
  ...['exposed', 'roots', 'wall', 'activities', 'activities?when=past', 'premises', 'certificates/revoked'].map(
    (path) => `/api/${path}`
  )
]
/** What staff ask all day; who may not is told so and costs nothing. */
const askedByStaff: readonly string[] = [
  ...queueTabs.flatMap((tab) => [`/api/queue?tab=${tab}`, `/api/queue?tab=${tab}&q=${q}`]),
  ...[
    'watch',
    'unhappy?state=open',
    'unhappy?state=done',
    'staff',
    'sign-ins',
    'approvals',
    'deliveries',
    'notices',
    'notices/unread',
    'desk/activities?tab=all',
    'desk/certificates?tab=all',
    'desk/corrections',
    'digests'
  ].map((path) => `/api/${path}`)
]
const staff = ['zhou', 'zhao', 'li', 'shen', 'bai', 'guan']

/** A question of one kind, whatever it asks for. */
const shapeOf = ({ op, ns, command }: Seen): string =>
  `${op} ${ns.slice(ns.indexOf('.') + 1)} ${JSON.stringify(command['filter'] ?? command['pipeline'] ?? command['q'] ?? {}, (_, value: unknown) => (typeof value === 'string' && !value.startsWith('$') ? '…' : value)).slice(0, 140)}`

const costOf = ({ keysExamined = 0, docsExamined = 0, nreturned = 0, planSummary = '' }: Seen): string =>
  `${keysExamined} keys and ${docsExamined} documents for ${nreturned} rows by ${planSummary}`

/** Numbers above lists are counted no further, and then in whatever order is cheapest. */
const bounded = countedAtMost + 1

/** A page has twenty rows and looks one further; below that nobody waits. */
const worthSaying = 100
const tooMany = ({ keysExamined = 0, nreturned = 0, command }: Seen): boolean =>
  !('pipeline' in command) && keysExamined > worthSaying && keysExamined > 3 * nreturned

async function seenFor(core: Core, paths: readonly string[], token?: string): Promise<Seen[]> {
  return watch(core.database, async () => {
    for (const path of paths) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      await load(core.url, { connections: 1, requests: 1, request: () => bytesOf({ path, headers }) })
    }
  })
}

export async function b23(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  at.note('what anybody asks')
  const seen = await seenFor(core, asked)
  for (const name of staff) {
    at.note(`what ${name} asks`)
    seen.push(...(await seenFor(core, askedByStaff, await signIn(core.url, name, password))))
  }
  const reads = seen.filter(({ op }) => op === 'query' || op === 'command')
  // But for collections that stay small by what they are.
  const large = reads.filter(({ ns }) => !('*' in (small[ns.slice(ns.indexOf('.') + 1)] ?? {})))
  const finding = (what: string, wrong: Seen[]): Finding => {
    const worst = new Map<string, Seen>()
    for (const one of wrong.toSorted((a, b) => (a.docsExamined ?? 0) - (b.docsExamined ?? 0)))
      worst.set(shapeOf(one), one)
    const kinds = [...worst].map(([shape, seen]) => `${shape}: ${costOf(seen)}`)
    return {
      id: 'B23',
      what,
      goal: '0',
      measured: String(kinds.length),
      ok: kinds.length === 0,
      why: kinds.length === 0 ? `Of ${reads.length} questions, as the database saw them.` : kinds.join('; '),
      values: { kinds: kinds.length, questions: reads.length }
    }
  }
  return [
    finding(
      'kinds of questions that read all of a collection',
      large.filter(
        ({ planSummary = '', docsExamined = 0 }) => planSummary.includes('COLLSCAN') && docsExamined > bounded
      )
    ),
    finding(
      'kinds of lists sorted in memory',
      large.filter(
        ({ hasSortStage, command, docsExamined = 0 }) =>
          hasSortStage === true && !('pipeline' in command) && docsExamined > worthSaying
      )
    ),
    finding('kinds of lists that look at more than three keys a row', large.filter(tooMany))
  ]
}
