/** Who may move a case, and who may read it: the whole cast against every verb, as rules and as a query. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueTabs, statuses, verbs, type QueueTab, type Status, type Verb } from '#shared/cases.ts'
import { Refused } from '#shared/errors.ts'
import type { Role } from '#shared/members.ts'
import {
  advance,
  canMove,
  Cases,
  insertMany,
  isOver,
  next,
  open,
  policy,
  presentCase,
  readsContact,
  readsDesk,
  ruleNames,
  visibleTo,
  type CaseDoc,
  type Facts
} from '#server/cases/index.ts'
import { casePolicy, type Subject } from '#server/cases/policy.ts'
import { desksOf } from '#server/cases/who.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import { listQueue, tabsOf } from '#server/queue/index.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const hex = (n: number): string => n.toString(16).padStart(24, '0')
const works = (id: string, office: string, ...roles: Role[]): Staff => ({
  kind: 'staff',
  id,
  name: id,
  office,
  roles,
  family: ''
})

/** A small named cast: how each stands to one case of the squad of 河滨, supervised by the centre. */
const cast = {
  guest: { kind: 'guest' },
  itsReporter: { kind: 'resident', member: 'alice', family: '' },
  anotherResident: { kind: 'resident', member: 'mallory', family: '' },
  holderOfItsCode: { kind: 'code', no: '2026-0427-00001', report: hex(1) },
  holderOfAnotherCode: { kind: 'code', no: '2026-0427-00002', report: hex(2) },
  leadOfficer: works('zhou', 'hebin-squad', 'officer'),
  assistingOfficer: works('chen', 'sanitation', 'officer'),
  officerElsewhere: works('qian', 'wenchang-squad', 'officer'),
  verifier: works('zhao', 'centre', 'verifier'),
  verifierWhoReplied: works('both', 'centre', 'verifier'),
  verifierWhoClosed: works('sun', 'centre', 'verifier'),
  verifierElsewhere: works('peng', 'mobile', 'verifier'),
  dispatcher: works('li', 'centre', 'dispatcher'),
  moderator: works('shen', 'centre', 'moderator'),
  admin: works('guan', 'centre', 'admin'),
  upperLevel: works('ji', 'inspection', 'officer'),
  upperLevelElsewhere: works('yuan', 'water', 'officer', 'verifier'),
  staffWithoutRole: works('new', 'hebin-squad')
} satisfies Record<string, Viewer>
type Name = keyof typeof cast
const names = Object.keys(cast) as Name[]

const subject: Subject = {
  office: 'hebin-squad',
  assisting: ['sanitation'],
  supervising: 'centre',
  raisedTo: 'inspection',
  repliedBy: 'both',
  closedBy: 'sun',
  refusedBy: 'sun',
  reports: [{ id: hex(1), reporter: { member: 'alice' } }]
}

const reporters: Name[] = ['itsReporter', 'holderOfItsCode']
const allVerifiers: Name[] = ['verifier', 'verifierWhoReplied', 'verifierWhoClosed']
const centre: Name[] = ['dispatcher', 'moderator', 'admin', ...allVerifiers]

/** record.md and domain.md, by hand. */
const allowed: Record<Verb, readonly Name[]> = {
  receive: [],
  dispatch: ['dispatcher', 'upperLevel'],
  refuse: ['dispatcher'],
  object: reporters,
  overturn: ['dispatcher', 'verifier', 'verifierWhoReplied'],
  uphold: ['dispatcher', 'verifier', 'verifierWhoReplied'],
  transfer_accept: ['dispatcher'],
  transfer_decline: ['dispatcher'],
  withdraw: reporters,
  consent: reporters,
  accept: ['leadOfficer'],
  return: ['leadOfficer'],
  reply: ['leadOfficer'],
  request_hold: ['leadOfficer'],
  refuse_hold: ['dispatcher'],
  hold: ['dispatcher'],
  resume: ['leadOfficer', 'dispatcher'],
  request_extend: ['leadOfficer'],
  refuse_extend: ['dispatcher'],
  extend: ['dispatcher'],
  verify: ['verifier', 'verifierWhoClosed'],
  fail: ['verifier', 'verifierWhoClosed'],
  rate: reporters,
  request_reopen: reporters,
  reopen: ['verifier', 'verifierWhoReplied'],
  refuse_reopen: ['verifier', 'verifierWhoReplied'],
  ask: ['leadOfficer', 'dispatcher'],
  answer: reporters,
  note: ['leadOfficer', 'assistingOfficer', 'upperLevel', ...centre],
  follow_up: ['leadOfficer', 'dispatcher', ...allVerifiers],
  instruct: ['upperLevel', 'dispatcher', ...allVerifiers],
  join: ['dispatcher'],
  unjoin: ['dispatcher'],
  reclassify: ['dispatcher'],
  publish: ['moderator'],
  withhold: ['moderator'],
  help: [],
  erase: ['moderator', 'admin'],
  // The ladder is climbed by the clock alone.
  urge: [],
  overdue: [],
  supervise: [],
  escalate: [],
  expose: []
}

describe('by the rules', () => {
  test.each(verbs)('%s is for whom the record names, and for nobody else of the cast', (verb) => {
    expect(names.filter((name) => policy[verb].holds(cast[name], subject)).sort()).toEqual([...allowed[verb]].sort())
  })

  test('the desk is read by who works on it, the reporter’s phone by who must call him', () => {
    const reading = (rule: typeof readsDesk) => names.filter((name) => rule.holds(cast[name], subject)).sort()
    expect(reading(readsDesk)).toEqual(['leadOfficer', 'assistingOfficer', 'upperLevel', ...centre].sort())
    expect(reading(readsContact)).toEqual(['dispatcher', 'leadOfficer'])
  })

  test('every rule has a name that the public page can print', () => {
    for (const verb of verbs) {
      expect(policy[verb].names.length).toBeGreaterThan(0)
      for (const name of policy[verb].names) expect(ruleNames).toContain(name)
    }
  })

  test('who may not know of it hears that it does not exist, who may know hears that it is not his to do', () => {
    const told = (name: Name, verb: Verb): string => {
      try {
        casePolicy.permit(cast[name], verb, subject)
        return 'permitted'
      } catch (error) {
        return error instanceof Refused ? error.code : String(error)
      }
    }
    const knows = new Set<Name>(['leadOfficer', 'assistingOfficer', 'upperLevel', ...centre, ...reporters])
    for (const name of names) {
      for (const verb of verbs) {
        const should = allowed[verb].includes(name) ? 'permitted' : knows.has(name) ? 'forbidden' : 'not_found'
        expect({ name, verb, told: told(name, verb) }).toEqual({ name, verb, told: should })
      }
    }
  })

  test('who wears two hats may do what either may, and still not judge himself', () => {
    const hats = works('both', 'centre', 'officer', 'verifier', 'dispatcher')
    const own = { ...subject, office: 'centre' }
    expect(policy.reply.holds(hats, own)).toBe(true)
    expect(policy.dispatch.holds(hats, own)).toBe(true)
    expect(policy.verify.holds(hats, own)).toBe(false)
    expect(policy.fail.holds(hats, own)).toBe(false)
  })
})

// ——— one population, asked twice

let server: TestServer
let population: CaseDoc[]
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  population = people()
  await insertMany(population)
})
afterAll(() => server.stop())

const offices = ['hebin-squad', 'wenchang-squad', 'sanitation', 'water', 'mobile', 'centre']
const supervisors = ['centre', 'mobile']

/** How a case gets to each status. */
const roadTo: Record<Status, Verb[]> = {
  received: [],
  dispatched: ['dispatch'],
  handling: ['dispatch', 'accept'],
  on_hold: ['dispatch', 'accept', 'request_hold', 'hold'],
  replied: ['dispatch', 'accept', 'reply'],
  rework: ['dispatch', 'accept', 'reply', 'fail'],
  returned: ['dispatch', 'return'],
  closed: ['dispatch', 'accept', 'reply', 'verify'],
  refused: ['refuse'],
  withdrawn: ['withdraw']
}

/** Every status under several offices and supervisors, assisted or not, some joined into another. */
function people(): CaseDoc[] {
  const city = server.city
  const made: CaseDoc[] = []
  for (const [s, status] of statuses.entries()) {
    for (const [o, office] of offices.entries()) {
      const supervising = supervisors[(s + o) % 2] ?? 'centre'
      const i = made.length + 1
      const at = (minute: number) =>
        new Date(Date.parse('2026-11-09T01:00:00Z') + i * 60_000 + minute * 1000).toISOString()
      const no = `2026-1109-${String(i).padStart(5, '0')}`
      const place: CaseDoc['place'] = { type: 'Point', coordinates: [120.005, 32.005] }
      const own: CaseDoc['reports'][number] = {
        id: hex(i),
        key: `key-${i}`,
        requestHash: '',
        n: 1,
        at: at(0),
        channel: 'web',
        reporter: i % 2 ? { member: 'alice' } : { codeHash: `hash-${i}` },
        place,
        consentPublic: true
      }
      let caseDoc = open(
        {
          _id: new mongoose.Types.ObjectId(),
          no,
          place,
          photoSizes: {},
          routing: { ruleId: 'R', ruleVersion: 1, because: [] },
          reports: [own]
        },
        {
          category: 'shopfront',
          area: 'hebin',
          channel: 'web',
          limit: { n: 3, unit: 'work_day' },
          report: hex(i),
          office,
          supervising
        },
        { kind: 'reporter', id: hex(i) },
        { text: `第${i}件` },
        at(0),
        city,
        true
      )
      for (const [m, verb] of roadTo[status].entries()) {
        const facts: Facts = {
          ...(verb === 'dispatch' && { office, supervising, ...(i % 3 === 0 && { assisting: ['sanitation'] }) }),
          ...(verb === 'reply' && { outcome: 'solved' as const })
        }
        const actor =
          verb === 'reply'
            ? { kind: 'staff' as const, id: 'both', office }
            : { kind: 'staff' as const, id: 'zhou', office }
        caseDoc = advance(caseDoc, { actor, verb, at: at(m + 1), facts, said: { text: `${verb} 的话` } }, city)
      }
      if (i % 31 === 0)
        caseDoc = advance(
          caseDoc,
          { actor: { kind: 'staff', id: 'li' }, verb: 'join', at: at(30), facts: { into: '2026-1109-00001' } },
          city,
          { reports: [] }
        )
      if (i % 7 === 0)
        caseDoc = { ...caseDoc, raisedTo: 'inspection', desks: desksOf({ ...caseDoc, raisedTo: 'inspection' }) }
      made.push(caseDoc)
    }
  }
  return made
}

const wide: Staff[] = [
  ...Object.values(cast).filter((v): v is typeof cast.verifier => v.kind === 'staff'),
  works('two', 'sanitation', 'officer', 'verifier'),
  works('three', 'mobile', 'verifier', 'officer'),
  works('four', 'centre', 'officer', 'verifier', 'dispatcher'),
  works('five', 'inspection', 'officer')
]

describe('by the same rules as a query', () => {
  test.each([
    ...names.map((name) => [name, cast[name]] as const),
    ...wide.map((v) => [`${v.id} (${v.roles.join(' ')})`, v] as const)
  ])('%s finds what he may read, all of it and nothing else', async (_, viewer: Viewer) => {
    const found = await Cases.find(visibleTo(viewer), { no: 1 }).lean<{ no: string }[]>()
    const may = population.filter((caseDoc) => readsDesk.holds(viewer, caseDoc))
    expect(found.map((item) => item.no).sort()).toEqual(may.map((caseDoc) => caseDoc.no).sort())
  })

  test('the population is worth asking', () => {
    for (const status of statuses)
      expect(population.filter((caseDoc) => caseDoc.status === status).length).toBeGreaterThanOrEqual(
        offices.length - 1
      )
    const counts = wide.map((v) => population.filter((caseDoc) => readsDesk.holds(v, caseDoc)).length)
    expect(new Set(counts).size).toBeGreaterThan(4)
  })
})

describe('on the desk', () => {
  const light = () => ({ now: Date.parse('2026-11-10T01:00:00Z'), city: server.city, photos: server.context.photos })

  test('every person of the cast is offered in every status what he may and it may, and nothing else', () => {
    for (const caseDoc of population) {
      for (const viewer of wide) {
        const view = presentCase(caseDoc, viewer, light())
        if (!readsDesk.holds(viewer, caseDoc)) {
          expect(view).toBeUndefined()
          continue
        }
        const may = verbs.filter((verb) => policy[verb].holds(viewer, caseDoc) && canMove(caseDoc, verb))
        expect(view?.desk?.may).toEqual(may)
        for (const verb of may) expect(next(caseDoc.status, verb)).toBeDefined()
        // A case that was taken into another waits for nothing; what was said in it can still be forgotten.
        if (caseDoc.joinedInto) expect(may.filter((verb) => verb !== 'note' && verb !== 'erase')).toEqual([])
      }
    }
  })

  test('no open case waits for nobody: each lies in the queue of somebody who can move it on', async () => {
    const everybody = offices.flatMap((office) => [
      works(`officer of ${office}`, office, 'officer'),
      works(`verifier of ${office}`, office, 'verifier')
    ])
    everybody.push(works('li', 'centre', 'dispatcher'))
    const queued = new Map<string, string[]>()
    for (const viewer of everybody) {
      for (const tab of tabsOf(viewer).filter((t) => t !== 'all' && t !== 'publish')) {
        for (const row of (await listQueue(viewer, tab, { limit: 200 })).items) {
          const mover = verbs.some(
            (verb) => canMove(row, verb) && policy[verb].holds(viewer, row) && next(row.status, verb) !== row.status
          )
          if (mover) queued.set(row.no, [...(queued.get(row.no) ?? []), tab])
        }
      }
    }
    const waiting = population.filter((caseDoc) => !isOver(caseDoc.status) && !caseDoc.joinedInto)
    expect(
      waiting
        .filter((caseDoc) => !queued.has(caseDoc.no))
        .map((caseDoc) => `${caseDoc.no} ${caseDoc.status} ${caseDoc.office}`)
    ).toEqual([])
    for (const caseDoc of population.filter((x) => isOver(x.status) || x.joinedInto))
      expect(queued.has(caseDoc.no)).toBe(false)
  })

  test('a queue shows its reader only what he may read, and pages through all of it once', async () => {
    for (const viewer of wide) {
      for (const tab of queueTabs.filter((t: QueueTab) => tabsOf(viewer).includes(t))) {
        const whole = (await listQueue(viewer, tab, { limit: 500 })).items.map((row) => row.no)
        const paged: string[] = []
        let after: string | undefined
        do {
          const page = await listQueue(viewer, tab, { limit: 7, ...(after && { after }) })
          paged.push(...page.items.map((row) => row.no))
          after = page.older
        } while (after && paged.length < 1000)
        expect(paged).toEqual(whole)
        for (const no of whole)
          expect(readsDesk.holds(viewer, population.find((caseDoc) => caseDoc.no === no) ?? subject)).toBe(true)
      }
    }
  })
})
