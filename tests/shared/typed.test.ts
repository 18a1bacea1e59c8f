/** What people type, in every spelling that keyboards, clipboards and text processors give it. */
import { describe, expect, test } from 'vitest'
import { certificateNo, identityInput } from '#shared/certificates.ts'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { phone } from '#shared/reports.ts'
import {
  activityNo,
  caseNo,
  check,
  count,
  day,
  degrees,
  line,
  place,
  text,
  typedCode,
  valueOf
} from '#shared/schema.ts'
import { dialled, numberOf, plainClock, plainField, plainText } from '#shared/typed.ts'

describe('a text', () => {
  test.each([
    ['CRLF', '一\r\n二', '一\n二'],
    ['a vertical tab', '一\u000b二', '一\n二'],
    ['a form feed', '一\u000c二', '一\n二'],
    ['a next line', '一\u0085二', '一\n二'],
    ['a line separator', '一\u2028二', '一\n二'],
    ['a paragraph separator', '一\u2029二', '一\n二'],
    ['NUL and bell', '一\u0000\u0007二', '一二'],
    ['half an emoji', '井盖\ud83d', '井盖'],
    ['the other half', '\udc00井盖', '井盖'],
    ['the other half behind a letter', '井\udc00盖👮', '井盖👮'],
    ['two first halves', '井\ud83d\ud83d\udc6e', '井👮'],
    ['zero width', '一\u200b\u2060\ufeff\u00ad二', '一二'],
    ['bidi controls', '\u202e一\u202c\u2066二\u2069\u200f\u061c', '一二'],
    ['a place where an object stood', '一\ufffc二', '一二'],
    ['a tag and a selector on nothing', '一 \ufe0f\u{e0041}二', '一 二'],
    ['nothing to be seen', '\u200b\u3164\u2800\u00a0\ufe0f', '']
  ])('with %s', (_what, typed, kept) => {
    expect(plainText(typed)).toBe(kept)
    expect(plainText(kept)).toBe(kept)
    expect(check(text(50), typed)).toEqual({ ok: true, value: kept })
  })

  test('keeps what holds an emoji, a flag and a variant together', () => {
    for (const text of ['👨‍👩‍👧', '👩🏽‍🚒', '❤️‍🔥', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '葛\u{e0100}', '🙂‍↔️', 'a\tb']) expect(plainText(text)).toBe(text)
    expect(plainText('王\u200d五')).toBe('王五')
  })

  test('is counted as it is kept', () => {
    expect(check(text(3), '一\r\n二').ok).toBe(true)
    expect(check(text(4, 4), '一\r\n二').ok).toBe(false)
    expect(check(text(2), '一\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b二').ok).toBe(true)
    expect(check(line(20, 1), '\u200b\u3164')).toMatchObject({ ok: false, complaints: [{ code: 'min:1' }] })
    expect(check(line(20), '一\u2028二')).toMatchObject({ ok: false, complaints: [{ code: 'line' }] })
  })
})

describe('a telephone number', () => {
  test.each([
    ['１３８０００００３７１', '13800000371', '13800000371'],
    ['138\u00a00000\u00a00371', '138 0000 0371', '13800000371'],
    ['0519\u20138666\u20131234', '0519-8666-1234', '051986661234'],
    ['0519\u2014\u20148666\u22121234', '0519-8666-1234', '051986661234'],
    ['0519ー8666─1234', '0519-8666-1234', '051986661234'],
    ['0519一86661234', '0519-86661234', '051986661234'],
    ['（0519）86661234', '0519 86661234', '051986661234'],
    ['[0519]8666 1234', '0519 8666 1234', '051986661234'],
    ['【0519】86661234', '0519 86661234', '051986661234'],
    ['\u202d13800000371\u202c', '13800000371', '13800000371'],
    ['＋８６ 138 0000 0371', '+86 138 0000 0371', '+8613800000371'],
    ['(+86)13800000371', '+86 13800000371', '+8613800000371'],
    ['0519-86661234 转 802', '0519-86661234x802', '051986661234,802'],
    ['0519-86661234转分机８０２', '0519-86661234x802', '051986661234,802'],
    ['0519.8666.1234#802', '0519-8666-1234x802', '051986661234,802'],
    ['0519-86661234 ext. 802', '0519-86661234x802', '051986661234,802'],
    ['13800000371。', '13800000371', '13800000371']
  ])('%s', (typed, kept, called) => {
    expect(valueOf(phone(), typed)).toBe(kept)
    expect(valueOf(phone(), kept)).toBe(kept)
    expect(dialled(kept)).toBe(called)
    expect(valueOf(phone(), phoneWords(kept))).toBe(kept)
  })
  test('is none where there are letters, or too few figures', () => {
    for (const text of ['不是号码', '12', '138abc00371', '', '转802']) expect(valueOf(phone(), text)).toBeUndefined()
  })
})

describe('numbers and codes', () => {
  test.each([
    '２０２６－１１２２－００３７１',
    '20261122 00371',
    '2026112200371',
    '2026\u20131122\u201400371',
    ' 2026 - 1122 - 00371 ',
    '2026/1122/00371',
    '2026.1122.00371',
    '\u202a2026-1122-00371\u202c',
    '2026−1122−00371'
  ])('%s is a case', (typed) => expect(valueOf(caseNo(), typed)).toBe('2026-1122-00371'))

  test('what is no number of a case stays none', () => {
    for (const text of ['2026-1122-371', '井盖', '', '2026-1122-0037100', '2026-1122-00371; drop'])
      expect(valueOf(caseNo(), text)).toBeUndefined()
  })

  test('other numbers are read alike', () => {
    expect(valueOf(activityNo(), '２０２６１１２４００３')).toBe('20261124-003')
    expect(valueOf(certificateNo(), '2026—000123')).toBe('2026-000123')
    expect(valueOf(certificateNo(), '２０２６０００１２３')).toBe('2026-000123')
    expect(valueOf(typedCode(10, 16), '７ｋ３ｍ９－ＰＱ２ＸＤ')).toBe('7K3M9PQ2XD')
    expect(valueOf(typedCode(10, 16), '7k3m9 − pq2xd\u200b')).toBe('7K3M9PQ2XD')
    expect(valueOf(count(1, 50), '２０')).toBe(20)
    expect(
      valueOf(identityInput, { name: '王', document: { kind: 'id_card', number: '１１０１０５ 19491231 ００２ｘ' } })
        ?.document?.number
    ).toBe('11010519491231002X')
  })

  test('days, times and figures of a form', () => {
    for (const text of ['２０２６－１２－０１', '2026/12/1', '2026.12.01', '2026年12月1日'])
      expect(valueOf(day(), text)).toBe('2026-12-01')
    expect(valueOf(day(), '2026/2/30')).toBeUndefined()
    expect(['０９：００', '9：30', '9:05', '24:00'].map(plainClock)).toEqual(['09:00', '09:30', '09:05', '24:00'])
    expect(['２０', '１．５', '０９：００', '2026/1/5', '第２０号'].map(plainField)).toEqual([
      '20',
      '1.5',
      '09:00',
      '2026-01-05',
      '第２０号'
    ])
    expect(plainField('2027-02-06～2027-02-12\r\n２０２７－０４－０５')).toBe('2027-02-06~2027-02-12\n2027-04-05')
    expect(numberOf('２０')).toBe(20)
    expect([numberOf(''), numberOf('二十'), numberOf('0x10')]).toEqual([NaN, NaN, NaN])
  })
})

describe('what a device says', () => {
  test('of its own precision is never what keeps a report back', () => {
    const near = { lng: 120, lat: 32 }
    expect(valueOf(place(), { ...near, accuracyM: 150_000 })).toEqual({ ...near, accuracyM: 100_000 })
    expect(valueOf(place(), { ...near, accuracyM: 1e12 })).toEqual({ ...near, accuracyM: 100_000 })
    expect(valueOf(place(), { ...near, accuracyM: -1 })?.accuracyM).toBeUndefined()
    expect(valueOf(place(), near)).toEqual(near)
    expect(check(place(), { ...near, accuracyM: '5' }).ok).toBe(false)
  })
  test('of where it is may have as many decimals as browsers send', () => {
    expect(valueOf(degrees(180), '120.00000000000001')).toBe(120.00000000000001)
    expect(valueOf(degrees(90), '0.30000000000000004')).toBe(0.30000000000000004)
    expect(valueOf(degrees(90), '1e-7')).toBe(1e-7)
    for (const text of ['120.', 'NaN', '1e7', '181', '', '0x10']) expect(valueOf(degrees(180), text)).toBeUndefined()
  })
})
