import { expect, test } from 'vitest'
import { moveInput, type CaseView, type DeskView, type MoveVerb } from '#shared/cases.ts'
import { Refused } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import { staffVerbs } from '#shared/verbs.ts'
import {
  asMoveVerb,
  bodyOf,
  confirmed,
  formOf,
  leadingForm,
  openers,
  verbsOf,
  wordLimits
} from '#server/web/cases/desk/moves.ts'
import { problemsOf } from '#server/web/cases/desk/problems.ts'

const id = 'ab'.repeat(32)
const posts: Record<MoveVerb, Record<string, string[]>> = {
  accept: {},
  return: { words: ['不归我们管，该水利局办'], rightOffice: ['water'], duty: [''] },
  reply: { outcome: ['solved'], words: ['三个摊位已经全部撤走，地面清了。'], photos: [id, id] },
  request_hold: { words: ['等材料进场'], until: ['2026-12-01'] },
  hold: { words: ['等材料进场'], until: ['2026-12-01'] },
  refuse_hold: { words: ['不用等，先围挡'] },
  resume: { words: [' '] },
  request_extend: { words: ['材料还没到'], n: ['2'] },
  refuse_extend: { words: ['时间够，抓紧办'] },
  extend: { words: ['材料确实没到'], n: ['2'] },
  verify: { words: ['通了'], onSite: ['yes'], photos: [] },
  fail: { words: ['摊子还在原处'], onSite: ['no'] },
  reopen: { words: ['又摆出来了'] },
  refuse_reopen: { words: ['现场没有再摆'] },
  ask: { words: ['是每天都来吗'] },
  note: { words: ['到场'] },
  follow_up: { report: ['a'.repeat(24)], outcome: ['explained'], words: ['打电话说明了'] },
  instruct: { words: ['今天之内到场'] },
  dispatch: { office: ['hebin-squad'], words: ['按职责'] },
  refuse: { words: ['不在本市范围'], way: ['tell'], ask: ['邻市政务热线'], contact: ['邻市 12345'], paper: [''] },
  overturn: { words: ['是我们的事'] },
  uphold: { words: ['确实不归我们'] },
  transfer_accept: { words: ['对方已签收'] },
  transfer_decline: { words: ['不是他们的事'] },
  reclassify: { category: ['garbage'], words: ['是垃圾'] },
  join: { into: ['2026-1122-00371'] },
  unjoin: { report: ['a'.repeat(24)], words: ['两处'] },
  publish: { title: ['摆摊占道'], shown: ['1', '4'], photos: [id] },
  withhold: { words: ['有人脸'] },
  erase: { entry: ['1'], words: ['本人要求'] }
}

test('every verb that staff may say has a form', () => {
  expect([...staffVerbs].sort()).toEqual(Object.keys(posts).sort())
  for (const verb of staffVerbs) {
    expect(asMoveVerb(verb)).toBe(verb)
    expect(verbsOf(formOf(verb))).toContain(verb)
  }
  expect(asMoveVerb('receive')).toBeUndefined()
})

test.each(staffVerbs)('a filled form of %s is what the contract wants', (verb) => {
  const checked = check(moveInput, bodyOf(verb, { ...posts[verb], version: ['3'] }))
  expect(checked).toMatchObject({ ok: true, value: { verb, version: 3 } })
})

test('a photo that comes twice is sent once, and an empty choice is not sent at all', () => {
  expect(bodyOf('reply', posts.reply)['photos']).toEqual([id])
  expect(bodyOf('return', posts.return)).not.toHaveProperty('duty')
  expect(bodyOf('resume', posts.resume)).not.toHaveProperty('words')
})

/** Verbs whose forms may be sent as they come. */
const mayBeEmpty: readonly MoveVerb[] = ['accept', 'resume']

test.each(staffVerbs)('an empty form of %s gets a sentence of its own at each field', (verb) => {
  const checked = check(moveInput, bodyOf(verb, { version: ['1'] }), '/body')
  const complaints = checked.ok ? [] : checked.complaints
  const { fields } = problemsOf(new Refused('invalid', { errors: complaints }), verb)
  expect(Object.keys(fields).length > 0).toBe(!mayBeEmpty.includes(verb))
  for (const words of Object.values(fields)) expect(words).toMatch(/。$/)
})

test('the limits said on a form are the contract’s', () => {
  for (const verb of staffVerbs) {
    const limits = wordLimits(formOf(verb))
    if (!limits) continue
    const withWords = (n: number) =>
      check(moveInput, bodyOf(verb, { ...posts[verb], version: ['1'], words: ['字'.repeat(n)] }), '/body')
    expect(withWords(limits.max).ok).toBe(true)
    expect(withWords(limits.max + 1).ok).toBe(false)
    if (limits.min > 0 && verb !== 'fail') expect(withWords(limits.min - 1).ok).toBe(false)
    if (verb !== 'fail') expect(withWords(Math.max(1, limits.min)).ok).toBe(true)
  }
})

const desk = (may: MoveVerb[], more: Partial<DeskView> = {}) =>
  ({
    reports: 1,
    desk: { may, publication: { state: 'pending', pending: [] }, ...more }
  }) as unknown as CaseView

test('the form that leads is the one the tab is about', () => {
  const may: MoveVerb[] = ['verify', 'fail', 'publish', 'note']
  const pending = { publication: { state: 'pending', pending: [1] } } as unknown as Partial<DeskView>
  expect(leadingForm(desk(may, pending), 'verify')).toBe('verify')
  expect(leadingForm(desk(may, pending), 'publish')).toBe('publish')
  expect(leadingForm(desk(['note']), 'todo')).toBeUndefined()
  // Nobody asked for a hold, so it does not lead.
  expect(leadingForm(desk(['hold', 'note']), 'rule')).toBeUndefined()
  expect(leadingForm(desk(['hold'], { holdRequest: { until: '2026-12-01', words: '等' } }), 'rule')).toBe('hold')
})

test('only permitted verbs have buttons, and no key stands twice', () => {
  const caseView = desk(['reply', 'return', 'request_hold', 'ask', 'note'])
  const { near, far } = openers(caseView, 'reply', 'reply')
  expect([...near, ...far].map((o) => o.form).sort()).toEqual(['ask', 'note', 'request_hold', 'return', 'return'])
  const keys = near.flatMap((o) => o.key ?? [])
  expect(new Set(keys).size).toBe(keys.length)
  expect(openers(desk([]), undefined)).toEqual({ near: [], far: [] })
})

test('what ends a case or touches a second one is asked about once more', () => {
  expect([...confirmed].sort()).toEqual(['erase', 'join', 'refuse', 'unjoin'])
})
