import { beforeEach, describe, expect, test, vi } from 'vitest'
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact'
import Home from '../../../miniprogram/src/home/index'
import Mine from '../../../miniprogram/src/mine/index'
import { sendQueued } from '../../../miniprogram/src/outbox'
import Report from '../../../miniprogram/src/report/index'
import ReceiptPage from '../../../miniprogram/src/receipt'
import { changeDraft, draftsQueued, storeDraft, storedDraft, type Draft } from '../../../miniprogram/src/drafts'
import { storedReceipts } from '../../../miniprogram/src/receipts'
import Taro, { answer, phone, show } from '../mocks/taro'
import { find, named, press, type } from '../page-actions'
import { categories, photoId, problem, receipt } from '../samples'

import { row, startPhone } from '../phone-city'

// A busy machine is no failure of a page.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(startPhone)

describe('上报', () => {
  const filled = async () => {
    render(<Report />)
    await screen.findByText('占道经营')
    await press('add-photo')
    await press('tile-stall')
    await press('category-vendor')
    await press('consent-yes')
  }

  test('a photo, a kind and a place are enough, and a receipt comes back', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    await filled()
    expect(await screen.findByText(/承诺 2 个工作日/)).toHaveTextContent('这类事由河滨中队办，承诺 2 个工作日。')
    await press('submit')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/receipt/index' }))
    const sent = phone.asked.find((request) => request.url === '/api/reports')
    expect(sent?.data).toMatchObject({
      category: 'vendor',
      consentPublic: true,
      channel: 'mini',
      photos: [photoId('wxfile://usr/1-small.jpg'.length)]
    })
    expect(sent?.header).toMatchObject({ Authorization: 'Bearer access-1' })
    expect(storedReceipts()[0]).toMatchObject({ no: receipt.no, code: receipt.code })
    expect(storedDraft()).toBeUndefined()
  })

  test('nothing is switched off: pressing says what is missing', async () => {
    render(<Report />)
    await screen.findByText('占道经营')
    await press('submit')
    expect(screen.getByText('至少要一张照片。拍一张，或者从相册选。')).toBeInTheDocument()
    expect(screen.getByText('选一个类别，好派给该办的单位。')).toBeInTheDocument()
    expect(screen.getByText('请选同意公开或不公开')).toBeInTheDocument()
    expect(phone.asked.filter((request) => request.url === '/api/reports')).toEqual([])
  })

  test('whether it may be public is his own answer, and none is given for him', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    render(<Report />)
    await screen.findByText('占道经营')
    await press('add-photo')
    await press('tile-stall')
    await press('category-vendor')
    for (const id of ['consent-yes', 'consent-no']) expect(await find(id)).not.toBeChecked()
    await press('submit')
    expect(await screen.findByText('请选同意公开或不公开')).toBeInTheDocument()
    expect(phone.asked.some((request) => request.url === '/api/reports')).toBe(false)
    await press('consent-no')
    await press('submit')
    await waitFor(() =>
      expect(phone.asked.find((request) => request.url === '/api/reports')?.data).toMatchObject({
        consentPublic: false
      })
    )
  })

  test('提交 never does nothing: what the contract refuses is said beside its field', async () => {
    await filled()
    await type('words', '井盖\u000b坏了')
    await type('address', '路'.repeat(121))
    await press('submit')
    expect(await screen.findByText('最多 120 个字')).toBeInTheDocument()
    // What a text processor left in the words is mended by the contract, and nobody is bothered with it.
    expect(screen.queryByText(/控制字符/)).toBeNull()
    expect(phone.asked.filter((request) => request.url === '/api/reports')).toEqual([])
  })

  test('what the server refuses of a field is said beside it too', async () => {
    answer('POST', /reports$/, {
      status: 422,
      body: { ...problem('invalid'), errors: [{ at: '/body/category', code: 'other', detail: '这个事项已经停用' }] }
    })
    await filled()
    await press('submit')
    expect(await screen.findByText('这个事项已经停用')).toBeInTheDocument()
  })

  test('whoever refuses the location chooses on a map or writes the address', async () => {
    phone.allows.location = false
    render(<Report />)
    expect(await screen.findByText('没有允许定位。在地图上选，或者写明地址。')).toBeInTheDocument()
    await press('change-place')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'navigateTo', url: '/report/place' }))
  })

  test('without a network 提交 means that it goes when there is one: shown as such, sent once, by itself', async () => {
    answer('POST', /reports$/, 'no network')
    await filled()
    await press('submit')
    expect(await screen.findByText('还没交上去，稍后自动再交')).toBeInTheDocument()
    expect(screen.getByText(/存在这部手机里/)).toBeInTheDocument()
    expect(named('submit')).toBeNull()
    expect(draftsQueued()).toHaveLength(1)
    answer('POST', /reports$/, { status: 201, body: receipt })
    await act(() => sendQueued())
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/receipt/index' }))
    expect(phone.toasts).toEqual([`已经交上去了，编号 ${receipt.no}`])
    const keys = phone.asked
      .filter((request) => request.url === '/api/reports')
      .map((request) => request.header?.['Idempotency-Key'])
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(draftsQueued()).toEqual([])
    // Its photo is let go.
    expect(phone.gone).toContain('wxfile://usr/1-small.jpg')
  })

  test('what has not gone yet can be taken back, changed and sent off again', async () => {
    answer('POST', /reports$/, 'no network')
    await filled()
    await type('words', '三个摊位')
    await press('submit')
    await screen.findByText('还没交上去，稍后自动再交')
    await press('take-back')
    expect(await find('words')).toHaveValue('三个摊位')
    expect(draftsQueued()).toEqual([])
    expect(storedDraft()?.text).toBe('三个摊位')
    answer('POST', /reports$/, { status: 201, body: receipt })
    await type('words', '四个摊位')
    await press('submit')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/receipt/index' }))
    const sent = phone.asked.filter((request) => request.url === '/api/reports').map(({ data }) => data)
    expect(sent).toMatchObject([{ text: '三个摊位' }, { text: '四个摊位' }])
  })

  test('it is shown on the home page and among one’s own, and opens from there', async () => {
    answer('POST', /reports$/, 'no network')
    await filled()
    await press('submit')
    await screen.findByText('还没交上去，稍后自动再交')
    const [{ key } = { key: '' }] = draftsQueued()
    for (const Page of [Home, Mine]) {
      document.body.replaceChildren()
      render(<Page />)
      expect(await screen.findByText('等着提交（1）')).toBeInTheDocument()
      await press(`queued-${key}`)
      expect(phone.visits.at(-1)).toEqual({ by: 'navigateTo', url: `/report/index?key=${key}` })
    }
  })

  test('a refusal while nobody looked opens it as a draft, with the complaint beside the field', async () => {
    answer('POST', /reports$/, 'no network')
    await filled()
    await press('submit')
    await screen.findByText('还没交上去，稍后自动再交')
    const [{ key } = { key: '' }] = draftsQueued()
    cleanup()
    answer('POST', /reports$/, {
      status: 422,
      body: { ...problem('invalid'), errors: [{ at: '/body/category', code: 'other', detail: '这个事项已经停用' }] }
    })
    await sendQueued()
    render(<Home />)
    expect(await screen.findByText('有一份没交上去，要改一改')).toBeInTheDocument()
    await press('draft')
    cleanup()
    phone.params = {}
    render(<Report />)
    expect(await screen.findByText('这个事项已经停用')).toBeInTheDocument()
    expect(storedDraft()?.key).toBe(key)
  })

  test('the form opens where there is no network, with what was fetched before', async () => {
    render(<Report />)
    await screen.findByText('占道经营')
    cleanup()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 3_600_000)
    let come: () => void = () => undefined
    answer('GET', /categories$/, () => new Promise((done) => (come = () => done({ status: 200, body: categories }))))
    render(<Report />)
    expect(await screen.findByText('占道经营', {}, { timeout: 5_000 })).toBeInTheDocument()
    come()
    vi.mocked(Date.now).mockRestore()
  })

  test('a photo that says where it was taken offers that place, and nothing is assumed', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    await filled()
    const at = Date.parse('2026-11-28T17:20:00+08:00')
    await waitFor(() => expect(storedDraft()?.photos[0]?.id).toBeDefined())
    const photos = (storedDraft()?.photos ?? []).map((photo) => ({
      ...photo,
      taken: { at, place: { lng: 120.03, lat: 32 } }
    }))
    await act(() => void changeDraft(storedDraft()?.key ?? '', { photos }))
    expect(await find('place-doubt')).toHaveTextContent(/照片拍于 11月28日 17:20，拍的地方离这个位置约 \d+ 米/)
    await press('submit')
    expect(screen.getByText('先确认位置，再提交。')).toBeInTheDocument()
    await press('place-photo')
    expect(named('place-doubt')).toBeNull()
    await press('submit')
    await waitFor(() =>
      expect(phone.asked.find((request) => request.url === '/api/reports')?.data).toMatchObject({
        place: { lng: 120.03, lat: 32 }
      })
    )
  })

  test('photos the server has swept away go up again by themselves', async () => {
    let swept = true
    answer('POST', /reports$/, () => {
      if (!swept) return { status: 201, body: receipt }
      swept = false
      return { status: 422, body: problem('unknown_photo') }
    })
    await filled()
    await press('submit')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/receipt/index' }))
    expect(phone.uploads).toHaveLength(2)
  })

  test('a place outside the city is said at once, beside the place', async () => {
    answer('GET', /where/, { status: 422, body: problem('outside_city', '这个位置不在云汀市范围内，请打当地 12345。') })
    render(<Report />)
    expect(await screen.findByText('这个位置不在云汀市范围内，请打当地 12345。')).toBeInTheDocument()
  })

  const likely = (...codes: string[]) => ({
    status: 200,
    body: {
      items: codes.map((code) => ({
        category: categories.categories.find((category) => category.code === code) ?? {},
        share: 0.6
      }))
    }
  })
  const suggestions = () => phone.asked.filter((request) => request.url === '/api/suggest')

  test('what the words look like is offered below them, and one tap chooses it', async () => {
    answer('POST', /suggest$/, likely('shopfront', 'vendor'))
    render(<Report />)
    await screen.findByText('占道经营')
    await type('words', '货架摆到门外，人行道走不了')
    expect(await screen.findByText('可能是：店外经营')).toBeInTheDocument()
    expect(screen.getByText('可能是：流动摊贩')).toBeInTheDocument()
    // Offered, never chosen for anybody.
    expect(named('deadline')).toBeNull()
    await press('suggested-shopfront')
    expect(await screen.findByText(/承诺 3 个工作日|承诺 2 个工作日/)).toBeInTheDocument()
    expect(screen.getByText('已选「店外经营」，在上面可以改')).toBeInTheDocument()
    expect(screen.queryByText('可能是：店外经营')).toBeNull()
    expect(suggestions().at(-1)?.data).toMatchObject({ text: '货架摆到门外，人行道走不了' })
    await waitFor(() => expect(storedDraft()?.category).toBe('shopfront'))
  })

  test('who has chosen already is not asked again', async () => {
    answer('POST', /suggest$/, likely('pothole'))
    await filled()
    await type('words', '路中间一个大坑')
    await waitFor(() => expect(storedDraft()?.text).toBe('路中间一个大坑'))
    expect(suggestions()).toEqual([])
    expect(named('suggestions')).toBeNull()
  })

  test('where nothing can be said, or there is no network, nothing is shown and nothing is in the way', async () => {
    answer('POST', /suggest$/, 'no network')
    render(<Report />)
    await screen.findByText('占道经营')
    await type('words', '你好你好你好')
    await waitFor(() => expect(suggestions()).toHaveLength(1))
    expect(named('suggestions')).toBeNull()
    answer('POST', /suggest$/, likely())
    await type('words', '你好你好你好吗')
    await waitFor(() => expect(suggestions()).toHaveLength(2))
    expect(named('suggestions')).toBeNull()
    expect(screen.queryByText('没交上去')).toBeNull()
  })

  test('a form that was only looked at leaves no place behind', async () => {
    const { unmount } = render(<Report />)
    await screen.findByText('占道经营')
    await waitFor(() => expect(screen.queryByText('正在定位')).toBeNull())
    unmount()
    expect(storedDraft()).toBeUndefined()
  })

  for (const order of ['before', 'after'] as const)
    test(`a chosen place stands when the page is shown again ${order} the picker answers`, async () => {
      render(<Report />)
      await screen.findByText('占道经营')
      await press('add-photo')
      await waitFor(() => expect(storedDraft()?.place).toBeDefined())
      let answerPicker: () => void = () => undefined
      const chosen = { name: '文庙巷口', address: '', longitude: 120.02, latitude: 32.01 }
      vi.spyOn(Taro, 'chooseLocation').mockImplementation(
        () => new Promise((done) => (answerPicker = () => done(chosen)))
      )
      await press('change-place')
      await waitFor(() => expect(Taro.chooseLocation).toHaveBeenCalled())
      if (order === 'before') await act(() => show())
      await act(async () => {
        answerPicker()
        await Promise.resolve()
      })
      if (order === 'after') await act(() => show())
      expect(await screen.findByDisplayValue('文庙巷口')).toBeInTheDocument()
      await waitFor(() => expect(storedDraft()).toMatchObject({ address: '文庙巷口', placed: { by: 'hand' } }))
      vi.mocked(Taro.chooseLocation).mockRestore()
    })

  test('where the phone was long ago, or far from here, is asked about before anything is sent', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    const opened = async (more: object) => {
      const { unmount } = render(<Report />)
      await screen.findByText('占道经营')
      await press('add-photo')
      await waitFor(() => expect(storedDraft()?.photos).toHaveLength(1))
      await waitFor(() => expect(storedDraft()?.placed).toMatchObject({ by: 'phone' }))
      unmount()
      storeDraft({ ...(storedDraft() as Draft), category: 'vendor', consent: 'yes', ...more })
      const again = render(<Report />)
      await screen.findByText('占道经营')
      return again
    }
    // Yesterday's street does not stand there silently.
    const old = await opened({ placed: { by: 'phone', at: Date.now() - 31 * 60_000 } })
    await find('place-doubt')
    await press('submit')
    expect(screen.getByText('先确认位置，再提交。')).toBeInTheDocument()
    expect(phone.asked.filter((request) => request.url === '/api/reports')).toEqual([])
    await press('place-stays')
    expect(named('place-doubt')).toBeNull()
    await waitFor(() => expect(storedDraft()?.placed?.by).toBe('hand'))
    await press('empty')
    old.unmount()

    // 2 km away within the half hour.
    const far = await opened({ place: { lng: 120.03, lat: 32 } })
    expect(await find('place-doubt')).toHaveTextContent(/您现在离这个位置约 \d+ 米/)
    await press('place-here')
    await waitFor(() => expect(named('place-doubt')).toBeNull())
    await press('empty')
    far.unmount()

    // Near, and a moment ago: nothing is asked.
    await opened({})
    await press('submit')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/receipt/index' }))
  })

  test('a draft is there again with its words and its photo', async () => {
    const { unmount } = render(<Report />)
    await screen.findByText('占道经营')
    await press('add-photo')
    await type('words', '人行道走不了')
    unmount()
    render(<Report />)
    expect(await screen.findByDisplayValue('人行道走不了')).toBeInTheDocument()
    expect(await screen.findByAltText('第 1 张照片')).toBeInTheDocument()
  })
})

describe('回执', () => {
  test('says number, code, office and date, and copies both numbers', async () => {
    phone.storage.set('suishoupai.last-receipt', { receipt, earlier: false })
    render(<ReceiptPage />)
    expect(screen.getByText('2026-1122-00371')).toBeInTheDocument()
    expect(screen.getByText('K7QF2-M9XA4')).toBeInTheDocument()
    expect(screen.getByText('河滨街道综合行政执法中队')).toBeInTheDocument()
    expect(screen.getByText('11月24日 10:20 前回复您')).toBeInTheDocument()
    await press('copy')
    expect(phone.clipboard).toBe('编号 2026-1122-00371 查询码 K7QF2M9XA4')
  })
  test('goes into the album as one picture', async () => {
    phone.storage.set('suishoupai.last-receipt', { receipt, earlier: false })
    render(<ReceiptPage />)
    await press('save-picture')
    await waitFor(() => expect(phone.toasts).toContain('已存到相册'))
    expect(phone.album).toEqual([expect.stringContaining('K7QF2-M9XA4')])
    expect(phone.album[0]).toContain('河滨街道综合行政执法中队')
    phone.allows.album = false
    await press('save-picture')
    await waitFor(() => expect(phone.toasts).toContain('没有存成，请截图'))
  })
  test('an earlier attempt that had arrived is admitted', () => {
    phone.storage.set('suishoupai.last-receipt', { receipt, earlier: true })
    render(<ReceiptPage />)
    expect(screen.getByText(/没有重复登记/)).toBeInTheDocument()
  })
})

describe('附近有人报过', () => {
  const known = { case: { ...row, status: 'handling', affected: 3 }, metres: 12, alike: ['place', 'category'] }
  const similar = (items: object[]) => answer('POST', /cases\/similar$/, { status: 200, body: { items } })
  const filled = async () => {
    render(<Report />)
    await screen.findByText('占道经营')
    await press('add-photo')
    await press('tile-stall')
    await press('category-vendor')
    await press('consent-yes')
  }
  const reports = () => phone.asked.filter((request) => request.url === '/api/reports')

  test('is shown before it goes, and asks for one more press of who has something else', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    similar([known])
    await filled()
    expect(await screen.findByText('附近有人报过，是同一件吗？')).toBeInTheDocument()
    const asked = phone.asked.find((request) => request.url === '/api/cases/similar')
    expect(asked?.data).toMatchObject({ category: 'vendor' })
    await press('submit')
    expect(reports()).toEqual([])
    await press('submit')
    await waitFor(() => expect(reports()).toHaveLength(1))
  })

  test('one press says 我也遇到了: the draft is gone and the case is shown', async () => {
    similar([known])
    answer('POST', /affected$/, { status: 200, body: { no: row.no, affected: 4, mine: true } })
    await filled()
    await press(`affected-${row.no}`)
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: `/cases/case?no=${row.no}` }))
    expect(phone.toasts).toEqual(['算您一个了'])
    expect(storedDraft()).toBeUndefined()
    expect(reports()).toEqual([])
  })

  test('pressed again where no answer came, it is the same person: a guest is nobody but his key', async () => {
    similar([known])
    answer('POST', /affected$/, 'no network')
    await filled()
    await press(`affected-${row.no}`)
    await waitFor(() => expect(phone.toasts).toHaveLength(1))
    answer('POST', /affected$/, { status: 200, body: { no: row.no, affected: 4, mine: true } })
    await press(`affected-${row.no}`)
    await waitFor(() => expect(phone.toasts).toHaveLength(2))
    const keys = phone.asked
      .filter(({ url }) => url.endsWith('/affected'))
      .map(({ header }) => header?.['Idempotency-Key'])
    expect(keys.length).toBeGreaterThanOrEqual(2)
    expect(keys[0]).toBeTruthy()
    expect(new Set(keys).size).toBe(1)
  })

  test('what was refused keeps the draft and says why', async () => {
    similar([known])
    answer('POST', /affected$/, { status: 409, body: problem('not_in_this_status') })
    await filled()
    await press(`affected-${row.no}`)
    await waitFor(() => expect(phone.toasts).toHaveLength(1))
    expect(storedDraft()).toBeDefined()
    expect(phone.visits).toEqual([])
  })

  test('where nothing is near, or the check fails, one press sends as ever', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    answer('POST', /cases\/similar$/, 'no network')
    await filled()
    await press('submit')
    await waitFor(() => expect(reports()).toHaveLength(1))
  })
})
