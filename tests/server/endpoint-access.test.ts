/**
 * Walks the whole contract and sends every endpoint what it must refuse. A new endpoint is guarded from birth: it only has
 * to say below what a valid request to it looks like.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createHash } from 'node:crypto'
import { api, type ApiName } from '#shared/api.ts'
import type { CaseView } from '#shared/cases.ts'
import { isKeyed, viewerKinds, type Endpoint, type ViewerKind } from '#shared/endpoint.ts'
import { Refused, refusals } from '#shared/errors.ts'
import { photoPartBytes } from '#shared/photos.ts'
import { check, toJsonSchema, type Schema } from '#shared/schema.ts'
import { escalateDue } from '#server/cases/index.ts'
import { mailStub } from '#server/integrations/mail.ts'
import { sendConfirmation } from '#server/notifications/choosing.ts'
import { digestId, keepDigest } from '#server/notifications/digests-model.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { roles, type ChallengeView, type Role, type SessionView } from '#shared/members.ts'
import { hashPassword, keepStaff } from '#server/members/index.ts'
import { findDelivery, keepDone } from '#server/notifications/deliveries-model.ts'
import { viewerIn } from '#server/sessions/index.ts'
import { inHebin, town } from '#tests/support/city.ts'
import { collections } from '#tests/support/collections.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { client, freshKey, phonePhoto, type Client } from '#tests/support/http.ts'
import { codeOf, enrolInSession } from '#tests/support/second-factor.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { makeRoot } from '#server/roots/index.ts'
import { bounded, isBounded, noteQuestions, plansFor, type Question } from '#tests/support/plans.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { turn } from '#server/worker.ts'
import { planFor, volunteering } from '#tests/support/volunteering.ts'

const sumOf = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest()

const endpoints = Object.entries(api) as [ApiName, Endpoint][]
type Part = Record<string, unknown>
interface RequestParts {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: Part
}
interface Sent {
  status: number
  text: string
  body: Part
  headers: Headers
}

let server: TestServer
let questions: () => Promise<Question[]>
let walk: Journey
type Token = string | undefined

/** Accounts of their own for the second factor: whoever has one signs in otherwise. */
async function withSecondFactors() {
  const now = server.context.now()
  const logins = [1, 2, 3, 4, 5].map((i) => `tester-${i}`)
  const kept = {
    office: 'hebin-squad',
    roles: ['verifier' as const],
    title: '',
    password: await hashPassword(password)
  }
  await keepStaff(logins.map((_id) => ({ _id, name: '试验', ...kept })))
  const enter = async (name: string) =>
    (await walk.guest.post<SessionView & ChallengeView>('/api/sessions/staff', { name, password })).body
  const [enrols, confirms, renews, drops, second] = [
    await enter('tester-1'),
    await enter('tester-2'),
    await enter('tester-3'),
    await enter('tester-4'),
    await enter('tester-5')
  ]
  await Promise.all([enter('tester-1'), enter('tester-1')])
  const open = await server.context.sessions.listOf({ kind: 'staff', id: 'tester-1' })
  const secret = async ({ access }: SessionView) => (await enrolInSession(server, access, password, now)).secret
  const pending = await client(server, confirms.access).post<{ secret: string }>('/api/second-factor', { password })
  const [renewing, dropping, entering] = [await secret(renews), await secret(drops), await secret(second)]
  const { challenge } = await enter('tester-5')
  return {
    enrols: enrols.access,
    open: open.map(({ family }) => family).filter((family) => !enrols.refresh?.startsWith(family)),
    confirms: { as: confirms.access, code: codeOf(pending.body.secret, now) },
    // The code of now was taken when it was set up.
    renews: { as: renews.access, code: codeOf(renewing, now, 1) },
    drops: { as: drops.access, code: codeOf(dropping, now, 1) },
    second: { challenge, code: codeOf(entering, now, 1) }
  }
}

let tokens: Record<ViewerKind, Token>
/** A whole city's life is led before the first request. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** A valid request to every endpoint, by somebody who may. */
let valid: Record<ApiName, { as: Token; request: RequestParts }>
let documented: Record<string, Record<string, { responses: Record<string, { description: string }> }>>
/** Every `status code` that an endpoint answered with. */
const seen = new Map<string, Set<string>>()

beforeAll(async () => {
  // No worker: between two looks at the database nobody else writes.
  server = await startTestServer({ env: { ROLE: 'web' } })
  questions = await noteQuestions()
  walk = journey(server)
  const { guest: anyone } = walk
  // A week ago, as it were: hours need a shift that is over.
  const v = volunteering(server)
  const past = await v.attended(['ann', 'ben', 'coy'])
  await v.settle(past.shift)
  server.setNow(new Date(past.from.getTime() - 7 * 86_400_000))
  const over = await v.attended(['dan'])
  const correction = await (
    await v.resident('ben')
  ).post<{ id: string }>(`/api/signups/${past.signups.ben ?? ''}/correction`, { minutes: 90, words: '我早到了半小时' })
  const coy = await (await v.resident('coy')).get<{ items: { id: string }[] }>('/api/hours/mine')
  const team = await (
    await v.resident('ann')
  ).post<{ teams: { id: string; code: string }[] }>('/api/teams', { name: '试验志愿队' })
  documented = (await anyone.get<{ paths: typeof documented }>('/openapi.json')).body.paths
  const fresh = await walk.submit()
  const asked = await walk.accepted()
  await walk.move('zhou', asked.no, { verb: 'ask', words: '请问具体在哪一层？' })
  const late = await walk.submit()
  // Received, dispatched, urged, overdue, and then the order.
  const sixtyDays = server.context.now().getTime() + 60 * 86_400_000
  await escalateDue(late.no, { at: new Date(sixtyDays), city: server.city })
  await escalateDue(late.no, { at: new Date(sixtyDays + 5 * 86_400_000), city: server.city })
  const objecting = await walk.submit()
  await walk.move('zhou', objecting.no, { verb: 'return', words: '不归我们管', rightOffice: 'mobile' })
  await walk.move('li', objecting.no, {
    verb: 'refuse',
    way: 'tell',
    words: '这条路不归本市管',
    ask: '邻市政务热线',
    contact: '邻市 12345'
  })
  const [noted, rated, again] = [
    await walk.accepted({ contact: { phone: '13800000371' } }),
    await walk.closed(),
    await walk.closed()
  ]
  const toPublish = await walk.submit()
  const shownToAll = (await walk.submit()).no
  await walk.publish(shownToAll)
  const wechat = await anyone.post<{ access: string }>('/api/sessions/wechat', { code: 'alice:access-test' })
  const code = await anyone.post<{ access: string }>('/api/sessions/code', { no: fresh.no, code: fresh.code })
  const staff = await anyone.post<{ access: string; refresh: string }>('/api/sessions/staff', server.accounts[0])
  const second = await anyone.post<{ access: string; refresh: string }>('/api/sessions/staff', server.accounts[0])
  tokens = { guest: undefined, resident: wechat.body.access, code: code.body.access, staff: staff.body.access }
  const zhou = await walk.token('zhou')
  const xu = await walk.token('xu')
  const [draft, opened, shared] = [await v.draft(), await v.open({}, 9), await v.open({}, 9)]
  const bob = await v.resident('bob-of-the-access-test')
  const signedUp = (await v.signUp(bob, opened.shift)).body
  const handed = (await v.moveSignup(bob, signedUp.id, { verb: 'hand_on' })).body
  const dora = (await v.signUp(await v.resident('dora-of-the-access-test'), opened.shift)).body
  const plan = planFor(server.context.now())
  const today = dayOf(server.context.now())
  const paper = {
    office: 'hebin-squad',
    from: addDays(today, -30),
    to: today,
    identity: {
      name: '安然',
      document: { kind: 'id_card', number: '11010519491231002X' },
      volunteerNo: '320500000000001'
    },
    purpose: '入学',
    shows: { code: ['name', 'hours'], all: [] },
    announce: true
  }
  const shop = {
    name: '老陈面馆',
    kind: 'shop',
    area: 'hebin',
    section: '滨江路（文庙巷至新桥）',
    address: '滨江路 143 号',
    frontM: 8,
    duties: ['cleaning', 'order'],
    statement: '门前八米内不堆放、不设摊。',
    signed: '2026-01-05',
    contact: { name: '陈师傅', phone: '13800000143' },
    closed: false
  }
  const keeper = await v.staff('zhou')
  const entered = async (name: string) => (await keeper.post<{ no: string }>('/api/premises', { ...shop, name })).body
  const [premises, starred, attached] = [
    await entered('试验一店'),
    await entered('试验二店'),
    await entered('试验三店')
  ]
  const helper = (
    await (
      await v.staff('xu')
    ).post<{ id: string }>('/api/assessment/people', {
      name: '试验助理',
      kind: 'inspector',
      office: 'hebin-squad',
      post: '第 1 网格'
    })
  ).body
  const wanted = (
    await (await v.resident('ben')).post<{ id: string }>('/api/certificates', paper, { 'idempotency-key': freshKey() })
  ).body
  const [guan, bai, lian] = [await walk.token('guan'), await walk.token('bai'), await walk.token('lian')]
  await enrolInSession(server, await walk.token('he'), password, server.context.now())
  const links = await besideTheCity(client(server, guan))
  const { revision, file, rehearsal } = await plannedRelease()
  const factors = await withSecondFactors()
  const digested = dayOf(server.context.now())
  await keepDigest({
    _id: digestId('day', digested, 'city'),
    kind: 'day',
    day: digested,
    whose: 'city',
    from: digested,
    to: digested,
    at: server.context.now(),
    offices: {}
  })
  const tomorrow = new Date(server.context.now().getTime() + 86_400_000)
  await makeRoot({ ...server.context, publicUrl: server.url, now: () => tomorrow })
  const rooted = dayOf(server.context.now())
  const robot = {
    name: '环卫工作群',
    theme: 'sanitation',
    kind: 'dingtalk',
    tiles: [],
    kinds: ['supervision'],
    on: true,
    // A name that is nobody's: a test of it fails at once, and within this machine.
    url: 'https://group.invalid/robot/send?access_token=0'
  }
  const bot = async () => (await (await walk.staff('guan')).post<{ id: string }>('/api/robots', robot)).body.id
  const bots = [await bot(), await bot(), await bot()]
  const failed = await failedDelivery(server.context.now())
  const nobody = undefined
  valid = {
    categories: { as: nobody, request: {} },
    offices: { as: nobody, request: {} },
    areas: { as: nobody, request: {} },
    standards: { as: nobody, request: {} },
    openData: { as: nobody, request: {} },
    exposed: { as: nobody, request: {} },
    readOrder: { as: zhou, request: { params: { no: late.no, n: '5' } } },
    whereami: { as: nobody, request: { query: { lng: '120.005', lat: '32.005', category: 'garbage' } } },
    officesHere: { as: nobody, request: { query: { lng: '120.005', lat: '32.005' } } },
    signInWechat: { as: nobody, request: { body: { code: 'bob:access-test' } } },
    signInCode: { as: nobody, request: { body: { no: fresh.no, code: fresh.code } } },
    signInStaff: { as: nobody, request: { body: { ...server.accounts[1] } } },
    resetFactor: { as: guan, request: { params: { login: 'he' } } },
    listApprovals: { as: guan, request: {} },
    countApprovals: { as: guan, request: {} },
    askApproval: { as: guan, request: { body: { ask: { act: 'revoke', version: '2', note: '不要了' } } } },
    approve: { as: guan, request: { params: { approval: 'a'.repeat(24) }, body: { sure: true } } },
    takeExport: { as: guan, request: { body: { what: 'roster', of: 'a'.repeat(24) } } },
    withdrawApproval: { as: guan, request: { params: { approval: 'b'.repeat(24) }, body: { sure: true } } },
    listStaff: { as: guan, request: { query: { office: 'hebin-squad', q: 'zh', state: 'active', limit: '5' } } },
    readStaff: { as: guan, request: { params: { login: 'zhou' } } },
    addStaff: {
      as: guan,
      request: { body: { login: 'newcomer', name: '新来', office: 'hebin-squad', roles: ['officer'], title: '队员' } }
    },
    inviteStaff: { as: guan, request: { params: { login: 'beside-1' }, body: {} } },
    cancelInvitation: { as: guan, request: { params: { login: 'beside-2' } } },
    assignStaff: {
      as: guan,
      request: { params: { login: 'beside-1' }, body: { name: '旁一', office: 'water', roles: ['officer'] } }
    },
    endStaffSessions: { as: guan, request: { params: { login: 'beside-1' } } },
    leaveStaff: { as: guan, request: { params: { login: 'beside-3' }, body: { sure: true } } },
    returnStaff: { as: guan, request: { params: { login: 'beside-4' }, body: { sure: true } } },
    inviteList: {
      as: guan,
      request: {
        body: {
          lines: [{ login: 'listed', name: '名单', office: '水利局', roles: '经办人', title: '', email: '' }],
          dry: false
        }
      }
    },
    readInvitation: { as: nobody, request: { body: { token: links[0] ?? '' } } },
    acceptInvitation: { as: nobody, request: { body: { token: links[1] ?? '', password: 'matcha smells of rain' } } },
    changePassword: {
      as: await walk.token('wu'),
      request: { body: { old: password, password: 'matcha smells of rain' } }
    },
    signInSecond: { as: nobody, request: { body: factors.second } },
    mySecondFactor: { as: zhou, request: {} },
    enrolSecondFactor: { as: factors.enrols, request: { body: { password } } },
    confirmSecondFactor: { as: factors.confirms.as, request: { body: { code: factors.confirms.code } } },
    renewRecoveryCodes: { as: factors.renews.as, request: { body: { code: factors.renews.code } } },
    dropSecondFactor: { as: factors.drops.as, request: { body: { code: factors.drops.code } } },
    mySessions: { as: zhou, request: {} },
    endSession: { as: factors.enrols, request: { params: { session: factors.open[0] ?? '' } } },
    endOtherSessions: { as: factors.confirms.as, request: { body: {} } },
    sessionsOfStaff: { as: guan, request: { params: { login: 'zhou' } } },
    endSessionOfStaff: { as: guan, request: { params: { login: 'tester-1', session: factors.open[1] ?? '' } } },
    mySignIns: { as: zhou, request: {} },
    signIns: { as: guan, request: { query: { login: 'zhou', result: 'in' } } },
    refresh: { as: nobody, request: { body: { refresh: staff.body.refresh } } },
    signOut: { as: second.body.access, request: {} },
    addPhoto: { as: nobody, request: {} },
    addPhotoPart: {
      as: nobody,
      request: {
        query: {
          bytes: String(photoPartBytes + 3),
          hash: sumOf('two parts').toString('hex'),
          part: '1',
          sum: sumOf('abc').toString('hex')
        }
      }
    },
    submit: {
      as: nobody,
      request: {
        body: {
          category: 'shopfront',
          photos: [await walk.photo()],
          place: { ...inHebin, accuracyM: 8 },
          address: '文庙巷 7 号',
          text: '货架摆到盲道上',
          contact: { name: '王女士', phone: '138 0000 0371' },
          consentPublic: true,
          channel: 'web'
        }
      }
    },
    myReports: { as: tokens.resident, request: { query: {} } },
    readReport: { as: await fresh.token(), request: { params: { id: fresh.report } } },
    readReceipt: { as: await fresh.token(), request: { params: { id: fresh.report } } },
    answer: {
      as: await asked.token(),
      request: { params: { id: asked.report }, body: { text: '在二层', photos: [] } }
    },
    consent: { as: await rated.token(), request: { params: { id: rated.report }, body: { consentPublic: false } } },
    withdraw: { as: await fresh.token(), request: { params: { id: fresh.report }, body: { text: '已经好了' } } },
    rate: {
      as: await rated.token(),
      request: { params: { id: rated.report }, body: { solved: 'solved', satisfied: 'satisfied', text: '很快' } }
    },
    objectTo: {
      as: await objecting.token(),
      request: { params: { id: objecting.report }, body: { text: '这里就是本市的路' } }
    },
    requestReopen: {
      as: await again.token(),
      request: { params: { id: again.report }, body: { text: '第二天又摆出来了' } }
    },
    listCases: {
      as: nobody,
      request: { query: { q: '占道', area: 'hebin', status: 'closed', days: '30', limit: '5' } }
    },
    readCase: { as: zhou, request: { params: { no: fresh.no } } },
    countCases: { as: nobody, request: { query: { state: 'closed', days: '30' } } },
    readLedger: { as: zhou, request: { params: { no: fresh.no } } },
    readRootChanges: { as: nobody, request: { params: { day: rooted } } },
    listRootCopies: { as: guan, request: {} },
    listRoots: { as: nobody, request: { query: { before: '2026-11-24', limit: '5' } } },
    moveCase: { as: zhou, request: { params: { no: noted.no }, body: { verb: 'note', version: 2, words: '记一笔' } } },
    watch: {
      as: await walk.token('li'),
      request: { query: { office: 'hebin-squad', mark: 'overdue', category: 'shopfront', limit: '5' } }
    },
    unhappy: { as: await walk.token('li'), request: { query: { state: 'open', office: 'hebin-squad' } } },
    openContact: {
      as: zhou,
      request: { params: { no: noted.no }, body: { report: noted.report, reason: 'ask_detail' } }
    },
    contactReads: { as: await noted.token(), request: { params: { id: noted.report } } },
    proposeOffices: { as: await walk.token('li'), request: { params: { no: noted.no } } },
    proposeMasks: {
      as: await walk.token('shen'),
      request: { params: { no: toPublish.no }, body: { title: '沿街商户占道' } }
    },
    previewPublication: {
      as: await walk.token('shen'),
      request: {
        params: { no: toPublish.no },
        body: { verb: 'publish', version: 1, title: '沿街商户占道', words: [], photos: [toPublish.photo] }
      }
    },
    similarCases: {
      as: nobody,
      request: {
        body: {
          category: 'shopfront',
          place: { ...inHebin, accuracyM: 8 },
          text: '货架摆到盲道上',
          photos: [await walk.photo()]
        }
      }
    },
    readAffected: { as: tokens.resident, request: { params: { no: shownToAll } } },
    sayAffected: { as: tokens.resident, request: { params: { no: shownToAll }, body: {} } },
    takeBackAffected: { as: tokens.resident, request: { params: { no: shownToAll } } },
    map: {
      as: nobody,
      request: { query: { west: '119.9', south: '31.9', east: '120.2', north: '32.2', zoom: '15', state: 'open' } }
    },
    stats: { as: nobody, request: { query: { days: '30' } } },
    queue: { as: zhou, request: { query: { tab: 'todo', q: '占道' } } },
    listActivities: {
      as: nobody,
      request: { query: { when: 'coming', kind: 'cleanup', area: 'hebin', office: 'hebin-squad', limit: '5' } }
    },
    readActivity: { as: xu, request: { params: { activity: opened.no } } },
    deskActivities: { as: xu, request: { query: { tab: 'open' } } },
    draftActivity: { as: xu, request: { body: { ...plan, minAge: 12, maxAge: 70, trainings: [] } } },
    draftActivityFromCase: { as: xu, request: { params: { no: noted.no }, body: {} } },
    repeatActivity: {
      as: xu,
      request: { params: { activity: opened.no }, body: { days: [addDays(dayOf(server.context.now()), 30)] } }
    },
    editActivity: { as: xu, request: { params: { activity: draft.no }, body: { version: 1, plan } } },
    moveActivity: {
      as: xu,
      request: { params: { activity: shared.no }, body: { verb: 'cancel', version: 3, words: '台风要来了' } }
    },
    signUp: { as: tokens.resident, request: { params: { shift: opened.shift }, body: { role: 'sweep', adult: true } } },
    takeOver: {
      as: await v.token('cai-of-the-access-test'),
      request: { params: { shift: opened.shift }, body: { code: handed.substituteCode ?? '', adult: true } }
    },
    mySignups: { as: tokens.resident, request: { query: {} } },
    readSignup: { as: await v.token('dora-of-the-access-test'), request: { params: { signup: dora.id } } },
    tellParticipants: {
      as: xu,
      request: { params: { activity: opened.no }, body: { to: 'all', words: '明早八点集合', send: false } }
    },
    readCodes: { as: xu, request: { params: { shift: opened.shift }, query: {} } },
    readPresence: { as: await v.token('dora-of-the-access-test'), request: { params: { signup: dora.id } } },
    reportPresence: {
      as: await v.token('dora-of-the-access-test'),
      request: {
        body: {
          device: 'a-phone-of-the-access-test',
          events: [{ id: 'an-event-of-dora', signup: dora.id, kind: 'in', at: server.context.now().toISOString() }]
        }
      }
    },
    readRoster: { as: xu, request: { params: { shift: over.shift } } },
    settleShift: { as: xu, request: { params: { shift: over.shift }, body: { lines: [] } } },
    myHours: { as: await v.token('ann'), request: { query: {} } },
    askCorrection: {
      as: await v.token('ann'),
      request: { params: { signup: past.signups.ann ?? '' }, body: { minutes: 100, words: '实际做了一百分钟' } }
    },
    corrections: { as: xu, request: { query: { state: 'open' } } },
    waitingCorrections: { as: xu, request: { query: { activity: past.no } } },
    readCorrection: { as: xu, request: { params: { correction: correction.body.id } } },
    ruleCorrection: {
      as: xu,
      request: { params: { correction: correction.body.id }, body: { approve: true, words: '核对过照片' } }
    },
    revokeHours: {
      as: await walk.token('shen'),
      request: { params: { entry: coy.body.items[0]?.id ?? '' }, body: { words: '查实是他人代签' } }
    },
    giveHonour: {
      as: xu,
      request: { params: { signup: past.signups.ann ?? '' }, body: { honour: 'service_star', words: '带头清理排水沟' } }
    },
    recordTraining: {
      as: xu,
      request: { params: { signup: past.signups.ann ?? '' }, body: { training: 'traffic', score: 88 } }
    },
    listPremises: { as: nobody, request: { query: { area: 'hebin', q: '面馆', section: '滨江路' } } },
    readPremises: { as: zhou, request: { params: { premises: premises.no } } },
    registerPremises: { as: zhou, request: { body: { ...shop, name: '新来的店' } } },
    editPremises: { as: zhou, request: { params: { premises: premises.no }, body: { version: 1, premises: shop } } },
    starPremises: {
      as: zhou,
      request: { params: { premises: starred.no }, body: { version: 1, month: '2026-01', stars: 4 } }
    },
    attachReport: {
      as: zhou,
      request: { params: { premises: attached.no }, body: { version: 1, no: noted.no, attached: true } }
    },
    readAssessment: { as: xu, request: { params: { half: '2026-H1' } } },
    setAssessmentRules: {
      as: await walk.token('guan'),
      request: {
        body: {
          version: 0,
          rules: { attendance: 40, completion: 40, training: 20, pass: 60, excellent: 90, failsToLeave: 2 }
        }
      }
    },
    addAuxiliary: {
      as: xu,
      request: { body: { name: '马助理', kind: 'auxiliary', office: 'hebin-squad', post: '第 3 网格' } }
    },
    giveMarks: {
      as: xu,
      request: {
        params: { person: helper.id },
        body: {
          version: 1,
          half: '2026-H1',
          marks: { daysDue: 120, daysThere: 118, tasksGiven: 30, tasksDone: 29, training: 88 }
        }
      }
    },
    myCertificates: { as: await v.token('ann'), request: {} },
    requestCertificate: { as: await v.token('ann'), request: { body: paper } },
    certificateNotices: { as: nobody, request: { query: {} } },
    revokedCertificates: { as: nobody, request: { query: {} } },
    verifyCertificate: {
      as: nobody,
      request: { params: { number: '2026-000001' }, query: { code: 'ABCDE-12345' } }
    },
    deskCertificates: { as: xu, request: { query: { tab: 'open' } } },
    readCertificate: { as: xu, request: { params: { certificate: wanted.id } } },
    moveCertificate: {
      as: xu,
      request: {
        params: { certificate: wanted.id },
        body: { verb: 'refuse', version: 1, words: '身份和登记的对不上' }
      }
    },
    wall: { as: nobody, request: {} },
    rateOffice: {
      as: bai,
      request: {
        params: { office: 'hebin-squad' },
        body: { service: 4, fairness: 5, results: 3, words: '到得快，回访少' }
      }
    },
    officeRatings: { as: nobody, request: { params: { office: 'hebin-squad' } } },
    contactCards: { as: nobody, request: { query: { area: 'hebin' } } },
    saveCard: {
      as: lian,
      request: { body: { name: '连阿姨', area: 'hebin', phone: '0520-0010100', hours: '周一到周五 8:30 到 17:00' } }
    },
    myRatings: { as: bai, request: {} },
    ratingWords: { as: xu, request: { query: { office: 'hebin-squad' } } },
    myCard: { as: lian, request: {} },
    removeCard: { as: lian, request: {} },
    readProfile: { as: tokens.resident, request: {} },
    saveProfile: {
      as: tokens.resident,
      request: {
        body: {
          rev: 0,
          display: '小安',
          name: '安然',
          phone: '13800000001',
          born: '1990-05-01',
          skills: ['photo'],
          areas: ['hebin'],
          languages: ['mandarin'],
          free: ['saturday'],
          ranked: true
        }
      }
    },
    askForCopy: { as: tokens.resident, request: { body: {} } },
    eraseMe: { as: await v.token('dan'), request: {} },
    makeTeam: { as: tokens.resident, request: { body: { name: '晨光志愿队' } } },
    joinTeam: { as: tokens.resident, request: { body: { code: team.body.teams[0]?.code ?? '' } } },
    leaveTeam: { as: await v.token('ann'), request: { params: { team: team.body.teams[0]?.id ?? '' }, body: {} } },
    myNotices: { as: tokens.resident, request: { query: {} } },
    countNotices: { as: tokens.staff, request: {} },
    listDigests: { as: tokens.staff, request: {} },
    readDigest: { as: tokens.staff, request: { params: { which: `day-${digested}` } } },
    noticeChoices: { as: tokens.code, request: {} },
    chooseNotices: {
      as: tokens.staff,
      request: { body: { on: { wechat: [], email: ['supervision'], sms: [] }, urgent: ['supervision'] } }
    },
    messageTemplates: { as: tokens.resident, request: {} },
    agreeToMessages: { as: tokens.resident, request: { body: { accepted: ['demo-question'] } } },
    giveAddress: { as: tokens.code, request: { body: { email: 'wang@example.com' } } },
    confirmAddress: { as: nobody, request: { body: await mailedLink() } },
    stopNotices: { as: nobody, request: { params: { key: '0'.repeat(32) }, query: { kind: 'outcome' }, body: {} } },
    listDeliveries: { as: guan, request: { query: { state: 'failed' } } },
    listChannels: { as: guan, request: {} },
    resendDelivery: { as: guan, request: { params: { id: failed }, body: {} } },
    resendFailed: { as: guan, request: { body: { day: today } } },
    testChannel: { as: guan, request: { body: { channel: 'email', to: 'somebody@example.com' } } },
    listRobots: { as: guan, request: {} },
    addRobot: { as: guan, request: { body: robot } },
    changeRobot: {
      as: guan,
      request: { params: { id: bots[0] ?? '' }, body: { ...robot, url: undefined, version: 1, on: false } }
    },
    removeRobot: { as: guan, request: { params: { id: bots[1] ?? '' }, body: { version: 1 } } },
    testRobot: { as: guan, request: { params: { id: bots[2] ?? '' }, body: {} } },
    readNotices: {
      as: tokens.code,
      request: { body: { which: 'all', upTo: server.context.now().toISOString() } }
    },
    moveSignup: {
      as: await v.token('dora-of-the-access-test'),
      request: { params: { signup: dora.id }, body: { verb: 'hand_on' } }
    },
    suggest: { as: nobody, request: { body: { text: '店外经营，货架摆出来', place: { ...inHebin, accuracyM: 8 } } } },
    suggestQuality: { as: guan, request: {} },
    rebuildSuggest: { as: guan, request: { body: {} } },
    // The administrator's endpoints, in the order of the contract: each knows what the one before has changed.
    readRule: { as: nobody, request: { params: { version: '1', rule: 'R-1' } } },
    listReleases: { as: guan, request: { query: {} } },
    readReleasePart: { as: guan, request: { params: { version: '1', part: 'rules' } } },
    revokeRelease: { as: guan, request: { params: { version: '2' }, body: { note: '先不改了' } } },
    readDraft: { as: guan, request: {} },
    readDraftPart: { as: guan, request: { params: { part: 'offices' } } },
    putDraftPart: { as: guan, request: { body: { part: 'tiles', revision: 1, value: [...town.tiles].reverse() } } },
    putDraftEntry: { as: guan, request: { body: { part: 'people', revision: 1, entry: newcomer, before: 'wu' } } },
    removeDraftEntry: { as: guan, request: { body: { part: 'people', revision: 2, entry: 'wu' } } },
    checkDraft: { as: guan, request: { query: {} } },
    diffDraft: { as: guan, request: { query: { release: '1' } } },
    draftHistory: { as: guan, request: { query: { part: 'people' } } },
    publishDraft: { as: guan, request: { body: { revision: revision + 4, note: '换人' } } },
    discardDraft: { as: guan, request: { body: { revision: revision + 5 } } },
    exportCity: { as: guan, request: { query: { release: '1' } } },
    importCity: { as: guan, request: { body: { revision: revision + 6, file, dry: true } } },
    importGeojson: {
      as: guan,
      request: { body: { part: 'areas', revision: revision + 6, file: town.areas, replace: true, leaveOut: false } }
    },
    startRehearsal: { as: guan, request: { body: { from: '2026-01-01', to: '2026-01-31', release: 1 } } },
    listRehearsals: { as: guan, request: {} },
    readRehearsal: { as: guan, request: { params: { id: rehearsal } } },
    rehearsalRows: { as: guan, request: { params: { id: rehearsal }, query: { office: 'mobile' } } },
    rehearsalCsv: { as: guan, request: { params: { id: rehearsal } } },
    tryRoute: { as: guan, request: { query: { category: 'garbage', lng: '120.005', lat: '32.005' } } },
    readSetUp: { as: guan, request: {} },
    importTable: {
      as: guan,
      request: { body: { part: 'offices', revision: 1, text: '名称,类型\n园林处,职能部门', dry: true } }
    },
    putUsualRules: { as: guan, request: { body: { revision: revision + 6, exceptions: [] } } }
  }
})

const newcomer = { ...town.people[0], id: 'newcomer', name: '新来的' }

/** Accounts that no release names, one of whom has left; the tokens of two that nothing else happens to. */
async function besideTheCity(admin: Client): Promise<string[]> {
  const tokens: string[] = []
  for (const n of [0, 1, 2, 3, 4, 5]) {
    const { body } = await admin.post<{ invitation: { link: string } }>('/api/staff', {
      login: `beside-${n}`,
      name: `旁${n}`,
      office: 'water',
      roles: ['officer']
    })
    tokens.push(body.invitation.link.split('/').at(-1) ?? '')
  }
  await admin.post('/api/staff/beside-4/leave', { sure: true })
  const second = { _id: 'second-admin', name: '另一位', office: 'centre', title: '', roles: ['admin'] }
  await mongoose.connection.collection('staff').insertOne(second as never)
  const person = { name: '旁五', office: 'water', roles: ['dispatcher'] }
  await mongoose.connection.collection('approvals').insertMany(
    ['a', 'b'].map((letter) => ({
      _id: letter.repeat(24),
      ask: { act: 'assign', login: 'beside-5', person },
      askedBy: { id: 'second-admin', name: '另一位' },
      at: server.context.now(),
      until: new Date('2999-01-01'),
      state: 'waiting'
    })) as never
  )
  await mongoose.connection.collection('approvals').insertOne({
    _id: 'c'.repeat(24) as never,
    ask: { act: 'export', what: 'roster', of: 'a'.repeat(24), note: '送街道备案' },
    askedBy: { id: 'guan', name: '关' },
    at: server.context.now(),
    until: new Date('2999-01-01'),
    state: 'done',
    by: { id: 'second-admin', name: '另一位' },
    doneAt: server.context.now()
  })
  return [tokens[5] ?? '', tokens[0] ?? '']
}

/** One that somebody would have liked to have; its row. */
async function failedDelivery(at: Date): Promise<string> {
  const told = { _id: 'told:email', notice: 'told', member: 'staff:zhou', channel: 'email', kind: 'work', at } as const
  await keepDone(told, { state: 'failed', reason: 'unreachable', answer: 'nobody' })
  return (await findDelivery(told._id))?.row.toHexString() ?? ''
}

/** A release that comes into force tomorrow, the draft's revision after it, and the whole city as a file. */
async function plannedRelease(): Promise<{ revision: number; file: unknown; rehearsal: string }> {
  const admin = await walk.staff('guan')
  const rule = { ...town.rules[0], title: '垃圾归环卫' }
  await admin.post('/api/admin/draft/entries', { part: 'rules', revision: 1, entry: rule })
  const from = new Date(server.context.now().getTime() + 86_400_000).toISOString()
  const planned = await admin.post('/api/admin/draft/publish', { revision: 2, from, note: '明天起' })
  expect(planned.status).toBe(201)
  const draft = await admin.get<{ revision: number }>('/api/admin/draft')
  const period = { from: '2026-01-01', to: '2026-01-02' }
  const rehearsal = (await admin.post<{ id: string }>('/api/admin/rehearsals', period)).body.id
  return { revision: draft.body.revision, file: (await admin.get('/api/admin/city')).body, rehearsal }
}
afterAll(() => server.stop())

const pathOf = (e: Endpoint, { params = {}, query = {} }: RequestParts, raw = ''): string => {
  const path = e.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = [new URLSearchParams(query).toString(), raw].filter(Boolean).join('&')
  return search ? `${path}?${search}` : path
}

/** Sends a request, and notes what came back for the comparison with the document at the end. */
async function send(name: ApiName, path: string, init: RequestInit, as?: Token): Promise<Sent> {
  const e: Endpoint = api[name]
  const headers = {
    ...(as && { authorization: `Bearer ${as}` }),
    ...(isKeyed(e) && { 'idempotency-key': freshKey() }),
    ...(typeof init.body === 'string' && { 'content-type': 'application/json' }),
    ...(init.headers as Record<string, string> | undefined)
  }
  const response = await fetch(server.url + path, { method: e.method, ...init, headers })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  const body = json ? (JSON.parse(text) as Part) : {}
  const code = typeof body.code === 'string' ? body.code : ''
  const answer = response.ok ? `${response.status}` : `${response.status} ${code}`
  seen.set(name, (seen.get(name) ?? new Set()).add(answer))
  return { status: response.status, text, headers: response.headers, body }
}

const taken = phonePhoto(77, 160, 120)
const photoForm = async (): Promise<FormData> => {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(await taken)], { type: 'image/jpeg' }), 'photo.jpg')
  return form
}
const octets = (text = 'abc') => ({ body: Buffer.from(text), headers: { 'content-type': 'application/octet-stream' } })

const hasBody = (e: Endpoint): boolean => e.method === 'POST' && !e.upload
const sendValid = async (name: ApiName, more: RequestParts = {}, raw = ''): Promise<Sent> => {
  const e: Endpoint = api[name]
  const { as, request } = valid[name]
  const item = { ...request, ...more }
  return send(
    name,
    pathOf(e, item, raw),
    {
      ...(e.upload === 'file' && { body: await photoForm() }),
      ...(e.upload === 'part' && octets()),
      ...(hasBody(e) && { body: JSON.stringify(item.body) })
    },
    as
  )
}

/** The same request in process, where HTTP is left out: every endpoint many times, in a moment. */
async function callInProcess(
  name: ApiName,
  more: { params?: unknown; query?: unknown; body?: unknown }
): Promise<string> {
  const { as, request } = valid[name]
  const viewer = (as && viewerIn(as, server.context.keys, server.context.now())) || guest
  try {
    await server.call(name, { ...request, ...more }, viewer, { key: freshKey() })
    return 'served'
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

/** What the link says that was sent to a mailbox somebody gave. */
async function mailedLink(): Promise<Part> {
  const mail = mailStub()
  server.context.mail = mail
  const submitted = await walk.submit()
  await submitted.reporter.post('/api/notices/address', { email: 'link@example.com' })
  await sendConfirmation(`report:${submitted.report}`, server.context)
  return Object.fromEntries(new URL(/https?:\S+/.exec(mail.taken[0]?.text ?? '')?.[0] ?? '').searchParams)
}

const isRefusal = (sent: Sent, status?: number, code?: string): void => {
  const given = sent.body as { code?: string; status?: number; detail?: string }
  expect({ status: sent.status, code: given.code, text: sent.text }).toEqual({
    status: status ?? expect.any(Number),
    code: code ?? expect.any(String),
    text: expect.any(String)
  })
  expect(sent.status).toBeGreaterThanOrEqual(400)
  expect(sent.status).toBeLessThan(500)
  expect(refusals[given.code as keyof typeof refusals]).toBe(sent.status)
  expect(given.status).toBe(sent.status)
  // What to do next is said to a person, in Chinese.
  expect(given.detail).toMatch(/\p{Script=Han}/u)
  expect(sent.headers.get('content-type')).toMatch(/^application\/problem\+json/)
}

/** All but what is there to count and to note who was refused at the door. */
async function stored(): Promise<Record<string, string>> {
  const { guesses: _, sign_ins: __, ...all } = await collections()
  return all
}

/** Sends what must be refused; afterwards nothing is stored and the server still answers. */
const nothingStored = async (requests: () => Promise<void>): Promise<void> => {
  const before = await stored()
  await requests()
  expect(await stored()).toEqual(before)
  expect((await walk.guest.get('/healthz')).status).toBe(200)
}

// ——— what is sent

/** Names that only the server gives values to (OWASP API3). */
const serverOwned = [
  '_id',
  'id',
  'no',
  'version',
  'status',
  'since',
  'at',
  'office',
  'person',
  'supervising',
  'assisting',
  'deadline',
  'dueAt',
  'publication',
  'publishedAt',
  'ledger',
  'reports',
  'reporter',
  'member',
  'roles',
  'role',
  'admin',
  'kind',
  'key',
  'requestHash',
  'codeHash',
  'routing',
  'ratings',
  'outbox',
  'demo',
  'hash',
  'n'
]

const strangeIds = [
  '2026-1116-99999',
  '0123456789abcdef01234567',
  '1',
  'mine ',
  '../cases',
  'a'.repeat(2000),
  '[object Object]',
  '文庙巷'
]
const operatorTexts = ['{"$gt":""}', '$where', '__proto__', '\u0000', "'; return true; //"]

/** What HTTP makes of `?name[$gt]=`, of a name said twice, and of their kin. */
const operatorQueries = (name: string): Record<string, unknown>[] => [
  { [`${name}[$gt]`]: '' },
  { [`${name}[$where]`]: '1' },
  { [`${name}[]`]: 'a' },
  { [`${name}.$gt`]: '' },
  { [name]: ['a', 'b'] },
  { [name]: { $gt: '' } },
  { [name]: { $ne: null } },
  { [name]: 'a\u0000b' }
]

const operatorValues: unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $where: '1' },
  { $regex: '.*' },
  { $in: [] },
  { $oid: '0123456789abcdef01234567' },
  { _bsontype: 'ObjectId', id: 'x' },
  { toString: 1, length: 3 },
  { constructor: { prototype: { admin: true } } },
  [{ $gt: '' }],
  [['a']],
  [null],
  ['\u0000'],
  '\u0000',
  'a\u0000b',
  null
]

interface JsonObject {
  properties?: Record<string, JsonObject>
  anyOf?: JsonObject[]
  oneOf?: JsonObject[]
  const?: unknown
  type?: string
  enum?: unknown[]
  items?: JsonObject
  minItems?: number
  minimum?: number
  minLength?: number
  pattern?: string
}

const jsonOf = (schema: Schema): JsonObject => toJsonSchema(schema, 'input') as JsonObject
const fieldsOf = (schema: Schema): string[] => Object.keys(jsonOf(schema).properties ?? {})

/** Half a character, a control, or what reads as nothing: none of it may get past the contract. */
const rawText = /\p{Cs}|[^\P{Cc}\t\n]|[\u200b\u202a-\u202e\u2066-\u2069]/u
const anyRaw = (value: unknown): boolean =>
  typeof value === 'string' ? rawText.test(value) : Object.values(value ?? {}).some(anyRaw)
/** A text field makes a clean text of it, which is then a text as any other; what cannot refuses. */
async function refusesOrCleans(name: ApiName, part: 'query' | 'body', value: Part): Promise<unknown> {
  const checked = check((api[name] as Endpoint)[part], value)
  if (checked.ok && anyRaw(value) && !anyRaw(checked.value)) return 'cleaned'
  return callInProcess(name, { [part]: value })
}

/** Every field that a body may have, branch by branch, nested ones too. */
function leavesOf(schema: Schema): { fixed: Part; path: string[] }[] {
  const leaves = (jsonObject: JsonObject, path: string[]): string[][] =>
    jsonObject.properties
      ? Object.entries(jsonObject.properties).flatMap(([name, inner]) => leaves(inner, [...path, name]))
      : path.length > 0
        ? [path]
        : []
  const whole = jsonOf(schema)
  const branches = whole.oneOf ?? whole.anyOf ?? [whole]
  return branches.flatMap((branch) => {
    const fixed = Object.fromEntries(
      Object.entries(branch.properties ?? {}).flatMap(([name, jsonObject]) =>
        'const' in jsonObject ? [[name, jsonObject.const]] : []
      )
    )
    return leaves(branch, []).map((path) => ({ fixed, path }))
  })
}

function put(body: Part, [name = '', ...rest]: readonly string[], value: unknown): Part {
  return { ...body, [name]: rest.length === 0 ? value : put((body[name] ?? {}) as Part, rest, value) }
}

// ——— who may call it

describe.each(endpoints)('%s', (name, e) => {
  const others = viewerKinds.filter((kind) => !e.who.includes(kind))
  if (others.length > 0) {
    test(`lets in ${e.who.join(', ')} and nobody else`, () =>
      nothingStored(async () => {
        for (const kind of others) {
          const body = hasBody(e) ? { body: JSON.stringify(valid[name].request.body) } : {}
          const sent = await send(name, pathOf(e, valid[name].request), body, tokens[kind])
          isRefusal(sent, kind === 'guest' ? 401 : 403, kind === 'guest' ? 'unauthenticated' : 'forbidden')
        }
      }))
  }

  test('believes no token that it did not give', () =>
    nothingStored(async () => {
      const [head = '', claims = ''] = (tokens.staff ?? '').split('.')
      for (const authorization of [
        'Bearer nonsense-nonsense-nonsense',
        `Bearer ${head}.${claims}.${'A'.repeat(43)}`,
        'Basic emhvdTpwYXNz',
        'Bearer '
      ]) {
        const body = hasBody(e) ? { body: JSON.stringify(valid[name].request.body) } : {}
        const sent = await send(name, pathOf(e, valid[name].request), { ...body, headers: { authorization } })
        isRefusal(sent, e.upload || authorization !== 'Bearer ' ? 401 : undefined, 'session_over')
      }
    }))

  if (hasBody(e)) {
    test('refuses what it cannot parse, does not read, or finds too long', () =>
      nothingStored(async () => {
        const to = pathOf(e, valid[name].request)
        const { as } = valid[name]
        for (const body of ['{', '{"a":', 'null', '"text"', '{"a":1}}', '\u0000'])
          isRefusal(await send(name, to, { body }, as), 400, 'unparseable')
        for (const type of [
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          'application/xml',
          'image/jpeg'
        ]) {
          const sent = await send(
            name,
            to,
            { body: JSON.stringify(valid[name].request.body), headers: { 'content-type': type } },
            as
          )
          isRefusal(sent, 415, 'unsupported_media')
        }
        const limit = (e.bodyMb ?? 0) * 1024 * 1024 + 70_000
        const long = JSON.stringify({ ...valid[name].request.body, words: 'x'.repeat(limit) })
        isRefusal(await send(name, to, { body: long }, as), 413, 'too_large')
      }))

    test('refuses nonsense, and every field that nobody declared', () =>
      nothingStored(async () => {
        for (const body of [{ nonsense: true }, [], [valid[name].request.body]]) {
          isRefusal(await sendValid(name, { body: body as Part }), 422, 'invalid')
        }
        const declared = new Set(Object.keys(valid[name].request.body ?? {}))
        const undeclared = serverOwned.filter((text) => !declared.has(text))
        for (const field of undeclared) {
          expect(await callInProcess(name, { body: { ...valid[name].request.body, [field]: 1 } })).toBe('invalid')
        }
        isRefusal(
          await sendValid(name, { body: { ...valid[name].request.body, [undeclared[0] ?? '']: 1 } }),
          422,
          'invalid'
        )
      }))
  }

  if (e.upload === 'file') {
    test('refuses what is no multipart body with one file', () =>
      nothingStored(async () => {
        isRefusal(await send(name, e.path, { body: '{"file":1}' }), 415, 'unsupported_media')
        isRefusal(
          await send(name, e.path, { body: 'x', headers: { 'content-type': 'multipart/form-data' } }),
          415,
          'unsupported_media'
        )
        const cut = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc'
        isRefusal(
          await send(name, e.path, { body: cut, headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
          400,
          'unparseable'
        )
      }))
  }

  if (e.upload === 'part') {
    test('refuses what is no part, or longer than one', () =>
      nothingStored(async () => {
        const to = pathOf(e, valid[name].request)
        isRefusal(await send(name, to, { body: '{"file":1}' }), 415, 'unsupported_media')
        isRefusal(await send(name, to, octets('ab')), 422, 'altered')
        isRefusal(await send(name, to, octets('abd')), 422, 'altered')
        isRefusal(await send(name, to, octets('x'.repeat(photoPartBytes + 1))), 413, 'too_large')
      }))
  }

  if (isKeyed(e)) {
    test('does nothing without a key that nobody can guess', () =>
      nothingStored(async () => {
        for (const key of ['', 'short', 'a'.repeat(129), 'with space in between', 'quote"quote"quote"quote']) {
          const sent = await send(
            name,
            pathOf(e, valid[name].request),
            e.upload
              ? { ...octets(), headers: { ...octets().headers, 'idempotency-key': key } }
              : { body: JSON.stringify(valid[name].request.body), headers: { 'idempotency-key': key } },
            valid[name].as
          )
          isRefusal(sent, 400, 'key_missing')
        }
      }))
  }

  if (e.path.includes(':')) {
    test('finds nothing under an address that nobody gave out', () =>
      nothingStored(async () => {
        const names = [...e.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
        for (const value of [...strangeIds, ...operatorTexts]) {
          isRefusal(await sendValid(name, { params: Object.fromEntries(names.map((name) => [name, value])) }), 404)
        }
        for (const broken of ['%ZZ', '%', '%C0%AF']) {
          const path = e.path.replaceAll(/:\w+/g, broken)
          isRefusal(
            await send(
              name,
              path,
              { ...(hasBody(e) && { body: JSON.stringify(valid[name].request.body) }) },
              valid[name].as
            )
          )
        }
      }))
  }

  test('takes no operator in its query', () =>
    nothingStored(async () => {
      // Any text may be searched for, or tried as a code.
      const free = new Set(['q', 'section', 'code'])
      const given = valid[name].request.query ?? {}
      for (const field of fieldsOf(e.query)) {
        const { [field]: _, ...rest } = given
        for (const query of operatorQueries(field))
          expect({ query, got: await refusesOrCleans(name, 'query', { ...rest, ...query }) }).toEqual({
            query,
            got: typeof query[field] === 'string' && free.has(field) ? 'cleaned' : 'invalid'
          })
        for (const text of free.has(field) ? [] : operatorTexts) {
          expect({ field, text, got: await callInProcess(name, { query: { ...rest, [field]: text } }) }).toEqual({
            field,
            text,
            got: expect.not.stringMatching('served')
          })
        }
        for (const raw of [`${field}[$gt]=`, `${field}=a&${field}=b`, ...(free.has(field) ? [] : [`${field}=%00`])])
          isRefusal(await sendValid(name, { query: rest }, raw), 422, 'invalid')
      }
      for (const raw of ['$where=1', '__proto__=1', '__proto__[admin]=1', 'constructor[prototype]=1', 'surprise=1']) {
        isRefusal(await sendValid(name, {}, raw), 422, 'invalid')
      }
    }))

  const leaves = leavesOf(e.body)
  const cleanOrRefused: unknown = expect.stringMatching(/^(cleaned|invalid)$/)
  test('keeps no half of a character, which no Unicode text has', () =>
    nothingStored(async () => {
      for (const payload of ['a\ud800b', '\udc00']) {
        for (const field of fieldsOf(e.query)) {
          const query = { ...valid[name].request.query, [field]: payload }
          expect({ field, got: await refusesOrCleans(name, 'query', query) }).toEqual({ field, got: cleanOrRefused })
        }
        for (const { fixed, path } of leaves) {
          const body = put({ ...valid[name].request.body, ...fixed }, path, payload)
          expect({ path, got: await refusesOrCleans(name, 'body', body) }).toEqual({ path, got: cleanOrRefused })
        }
      }
    }))

  if (leaves.length > 0) {
    test(`takes no operator in its ${leaves.length} fields`, () =>
      nothingStored(async () => {
        for (const { fixed, path } of leaves) {
          const whole = { ...valid[name].request.body, ...fixed }
          for (const payload of operatorValues) {
            expect({ path, payload, got: await refusesOrCleans(name, 'body', put(whole, path, payload)) }).toEqual({
              path,
              payload,
              got: expect.not.stringMatching('served')
            })
          }
          isRefusal(await sendValid(name, { body: put(whole, path, { $gt: '' }) }), 422, 'invalid')
          const raw = JSON.stringify(put(whole, path, '@@')).replace('"@@"', '{"__proto__":{"admin":true}}')
          isRefusal(await send(name, pathOf(e, valid[name].request), { body: raw }, valid[name].as))
        }
      }))
  }
})

// ——— roles, offices and owners

const accessHead = `# Who may call what

Written by \`tests/server/endpoint-access.test.ts\`, which tries it: every endpoint of the contract, by every kind of person, with a request that is right for whom it concerns.
A dot, or the name of a role, is somebody who gets past the door and the policy of the thing; everybody else is told 401, 403, or 404 where he may not know that it is there.
What somebody who is let in then sees of it is decided field by field by the presenters. A change here is a change of rights: look at it line by line before
\`npx vitest run tests/server/endpoint-access.test.ts -u\`.
`

/** Thrown in place of the first write of a request that got so far: whoever sent it is let in, and nothing comes of it. */
class Wrote extends Error {}
const writes = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'bulkWrite'
] as const
/** What is there to count, or to know a repeat by, is written before anybody is let in. */
const beforeTheDoor = new Set(['guesses', 'counts', 'sign_ins', 'idempotency', 'staff_sessions_seen'])

async function withoutWriting<T>(work: () => Promise<T>): Promise<T> {
  const spies = writes.map((method) => {
    const original = mongoose.mongo.Collection.prototype[method] as (...given: unknown[]) => unknown
    return vi.spyOn(mongoose.mongo.Collection.prototype, method).mockImplementation(function (
      this: { collectionName: string },
      ...given: unknown[]
    ) {
      if (!beforeTheDoor.has(this.collectionName)) throw new Wrote()
      return original.apply(this, given)
    } as never)
  })
  try {
    return await work()
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

const isLetIn = async (name: ApiName, viewer: Viewer): Promise<boolean> => {
  try {
    await server.call(name, valid[name].request, viewer, { key: freshKey(), ip: '' })
    return true
  } catch (error) {
    if (error instanceof Refused)
      return !['unauthenticated', 'session_over', 'forbidden', 'not_found'].includes(error.code)
    if (error instanceof Wrote) return true
    throw error
  }
}
const accountOf = (role: Role, office: string) => ({ id: `${role}-of-${office}`, name: '谁', office, roles: [role] })
const ofStaff = (role: Role, office: string): Viewer => ({ kind: 'staff', ...accountOf(role, office), family: 'roles' })
const officesTried = ['hebin-squad', 'water'] as const
const others: Readonly<Record<string, Viewer>> = {
  guest,
  'another resident': { kind: 'resident', member: 'f'.repeat(24), family: 'roles' },
  'another report': { kind: 'code', no: '2026-1116-99999', report: 'f'.repeat(24) }
}

/** Every kind of person at every endpoint, with a request that is right for whom it concerns; as the document says, and no other. */
test('who may call what is what docs/ACCESS.md says', async () => {
  const mark = (is: boolean): string => (is ? '•' : '')
  const all = (names: readonly string[]): string => (names.length === roles.length ? 'every role' : names.join(', '))
  const accounts = officesTried.flatMap((office) => roles.map((role) => accountOf(role, office)))
  const hash = await hashPassword(password)
  await keepStaff(accounts.map(({ id, ...rest }) => ({ _id: id, ...rest, title: '', password: hash })))
  const rows = await withoutWriting(async () => {
    const lines: string[] = []
    for (const [name, e] of endpoints) {
      const { as } = valid[name]
      const concerned = (as && viewerIn(as, server.context.keys, server.context.now())) || undefined
      const cells = [mark(concerned !== undefined && (await isLetIn(name, concerned)))]
      for (const viewer of Object.values(others)) cells.push(mark(await isLetIn(name, viewer)))
      for (const office of officesTried) {
        const admitted: Role[] = []
        for (const role of roles) if (await isLetIn(name, ofStaff(role, office))) admitted.push(role)
        cells.push(all(admitted))
      }
      lines.push(`| \`${e.method} ${e.path}\` | ${cells.join(' | ')} |`)
    }
    return lines
  })
  await mongoose.connection.collection('staff').deleteMany({ _id: { $in: accounts.map(({ id }) => id) } as never })
  // What was taken before a right answer was weighed, and never given back.
  await mongoose.connection.collection('guesses').deleteMany({})
  // WeChat's code is good once.
  valid.signInWechat.request.body = { code: 'bob:access-test-again' }
  const head = [
    'endpoint',
    'whom it concerns',
    ...Object.keys(others),
    'staff of the office in charge',
    'staff of another office'
  ]
  await expect(
    `${accessHead}\n| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|\n${rows.join('\n')}\n`
  ).toMatchFileSnapshot('../../docs/ACCESS.md')
})

// ——— what only some endpoints know

test('an officer who read an older page changes nothing', () =>
  nothingStored(async () => {
    const requestParts = valid.moveCase.request
    for (const version of [1, 3, 999_999])
      isRefusal(await sendValid('moveCase', { body: { ...requestParts.body, version } }), 409, 'stale')
  }))

const answersTo = async (name: ApiName, queries: readonly Record<string, string>[]): Promise<string[]> =>
  Promise.all(
    queries.map(async (query) => {
      const { status, body } = await sendValid(name, { query })
      const { code = 'served', errors = [] } = body as { code?: string; errors?: { at: string }[] }
      return [new URLSearchParams(query).toString(), '->', status, code, ...errors.map((error) => error.at)].join(' ')
    })
  )
/** Refused, each for nothing but the field in question, and that field named. */
const refusedAll = (answers: readonly string[], field: RegExp): void =>
  expect(answers.filter((answer) => !new RegExp(`-> 422 invalid( /query/(${field.source}))+$`).test(answer))).toEqual(
    []
  )

test('a day that no calendar has is no day', () =>
  nothingStored(async () => {
    const days = ['2026-02-30', '2026-13-01', '9999-99-99', '0000-00-00', '2025-02-29']
    refusedAll(
      await answersTo(
        'listCases',
        days.map((on) => ({ on }))
      ),
      /on/
    )
    for (const until of days) {
      expect({
        until,
        got: await callInProcess('moveCase', { body: { verb: 'hold', version: 2, words: '等上级批复再说', until } })
      }).toEqual({ until, got: 'invalid' })
    }
  }))

const someId = '0123456789abcdef01234567'
const forgeries = [
  'x',
  '__proto__',
  someId,
  `-${someId}`,
  `-1-${someId}`,
  `1e+99-${someId}`,
  `zzzzzzzzzz-${someId}`,
  `not a day-${someId}`,
  'mhz3k2ab',
  'mhz3k2ab-',
  'mhz3k2ab-x',
  `mhz3k2ab-${someId.toUpperCase()}`,
  `mhz3k2ab-${someId}0`,
  Buffer.from(`2026-11-16T00:00:00.000Z|${someId}`).toString('base64url')
]

test('a cursor that nobody was given turns no page', () =>
  nothingStored(async () => {
    refusedAll(
      await answersTo(
        'listCases',
        forgeries.flatMap((forgery) => [{ after: forgery }, { before: forgery }])
      ),
      /after|before/
    )
    refusedAll(
      await answersTo(
        'myReports',
        forgeries.map((after) => ({ after }))
      ),
      /after/
    )
    refusedAll(
      await answersTo(
        'queue',
        forgeries.map((after) => ({ after }))
      ),
      /after/
    )
  }))

test('a map is asked for a box that exists', () =>
  nothingStored(async () => {
    const box = (west: number, south: number, east: number, north: number) =>
      Object.fromEntries(Object.entries({ west, south, east, north, zoom: 15 }).map(([k, v]) => [k, String(v)]))
    refusedAll(
      await answersTo('map', [box(120.2, 31.9, 119.9, 32.2), box(120, 32, 120, 32), box(119.9, 32.2, 120.2, 31.9)]),
      /east|north/
    )
    const wide = await answersTo('map', [
      box(-180, -90, 180, 90),
      box(-179, -80, 179, 80),
      box(0, 0, 180, 90),
      box(-180, 0, 180, 1)
    ])
    expect(wide.filter((text) => !text.endsWith(' -> 200 served'))).toEqual([])
  }))

test('half a character never reaches the ledger, where it would break the chain', async () => {
  const { as, request: requestParts } = valid.submit
  const half = JSON.stringify({ ...requestParts.body, photos: [await walk.photo()], text: 'HALF' }).replace(
    'HALF',
    'a\\ud800b'
  )
  const sent = await send('submit', api.submit.path, { body: half }, as)
  expect(sent.status).toBe(201)
  const view = await (await walk.staff('li')).get<CaseView>(`/api/cases/${String(sent.body.no)}`)
  expect(view.body.ledger.whole).toBe(true)
  expect(view.body.desk?.reports[0]?.text).toBe('ab')
})

test('an address that does not exist, and a method that it does not have, are said to be so', async () => {
  for (const path of ['/api', '/api/', '/api/nothing', '/api/cases/2026-1116-00001/nothing']) {
    expect((await walk.guest.get(path)).body).toMatchObject({ code: 'no_such_address', status: 404 })
  }
})

test.each([
  ['PUT', '/api/cases', 'GET, HEAD'],
  ['OPTIONS', '/api/cases', 'GET, HEAD'],
  ['DELETE', '/api/reports', 'POST'],
  // A pattern that would fit it too has the method; the address that is written out is the one that is meant.
  ['GET', '/api/assessment/rules', 'POST'],
  ['GET', '/api/assessment/people', 'POST'],
  ['GET', '/api/suggest/builds', 'POST'],
  ['DELETE', '/api/reports/mine', 'GET, HEAD'],
  ['POST', '/healthz', 'GET, HEAD'],
  ['PUT', '/cases', 'GET, HEAD'],
  ['DELETE', '/report', 'GET, HEAD, POST'],
  ['POST', '/photos/x/small.jpg', 'GET, HEAD'],
  ['POST', '/m/index.html', 'GET, HEAD']
])('%s %s is refused, and says what may be done there', async (method, path, allow) => {
  const wrong = await fetch(server.url + path, { method, headers: { accept: 'application/json' } })
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, allow])
  expect(await wrong.json()).toMatchObject({ code: 'wrong_method' })
})

test('no endpoint is hidden by another one', async () => {
  for (const [name, e] of endpoints) {
    const path = e.path.replaceAll(/:(\w+)/g, 'a1')
    const sent = await fetch(server.url + path, { method: e.method, headers: { accept: 'application/json' } })
    const { code } = (await sent.json().catch(() => ({}))) as { code?: string }
    expect({ name, code }).not.toEqual({ name, code: expect.stringMatching(/^(wrong_method|no_such_address)$/) })
  }
})

test('who has to sign in is told by what', async () => {
  const sent = await walk.guest.get('/api/queue')
  expect([sent.status, sent.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
})

test('a resident reads, rates, withdraws and answers nobody else’s report', () =>
  nothingStored(async () => {
    const names = endpoints.filter(([, e]) => e.path.startsWith('/api/reports/:id')).map(([name]) => name)
    for (const kind of ['resident', 'code'] as const) {
      for (const name of names) {
        const e: Endpoint = api[name]
        const { request: requestParts } = valid.rate
        const other = { ...valid[name].request, params: requestParts.params ?? {} }
        const body = hasBody(e) ? { body: JSON.stringify(other.body) } : {}
        isRefusal(await send(name, pathOf(e, other), body, tokens[kind]), 404, 'not_found')
      }
    }
  }))

test('an office sees and moves no case of another office', async () => {
  const qian = await walk.staff('qian')
  const { no } = (valid.moveCase.request.params ?? {}) as { no: string }
  // Signing in is kept; what comes after is not.
  expect((await qian.get('/api/queue')).status).toBe(200)
  await nothingStored(async () => {
    expect((await qian.get(`/api/cases/${no}`)).status).toBe(404)
    for (const body of [{ verb: 'accept' }, { verb: 'note', words: '看看' }, { verb: 'ask', words: '你是谁呀？' }]) {
      const sent = await qian.post(`/api/cases/${no}/moves`, { version: 2, ...body })
      expect(sent.body).toMatchObject({ code: 'not_found' })
    }
  })
})

// ——— a valid request is served; last, because it changes things

describe('a valid request', () => {
  test.each(endpoints)('is served by %s as the contract says', async (name, e) => {
    const sent = await sendValid(name)
    expect({ status: sent.status, text: sent.status === e.status ? '' : sent.text }).toEqual({
      status: e.status,
      text: ''
    })
    const checked = check(e.answer, sent.body)
    expect(checked.ok ? [] : checked.complaints).toEqual([])
    // A view strips what nobody declared, so a field beyond it would be missing here.
    expect(checked.ok && checked.value).toEqual(sent.body)
  })

  test('and everybody else was answered only as the document says', () => {
    for (const [name, e] of endpoints) {
      const path = e.path.replaceAll(/:(\w+)/g, '{$1}')
      const responses = documented[path]?.[e.method.toLowerCase()]?.responses ?? {}
      const surprises = [...(seen.get(name) ?? [])].filter((answer) => {
        const [status = '', code] = answer.split(' ')
        const codes = responses[status]?.description.split(', ')
        return code === undefined ? codes === undefined : !codes?.includes(code)
      })
      expect({ name, surprises }).toEqual({ name, surprises: [] })
    }
  })
})

// ——— what all of that asked of the database

test('and all of it is found by an index that has the order it is wanted in', async () => {
  // What is done later, and what is swept.
  for (const days of [0, 1, 40, 400]) {
    server.setNow(new Date(server.context.now().getTime() + days * 86_400_000))
    for (let i = 0; i < 4; i++) await turn(server.context, {}, ['relay', 'work'])
  }
  const asked = await questions()
  expect(asked.length).toBeGreaterThan(250)
  const wrong: string[] = []
  for (const question of asked) {
    if (isBounded(question)) continue
    const byIndex = (await plansFor(question)).filter(({ stages }) => !stages.includes('COLLSCAN'))
    const what = `${question.collection} ${question.shape}`
    if (byIndex.length === 0) wrong.push(`reads all: ${what}`)
    else if (byIndex.every(({ stages }) => stages.includes('SORT'))) wrong.push(`sorts: ${what}`)
    else if (byIndex.every(({ openEnded }) => openEnded)) wrong.push(`reads to the end: ${what}`)
  }
  expect(wrong).toEqual([])
  const unused = Object.entries(bounded).flatMap(([collection, shapes]) =>
    Object.keys(shapes).filter(
      (begun) =>
        !asked.some(
          (question) => question.collection === collection && (begun === '*' || question.shape.startsWith(begun))
        )
    )
  )
  expect(unused).toEqual([])
})
