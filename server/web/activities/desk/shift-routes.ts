/** One shift on the desk: its roster, its hours, its code; and staff who take part themselves. */
import { randomUUID } from 'node:crypto'
import { signupOutcomes } from '#shared/activities.ts'
import { refusals, refuse, type Refused } from '#shared/errors.ts'
import type { RosterView } from '#shared/hours.ts'
import { slotOf } from '#shared/presence.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { leaveFor } from '../../approvals/desk/leave.ts'
import { deskFile, deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { say as deskSay } from '../../frame/desk-words.ts'
import { attempt, one, trimmed, wordsOf, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { CodePage } from './Code.tsx'
import { home, pagesOfTheirOwn, readOnDesk, toastOf } from './common.ts'
import { rosterCsv } from './csv.ts'
import { JoinPage } from './Join.tsx'
import { notedAt } from './noted-at.ts'
import { RosterPage } from './Roster.tsx'
import { say } from './words.ts'
import { rosterXlsx } from './xlsx.ts'

// ——— the roster and its forms

const path = '/office/activities/:no/shifts/:shift'
const shiftHome = ({ param }: DeskRequest) => `${home(param('no'))}/shifts/${param('shift')}`
const rosterOf = ({ call, viewer, param }: DeskRequest): Promise<RosterView> =>
  call('readRoster', { params: { shift: param('shift') } }, viewer)

interface Shown {
  typed: Posted
  refused: { form: 'settle' | 'manual' | 'manage'; words: string }
}
type Outcome = DeskOutcome<Shown>
const refusedAt = (form: Shown['refused']['form'], typed: Posted, words: string, status = 422): Outcome =>
  again({ typed, refused: { form, words } }, status)

/** The lines of a roster that say something else than was proposed; of the others the server needs no word. */
const changedLines = ({ rows }: RosterView, fields: Posted) =>
  rows.flatMap((row) => {
    const at = (name: string) => trimmed(fields, `${name}.${row.signup}`)
    const outcome = signupOutcomes.find((known) => known === at('outcome'))
    const words = at('words')
    if (!outcome && at('minutes') === at('was') && !words) return []
    const came = outcome ? outcome === 'came' : Number(at('minutes')) > 0
    return [
      {
        signup: row.signup,
        outcome: outcome ?? (came ? 'came' : 'absent'),
        ...(came && { minutes: Number(at('minutes')) }),
        ...(words && { words })
      }
    ]
  })

async function settleHours(request: DeskRequest, { fields }: Sent): Promise<Outcome> {
  const roster = await rosterOf(request)
  const lines = changedLines(roster, fields)
  const wrong = lines.some(
    (line) => 'minutes' in line && !(Number.isInteger(line.minutes) && line.minutes <= 1440 && line.minutes >= 0)
  )
  if (wrong) return refusedAt('settle', fields, say.problem.minutes)
  const body = { lines }
  const tried = await attempt(
    () => request.call('settleShift', { params: { shift: roster.shift.id }, body }, request.viewer),
    pagesOfTheirOwn
  )
  if ('done' in tried) return see(`${shiftHome(request)}?done=hours`)
  return refusedAt('settle', fields, wordsOf(tried.refused), refusals[tried.refused.code])
}

async function reportPresence(request: DeskRequest, { fields }: Sent): Promise<Outcome> {
  const { call, viewer } = request
  const roster = await rosterOf(request)
  const kind = one(fields, 'kind') === 'out' ? 'out' : 'in'
  const at = notedAt(roster.shift, one(fields, 'time'), kind, request.now, one(fields, 'day') || undefined)
  const signup = one(fields, 'signup')
  const reason = trimmed(fields, 'reason')
  if (!at || !roster.rows.some((row) => row.signup === signup)) {
    return refusedAt('manual', fields, say.problem.field)
  }
  if (reason.length < 2) return refusedAt('manual', fields, say.problem.words)
  const event = { id: randomUUID(), signup, kind, at: at.toISOString(), reason } as const
  const body = { device: `desk-${viewer.id}`.padEnd(16, '-'), events: [event] }
  const { results } = await call('reportPresence', { body }, viewer)
  const [result] = results
  if (!result?.kept) return refusedAt('manual', fields, say.refusal[result?.why ?? 'unknown'])
  return see(`${shiftHome(request)}?done=present`)
}

async function manage(request: DeskRequest, { fields }: Sent): Promise<Outcome> {
  const roster = await rosterOf(request)
  const verb = one(fields, 'verb') === 'excuse' ? 'excuse' : 'remove'
  const words = trimmed(fields, 'words')
  const signup = roster.rows.find((row) => row.signup === one(fields, 'signup'))?.signup
  if (!signup) return refusedAt('manage', fields, say.problem.field)
  if (words.length < 2) return refusedAt('manage', fields, say.problem.words)
  const tried = await attempt(
    () => request.call('moveSignup', { params: { signup }, body: { verb, words } }, request.viewer),
    pagesOfTheirOwn
  )
  if ('refused' in tried) return refusedAt('manage', fields, wordsOf(tried.refused))
  return see(`${shiftHome(request)}?done=${verb === 'excuse' ? 'excused' : 'removed'}`)
}

async function loadCode(request: DeskRequest) {
  const { call, viewer, param, now } = request
  const activity = await readOnDesk(request)
  const shift = activity.shifts.find(({ id }) => id === param('shift')) ?? refuse('not_found')
  const slot = slotOf(now.getTime())
  const codes = await call('readCodes', { params: { shift: shift.id }, query: { slot: String(slot) } }, viewer)
  const code = codes.codes[slot - codes.slot] ?? codes.codes[0] ?? refuse('not_in_this_status')
  return { activity, shift, codes, svg: qrSvg(code), now }
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const shiftRoutes: readonly DeskRoute[] = [
  deskForm({
    path,
    toast: toastOf,
    scripts: ['roster.js'],
    load: async (request, shown: Shown | undefined) => ({ roster: await rosterOf(request), typed: {}, ...shown }),
    view: RosterPage,
    title: ({ roster }) => `${say.roster.title} ${roster.activity.title}`,
    act: { [`${path}/settlement`]: settleHours, [`${path}/presence`]: reportPresence, [`${path}/people`]: manage },
    restored({ fields: typed }, _request, sentTo) {
      const form = { settlement: 'settle', presence: 'manual', people: 'manage' } as const
      const last = sentTo.slice(path.length + 1) as keyof typeof form
      return { typed, refused: { form: form[last], words: deskSay.signIn.restored } }
    }
  }),
  deskFile({
    path: `${path}/roster.csv`,
    async load(request) {
      const roster = await rosterOf(request)
      const asking = await leaveFor(request, 'roster', roster.shift.id)
      if (asking) return asking
      return { body: rosterCsv(roster), type: 'text/csv; charset=utf-8', name: `roster-${roster.activity.no}.csv` }
    }
  }),
  deskFile({
    path: `${path}/roster.xlsx`,
    async load(request) {
      const roster = await rosterOf(request)
      const asking = await leaveFor(request, 'roster', roster.shift.id)
      if (asking) return asking
      return { body: await rosterXlsx(roster), type: xlsxType, name: `roster-${roster.activity.no}.xlsx` }
    }
  }),
  deskPage({
    path: `${path}/code`,
    title: () => say.code.title,
    scripts: ['codes.js'],
    refresh: () => 20,
    load: loadCode,
    view: CodePage
  })
]

// ——— staff who take part

interface JoinShown {
  shift: string
  words: string
}

async function loadJoin({ call, viewer, param }: DeskRequest, refused: JoinShown | undefined) {
  const [shown, mine, profile] = await Promise.all([
    call('readActivity', { params: { activity: param('no') } }, viewer),
    call('mySignups', {}, viewer),
    call('readProfile', {}, viewer)
  ])
  return {
    activity: shown,
    mine: mine.items.filter(({ activity }) => activity.no === shown.no),
    keyOf: randomUUID(),
    name: profile.name ?? viewer.name,
    phone: profile.phone ?? '',
    refused
  }
}

async function join({ call, viewer, ip, param }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<JoinShown>> {
  const shift = one(fields, 'shift')
  const [name, phone] = [trimmed(fields, 'name'), trimmed(fields, 'phone')]
  const body = {
    role: one(fields, 'role'),
    ...(one(fields, 'adult') === 'yes' && { adult: true }),
    ...(name && { name }),
    ...(phone && { phone })
  }
  const signup = await call('signUp', { params: { shift }, body }, viewer, { ip, key: one(fields, 'key') })
  return see(`${home(param('no'))}/join?done=${signup.state === 'waiting' ? 'queued' : 'joined'}`)
}

async function moveOwn({ call, viewer, param }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<JoinShown>> {
  const verbs = ['confirm', 'decline', 'cancel'] as const
  const verb = verbs.find((known) => known === one(fields, 'verb')) ?? refuse('unparseable')
  const params = { signup: param('signup') }
  const tried = await attempt(() => call('moveSignup', { params, body: { verb } }, viewer), pagesOfTheirOwn)
  if ('done' in tried) return see(`${home(param('no'))}/join?done=${verb === 'confirm' ? 'confirmed' : 'left'}`)
  const { shift } = await call('readSignup', { params }, viewer)
  return again({ shift: shift.id, words: wordsOf(tried.refused) }, refusals[tried.refused.code])
}

const onlyPhone = ({ more }: Refused): boolean =>
  more.errors !== undefined && more.errors.every(({ at }) => at === '/body/phone')

const joinPath = '/office/activities/:no/join'
export const joinRoutes: readonly DeskRoute[] = [
  deskForm({
    path: joinPath,
    title: () => say.join.title,
    toast: toastOf,
    load: loadJoin,
    view: JoinPage,
    act: { [joinPath]: join, '/office/activities/:no/signups/:signup': moveOwn },
    goesUp: [],
    refused: (refused, { fields }) => ({
      shift: one(fields, 'shift'),
      words: onlyPhone(refused) ? say.problem.phone : wordsOf(refused)
    })
  })
]
