/** Reports, searches and receipts as people really type them, through the server to the database and back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView, CaseRow } from '#shared/cases.ts'
import { Cases } from '#server/cases/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const spellings = (no: string): string[] => [
  no.replaceAll('-', ''),
  no.replaceAll('-', ' '),
  no.replaceAll('-', '\u2014'),
  no.replaceAll('-', '\u2212'),
  no.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  `\u202d${no}\u202c`
]

test('keeps a text without what nobody sees, and a number that a telephone can call', async () => {
  const { no, report } = await walk.submit({
    text: '摊位\u000b占道\r\n\u202e每天\u200b都有\ud83d 👨‍👩‍👧\u0000',
    address: '\ufeff滨江路\t128 号\u2028',
    contact: { name: '\u202e王\u200b某', phone: '（０５１９）8666\u20131234 转 802' }
  })
  const zhou = await walk.staff('zhou')
  const { body } = await zhou.get<CaseView>(`/api/cases/${no}`)
  expect(body.desk?.reports[0]).toMatchObject({ text: '摊位\n占道\n每天都有 👨‍👩‍👧' })
  const opened = await zhou.post(`/api/cases/${no}/contact`, { report, reason: 'ask_detail' })
  expect(opened.body).toEqual({ name: '王某', phone: '0519 8666-1234x802' })
  expect(body.address).toBe('滨江路 128 号')
  expect(body.ledger.whole).toBe(true)
  const stored = JSON.stringify(await Cases.collection.findOne({ no } as never))
  expect(stored).not.toMatch(/[\u200b\u202a-\u202e\u2028\ufeff]|\\u000|\\ud83d(?!\\u)/)
})

test('a name that nobody sees is none', async () => {
  const { no } = await walk.submit({ contact: { name: '\u200b\u3164', phone: '13800000371' } })
  const { body } = await (await walk.staff('zhou')).get<CaseView>(`/api/cases/${no}`)
  expect(body.desk?.reports[0]?.contact?.name ?? '').toBe('')
})

test('both searches, the address and the receipt know a case however its number is written', async () => {
  const { no, code } = await walk.submit()
  await walk.publish(no)
  const zhou = await walk.staff('zhou')
  for (const typed of spellings(no)) {
    const q = encodeURIComponent(typed)
    const found = async (path: string, who = walk.guest) =>
      (await who.get<{ items: CaseRow[] }>(path)).body.items.map((row) => row.no)
    expect([typed, await found(`/api/cases?q=${q}`)]).toEqual([typed, [no]])
    expect([typed, await found(`/api/queue?tab=all&q=${q}`, zhou)]).toEqual([typed, [no]])
    expect((await walk.guest.get<CaseView>(`/api/cases/${q}`)).body.no).toBe(no)
    const opened = await walk.guest.post('/api/sessions/code', {
      no: typed,
      code: code.replace(/(.{5})/, '$1 \u2014 ')
    })
    expect(opened.status).toBe(201)
  }
})

test('what a device claims of its place never keeps a report back', async () => {
  const zhou = await walk.staff('zhou')
  const claimed = async (accuracyM: number) => {
    const { no } = await walk.submit({ place: { ...inHebin, accuracyM } })
    return (await zhou.get<CaseView>(`/api/cases/${no}`)).body.desk?.accuracyM
  }
  expect(await claimed(150_000)).toBe(100_000)
  expect(await claimed(7.25)).toBe(7.25)
  expect(await claimed(-1)).toBeUndefined()
  const { lng, lat } = inHebin
  for (const [x, y] of [
    [`${lng}000000000000001`, `${lat}0000000000000004`],
    [`１２０．００５`, `${lat}`]
  ])
    expect((await walk.guest.get(`/api/where?${new URLSearchParams({ lng: x ?? '', lat: y ?? '' })}`)).status).toBe(200)
})
