import { beforeEach, describe, expect, test } from 'vitest'
import { asRefused } from '../../miniprogram/src/api'
import {
  dropDraft,
  emptyDraft,
  isWorthKeeping,
  storeDraft,
  storedDraft,
  openDraft,
  type Draft
} from '../../miniprogram/src/drafts'
import { complaintsOf } from '../../miniprogram/src/report/complaints'
import { reportOf, submit } from '../../miniprogram/src/submit-report'
import { answer, phone, reset } from './mocks/taro'
import { photoId, problem, receipt, session } from './samples'

beforeEach(reset)

const whole = async (more: Partial<Draft> = {}): Promise<Draft> => ({
  ...(await emptyDraft()),
  photos: [{ name: 'a', id: photoId(1) }],
  place: { lng: 120.01, lat: 32.01, accuracyM: 8 },
  category: 'vendor',
  consent: 'yes',
  ...more
})
const body = (draft: Draft) => {
  const made = reportOf(draft)
  if (!made) throw new Error('the draft is not whole')
  return made
}

describe('a draft', () => {
  test('lives on the phone with its key and its time until it is dropped', async () => {
    const draft = await whole({ text: '摊位占道' })
    expect(storeDraft(draft)).toBe(true)
    expect(await openDraft()).toMatchObject({ key: draft.key, text: '摊位占道' })
    expect(draft.key).toMatch(/^[0-9a-f]{32}$/)
    dropDraft()
    expect(storedDraft()).toBeUndefined()
    expect((await openDraft()).key).not.toBe(draft.key)
  })

  test('of an older shape is no draft', () => {
    phone.storage.set('suishoupai.drafts', { now: 'a', all: [{ key: 'a', photos: 'none' }] })
    expect(storedDraft()).toBeUndefined()
  })

  test('consents to nothing by itself, nor does one of before, whose yes nobody had said', async () => {
    const { consent: _, ...before } = await whole()
    expect(complaintsOf(before)).toEqual({ consentPublic: '请选同意公开或不公开' })
    expect(body(await whole({ consent: 'no' })).consentPublic).toBe(false)
    phone.storage.set('suishoupai.draft', { ...before, consentPublic: true })
    expect(complaintsOf(await openDraft())).toHaveProperty('consentPublic')
  })

  test('with nothing in it is not worth coming back to', async () => {
    expect(isWorthKeeping(await emptyDraft())).toBe(false)
    expect(isWorthKeeping({ ...(await emptyDraft()), text: '路灯' })).toBe(true)
  })

  test('says what is missing', async () => {
    expect(Object.keys(complaintsOf(await emptyDraft())).sort()).toEqual([
      'category',
      'consentPublic',
      'photos',
      'place'
    ])
    expect(Object.keys(complaintsOf(await whole({ phone: '不是号码' })))).toEqual(['phone'])
    expect(complaintsOf(await whole({ phone: '138 0000 0371' }))).toEqual({})
  })

  test.each([
    ['an address that is too long', { address: '路'.repeat(121) }, 'address'],
    ['an address of two lines', { address: '滨江路\n128 号' }, 'address'],
    ['a place beyond the pole', { place: { lng: 120.01, lat: 132 } }, 'place'],
    ['a number with letters', { phone: '138abc' }, 'phone'],
    ['a name that is too long', { phone: '13800000371', contactName: '王'.repeat(201) }, 'contactName']
  ] as const)('says where the contract refuses %s', async (_what, more, part) => {
    const complaints = complaintsOf(await whole(more))
    expect(Object.keys(complaints)).toEqual([part])
    expect(complaints[part]).toMatch(/[\u4e00-\u9fff]/)
  })

  test.each([
    ['a vertical tab out of a text processor', { text: '井盖\u000b坏了' }, { text: '井盖\n坏了' }],
    ['half an emoji', { text: '井盖坏了\ud83d' }, { text: '井盖坏了' }],
    ['a name that nobody sees', { phone: '13800000371', contactName: '\u200b' }, { contact: { phone: '13800000371' } }],
    ['words that nobody sees', { text: '\u200b\ufeff' }, {}],
    ['a number in full width', { phone: '１３８－００００ ０３７１' }, { contact: { phone: '138-0000 0371' } }],
    [
      'a radius larger than a city',
      { place: { lng: 120.01, lat: 32, accuracyM: 150_000 } },
      { place: { lng: 120.01, lat: 32, accuracyM: 100_000 } }
    ]
  ] as const)('goes out although there is %s in it', async (_what, more, kept) => {
    const draft = await whole(more)
    expect(complaintsOf(draft)).toEqual({})
    const { text, contact, place } = body(draft)
    expect({ ...(text !== undefined && { text }), ...(contact && { contact }), place }).toEqual({
      place: { lng: 120.01, lat: 32.01, accuracyM: 8 },
      ...kept
    })
  })

  test('becomes what the contract wants, and nothing that is empty', async () => {
    expect(
      body(await whole({ text: '  ', address: ' 滨江路 128 号 ', phone: '13800000371', contactName: '王' }))
    ).toEqual({
      category: 'vendor',
      photos: [photoId(1)],
      place: { lng: 120.01, lat: 32.01, accuracyM: 8 },
      address: '滨江路 128 号',
      contact: { name: '王', phone: '13800000371' },
      consentPublic: true,
      channel: 'mini'
    })
  })
})

describe('a submission', () => {
  const sent = () => phone.asked.filter((request) => request.url === '/api/reports')
  const keys = () => sent().map((request) => request.header?.['Idempotency-Key'])
  /** WeChat vouches for nobody, unless a test says so. */
  beforeEach(() => answer('POST', /sessions\/wechat$/, { status: 422, body: problem('wechat_refused') }))
  const begun = async (more: Partial<Draft> = {}): Promise<Draft> => {
    const draft = await whole(more)
    storeDraft(draft)
    return draft
  }

  test('whose reply was lost is repeated with the same key and the same words', async () => {
    const draft = await begun()
    answer('POST', /reports$/, 'no network')
    await submit(draft, body(draft)).catch(asRefused)
    answer('POST', /reports$/, { status: 201, body: receipt })
    const again = storedDraft() ?? draft
    const { receipt: given, earlier } = await submit(again, body(again))
    expect(given.no).toBe(receipt.no)
    expect(earlier).toBe(false)
    expect(keys()).toEqual([draft.key, draft.key])
    expect(sent()[0]?.data).toEqual(sent()[1]?.data)
  })

  test('that had arrived before its words were changed brings back the first receipt, never a second case', async () => {
    const draft = await begun({ text: '一个摊位' })
    answer('POST', /reports$/, 'no network')
    await submit(draft, body(draft)).catch(asRefused)
    const changed = { ...(storedDraft() ?? draft), text: '三个摊位' }
    answer('POST', /reports$/, ({ data }) =>
      (data as { text: string }).text === '一个摊位'
        ? { status: 201, body: receipt }
        : { status: 422, body: problem('key_reused') }
    )
    const { receipt: given, earlier } = await submit(changed, body(changed))
    expect(given.no).toBe(receipt.no)
    expect(earlier).toBe(true)
    expect(new Set(keys()).size).toBe(1)
  })

  test('refused for what it says is forgotten as an attempt', async () => {
    const draft = await begun()
    answer('POST', /reports$/, { status: 422, body: problem('outside_city') })
    expect(await submit(draft, body(draft)).catch(asRefused)).toMatchObject({ code: 'outside_city' })
    expect(storedDraft()).not.toHaveProperty('sent')
    // Nothing of it arrived: it may go as whoever he is then.
    expect(storedDraft()).not.toHaveProperty('as')
  })

  test('of a resident whose pass died waits for it, for as a guest it would be another case', async () => {
    answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
    const draft = await begun()
    answer('POST', /reports$/, 'no network')
    await submit(draft, body(draft)).catch(asRefused)
    expect(sent()).toHaveLength(1)
    expect(storedDraft()?.as).toMatchObject({ kind: 'resident' })
    // The pass is over, and WeChat does not vouch for him now.
    phone.storage.delete('suishoupai.pass.resident')
    answer('POST', /sessions\/wechat$/, { status: 422, body: problem('wechat_refused') })
    answer('POST', /reports$/, { status: 201, body: receipt })
    const again = storedDraft() ?? draft
    expect(await submit(again, body(again)).catch(asRefused)).toMatchObject({
      code: 'session_over',
      detail: expect.stringContaining('等登录恢复')
    })
    expect(sent()).toHaveLength(1)
    // Nor as somebody else.
    answer('POST', /sessions\/wechat$/, { status: 201, body: session({ viewer: { kind: 'resident', id: 'other' } }) })
    expect(await submit(again, body(again)).catch(asRefused)).toMatchObject({ code: 'session_over' })
    phone.storage.delete('suishoupai.pass.resident')
    answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
    expect((await submit(again, body(again))).receipt.no).toBe(receipt.no)
    expect(new Set(keys()).size).toBe(1)
  })

  test('of a guest stays a guest’s when WeChat vouches for him meanwhile', async () => {
    const draft = await begun()
    answer('POST', /reports$/, 'no network')
    await submit(draft, body(draft)).catch(asRefused)
    answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
    answer('POST', /reports$/, { status: 201, body: receipt })
    const again = storedDraft() ?? draft
    await submit(again, body(again))
    expect(sent().map(({ header }) => header?.['Authorization'])).toEqual([undefined, undefined])
  })
})
