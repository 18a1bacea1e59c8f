/** A notice that was kept as a sentence says the same after it has become a code. */
import { expect, test } from 'vitest'
import { activityNotices, certificateNotices, type NoticeFacts } from '#shared/notices.ts'
import { noticeWords } from '#shared/locales/notice-words.ts'
import { readNotice } from '#server/migrations/013-notices-as-codes.ts'

const told = new Date('2026-11-23T06:00:00.000Z')
const facts: NoticeFacts = {
  title: '文庙巷「清洁」日',
  words: '明早八点集合。\n带水（{n} 瓶）',
  address: '大榕树下',
  minutes: 130,
  what: ['time', 'bring'],
  honour: 'service_star',
  training: 'traffic',
  until: '2027-01-02T08:20:00.000Z',
  office: '河滨中队',
  from: '2026-01-01',
  to: '2026-11-23',
  n: 7,
  no: '2026-000001',
  cause: 'hours_corrected'
}
const time = { remindDay: '2026-11-24T06:30:00.000Z', remindSoon: '2026-11-23T08:30:00.000Z' }

for (const [about, codes] of [
  ['activity', activityNotices],
  ['certificate', certificateNotices]
] as const)
  for (const code of codes)
    test(`${about} ${code}`, () => {
      const said = { code, facts: { ...facts, time: time[code as keyof typeof time] ?? '' } }
      const words = noticeWords(about, said) ?? ''
      const read = readNotice(about, words, told)
      expect(read?.code).toBe(code)
      expect(said.facts).toMatchObject(read?.facts ?? {})
      expect(noticeWords(about, read ?? said)).toBe(words)
    })

test('a sentence that is not ours stays one', () => {
  expect(readNotice('activity', '您好！', told)).toBeUndefined()
})
