/** What the rows of the verbs let be read, told and offered: by hand, so that no row can quietly agree with itself. */
import { describe, expect, test } from 'vitest'
import { toReporters, toStaff } from '#shared/notices.ts'
import { reporterVerbs, staffVerbs, verbTable, verbs, type Alerted, type Verb, type VerbRow } from '#shared/verbs.ts'
import { open, presentCase, settle, type CaseDoc, type Entry } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { town } from '#tests/support/city.ts'
import { noPhotos } from '#tests/support/photos.ts'

const city = makeSnapshot(town)
const at = '2026-11-16T02:00:00.000Z'
const report = 'a'.repeat(24)
const reporter: Viewer = { kind: 'resident', member: 'alice', family: '' }
const officer: Viewer = { kind: 'staff', id: 'zhou', name: '', office: 'hebin-squad', roles: ['officer'], family: '' }

/** A published case in which this verb, and nothing else since it was received, was said. */
function caseWith(verb: string): CaseDoc {
  const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
  const fresh = open(
    {
      _id: new mongoose.Types.ObjectId(),
      no: '2026-1116-00001',
      place,
      photoSizes: {},
      routing: { ruleId: 'R-4', ruleVersion: 1, because: [] },
      reports: [
        {
          id: report,
          key: '',
          requestHash: '',
          n: 1,
          at,
          channel: 'web',
          reporter: { member: 'alice' },
          place,
          consentPublic: true
        }
      ]
    },
    {
      category: 'shopfront',
      area: 'hebin',
      limit: { n: 3, unit: 'work_day' },
      report,
      office: 'hebin-squad',
      supervising: 'centre'
    },
    { kind: 'reporter', id: report },
    { text: '第一句' },
    at,
    city,
    true
  )
  const [first] = fresh.ledger
  if (!first) throw new Error('nothing was received')
  const entry: Entry = {
    ...first,
    n: 2,
    verb: verb as Verb,
    from: 'received',
    facts: {},
    actor: { kind: 'staff', id: 'zhou', office: 'hebin-squad', role: 'officer' },
    words: 'x'
  }
  // Nothing that was said is approved: what is read here is only that it happened.
  return {
    ...settle(fresh, city),
    publishedAt: new Date(at),
    ledger: [first, entry],
    words: { ...fresh.words, 2: { salt: 's', text: '第二句' } }
  }
}
const read = (verb: string, viewer: Viewer) =>
  presentCase(caseWith(verb), viewer, { now: Date.parse(at), city, photos: noPhotos })?.timeline.find(
    ({ n }) => n === 2
  )

/** Everybody reads that these happened. */
const everybody: Verb[] = [
  'receive',
  'dispatch',
  'refuse',
  'object',
  'overturn',
  'uphold',
  'transfer_accept',
  'transfer_decline',
  'withdraw',
  'accept',
  'return',
  'reply',
  'hold',
  'resume',
  'extend',
  'verify',
  'fail',
  'rate',
  'request_reopen',
  'reopen',
  'refuse_reopen',
  'follow_up',
  'reclassify',
  'help',
  'urge',
  'overdue',
  'supervise',
  'escalate',
  'expose',
  'instruct'
]
/** And the reporter of these besides. */
const reportersToo: Verb[] = ['ask', 'answer', 'consent']

describe('that a step was taken', () => {
  test.each(verbs)('%s is read by whom the record names, and by nobody else', (verb) => {
    expect(read(verb, guest) !== undefined).toBe(everybody.includes(verb))
    expect(read(verb, reporter) !== undefined).toBe([...everybody, ...reportersToo].includes(verb))
    expect(read(verb, officer)).toBeDefined()
  })

  test('is nobody’s to read where the verb is not in the table: a new one is not public by default', () => {
    for (const viewer of [guest, reporter]) {
      expect(read('unheard_of', viewer)).toBeUndefined()
      expect(read('constructor', viewer)).toBeUndefined()
    }
  })
})

describe('what was said with a step', () => {
  /** Addressed to the reporter, and to the public once a moderator has approved it. */
  const addressed: Verb[] = [
    'receive',
    'refuse',
    'object',
    'overturn',
    'uphold',
    'return',
    'reply',
    'hold',
    'extend',
    'verify',
    'fail',
    'rate',
    'request_reopen',
    'reopen',
    'refuse_reopen',
    'help'
  ]
  test.each(verbs)(
    '%s reaches the reporter only where it is addressed to him, and the public not before it is approved',
    (verb) => {
      expect(read(verb, guest)?.text).toBeUndefined()
      const own = [...addressed, 'ask', 'answer', 'withdraw'].includes(verb)
      expect(read(verb, reporter)?.text).toBe(own ? '第二句' : undefined)
      expect(read(verb, officer)?.text).toBe('第二句')
    }
  )

  test('may be approved for the public where it is addressed to it, or came in with a report', () => {
    const open = verbs.filter((verb) => verbTable[verb].words === 'public')
    expect(new Set(open)).toEqual(new Set<Verb>([...addressed, 'join']))
  })
})

test('reporters are told of what they wait for, and one of them of what became of his own report', () => {
  const telling = (whom: string) => verbs.filter((verb) => verbTable[verb].tells === whom).sort()
  expect(telling('reporters')).toEqual(
    [
      'accept',
      'ask',
      'dispatch',
      'extend',
      'fail',
      'help',
      'hold',
      'receive',
      'refuse',
      'refuse_reopen',
      'reopen',
      'reply',
      'verify',
      'overturn',
      'uphold'
    ].sort()
  )
  expect(telling('one_reporter')).toEqual(['follow_up', 'join', 'unjoin'])
})

test('staff hear of what is theirs to do and of what is late: who holds it of every step, who checks it and the upper level from their own on', () => {
  const alerting = (whom: Alerted) =>
    verbs.filter((verb) => (verbTable[verb] as VerbRow).alerts.some((one) => one === whom)).sort()
  expect(alerting('lead')).toEqual([
    'answer',
    'dispatch',
    'escalate',
    'expose',
    'extend',
    'fail',
    'hold',
    'instruct',
    'overdue',
    'refuse_extend',
    'refuse_hold',
    'reopen',
    'supervise',
    'urge',
    'withdraw'
  ])
  expect(alerting('supervising')).toEqual(['escalate', 'expose', 'supervise'])
  expect(alerting('upper')).toEqual(['escalate', 'expose'])
})

test('whoever is told of a verb is told in a sentence of its own, as news of a kind that he can choose about', () => {
  for (const verb of verbs) {
    const { tells, alerts }: VerbRow = verbTable[verb]
    expect([verb, verb in toReporters]).toEqual([verb, tells !== 'nobody'])
    expect([verb, verb in toStaff]).toEqual([verb, alerts.length > 0])
  }
})

test('each verb is said on one form, and a form is named after a verb that is said on it', () => {
  const spoken: readonly Verb[] = [...staffVerbs, ...reporterVerbs]
  for (const verb of verbs) {
    const { form, length } = verbTable[verb]
    expect({ verb, said: form !== null }).toEqual({ verb, said: spoken.includes(verb) })
    if (form) expect(verbTable[form].form).toBe(form)
    if (length) expect(length[0]).toBeLessThan(length[1])
  }
})
