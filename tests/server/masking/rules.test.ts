/** What the rules find in words, what they leave alone, and how well, on texts that they were not written with. */
import { describe, expect, test } from 'vitest'
import { spansAtMost } from '#shared/masking.ts'
import { findHits, masked, measured, searchable, spanFault, uncovered } from '#server/masking/index.ts'
import { inLanguage } from '#server/kernel/locale.ts'
import { pseudo } from '#tests/support/plain.ts'
import { fifthTexts } from './fifth-texts.ts'
import { firstTexts } from './first-texts.ts'
import { fourthTexts } from './fourth-texts.ts'
import { measure } from './measure.ts'
import { secondTexts } from './second-texts.ts'
import { seventhTexts } from './seventh-texts.ts'
import { sixthTexts } from './sixth-texts.ts'
import { thirdTexts } from './third-texts.ts'

const found = (text: string): string[] =>
  findHits(text).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)

test.each([
  ['车窗上留的电话 138 0000 0371 没人接', ['phone 138 0000 0371']],
  ['电话幺三八零零零零零三七一', ['phone 幺三八零零零零零三七一']],
  ['打138００００​０３７１', ['phone 138００００​０３７１']],
  ['座机（0523）86881234转801', ['phone （0523）86881234转801']],
  ['拨400-123-4567', ['phone 400-123-4567']],
  ['面包车苏M·12345，挂车苏M1234挂，教练车苏m1234学', ['plate 苏M·12345', 'plate 苏M1234挂', 'plate 苏m1234学']],
  ['新能源苏AD12345和苏A12345F', ['plate 苏AD12345', 'plate 苏A12345F']],
  ['苏M幺二三四五一直停着', ['plate 苏M幺二三四五']],
  ['面包车汀A6K2D8', ['plate 汀A6K2D8']],
  ['身份证11010519491231002X', ['id 11010519491231002X']],
  ['身份证 110105 19491231 0025', ['id 110105 19491231 0025']],
  ['卡号6222 0213 8001 2345 678', ['card 6222 0213 8001 2345 678']],
  ['加微信：abc_12345，QQ 1234567', ['account abc_12345', 'account 1234567']],
  ['发到li.wei@qq.com', ['email li.wei@qq.com']],
  ['住96号302室，或三号楼二单元五零二室，或1-2-302', ['door 96号302室', 'door 三号楼二单元五零二室', 'door 1-2-302']],
  ['店主姓李，叫李强，王先生也在', ['name 李', 'name 李强', 'name 王']],
  ['联系人：阿依古丽·买买提', ['name 阿依古丽·买买提']]
])('in %s it finds %s', (text, hits) => {
  expect(found(text)).toEqual(hits)
})

test.each([
  '案件2026-1124-00052，12345热线和96333都打过',
  '滨江路96号门口，12栋楼下，小区3号楼前面',
  '老板张贴广告，业主高声喊叫，车主任意停车，店主常常不在',
  '2026年11月24日08:30，二〇二六年十一月',
  '罚款200000元，长1380000米，快递SF1234567890123',
  '川A级景区，新B超，云上C位'
])('it leaves alone: %s', (text) => {
  expect(found(text)).toEqual([])
})

describe('spans of a text', () => {
  const text = '电话13800000371，😀'
  test.each([
    [[{ start: 2, end: 2 }], 'empty'],
    [[{ start: 2, end: 40 }], 'outside'],
    [[{ start: 2, end: 15 }], 'half'],
    [
      [
        { start: 2, end: 9 },
        { start: 8, end: 13 }
      ],
      'overlap'
    ],
    [[{ start: 2, end: 13 }], undefined]
  ])('%j are refused as %s', (spans, fault) => {
    expect(spanFault(text, spans)).toBe(fault)
  })
  test('are replaced by what they are, and are not searched for', () => {
    const read = masked(text, [{ start: 2, end: 13, kind: 'phone' }])
    expect(read).toBe('电话【电话】，😀')
    expect(searchable(read)).toBe('电话 ，😀')
  })
  test('are said in the language of the text, whoever rules on it and reads it: it is kept, and searched without them', () => {
    const read = inLanguage(pseudo, () => masked(text, [{ start: 2, end: 13, kind: 'phone' }]))
    expect(read).toBe('电话【电话】，😀')
    expect(inLanguage(pseudo, () => searchable(read))).toBe('电话 ，😀')
  })
  test('cover a hit together, or leave it open', () => {
    const hits = [{ start: 2, end: 13 }]
    const [front, back] = [
      { start: 2, end: 6 },
      { start: 6, end: 13 }
    ]
    expect(uncovered(hits, [back, front])).toEqual([])
    expect(uncovered(hits, [front])).toEqual(hits)
  })
})

test('nothing makes it slow', () => {
  const long = [
    '13800000371 '.repeat(160),
    '苏A'.repeat(1000),
    '王'.repeat(2000),
    '1 '.repeat(1000),
    'a.'.repeat(1000),
    '3栋'.repeat(700)
  ]
  for (const text of long) {
    const before = performance.now()
    findHits(text)
    expect(performance.now() - before).toBeLessThan(1000)
  }
})

describe('of what is hidden in made-up texts it finds', () => {
  test('what the moderator is told, on texts that it was not written with', () => {
    const { of } = measure(seventhTexts(1, measured.texts))
    const told = { all: measured, phone: measured.numbers, id: measured.numbers, plate: measured.numbers }
    for (const [kind, { recall, precision }] of Object.entries(told)) {
      const figures = of[kind as keyof typeof told]
      expect(figures?.recall, kind).toBeGreaterThanOrEqual(recall)
      expect(figures?.precision, kind).toBeGreaterThanOrEqual(precision)
    }
    // What it is to expect of the next way of writing is less than of those that it knows.
    expect(Math.max(...Object.values(measured.unmet))).toBeLessThan(measured.numbers.recall)
    // Nor is it told less than is true.
    expect((of.all?.recall ?? 0) - measured.recall).toBeLessThan(0.005)
    expect(measured.recall).toBeGreaterThanOrEqual(0.98)
    expect(measured.precision).toBeGreaterThanOrEqual(0.98)
    expect(Math.min(measured.numbers.recall, measured.numbers.precision)).toBeGreaterThanOrEqual(0.99)
  })

  test.each([
    ['first', firstTexts],
    ['second', secondTexts],
    ['third', thirdTexts],
    ['fourth', fourthTexts],
    ['fifth', fifthTexts],
    ['sixth', sixthTexts]
  ])('what it found in the %s of the sets that it was mended with', (_, texts) => {
    const { of } = measure(texts(1, 500))
    expect(of.all?.recall).toBeGreaterThan(0.96)
    expect(of.all?.precision).toBeGreaterThan(0.97)
    for (const kind of ['phone', 'id', 'plate'] as const) expect(of[kind]?.recall, kind).toBeGreaterThan(0.99)
  })
})

test('of more hits than a ruling can name the last covers all the rest', () => {
  const text = '打13800000371，'.repeat(spansAtMost + 10)
  const hits = findHits(text)
  expect(hits).toHaveLength(spansAtMost)
  expect(masked(text, hits)).not.toMatch(/\d/)
})
