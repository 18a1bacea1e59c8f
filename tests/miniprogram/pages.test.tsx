import '@testing-library/jest-dom/jest-globals'
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Home from '../../miniprogram/src/home/index'
import Mine from '../../miniprogram/src/mine/index'
import OwnReport from '../../miniprogram/src/mine/report'
import OfficeCase from '../../miniprogram/src/office/case'
import Office from '../../miniprogram/src/office/index'
import Report from '../../miniprogram/src/report/index'
import ReceiptPage from '../../miniprogram/src/report/receipt'
import { storedDraft } from '../../miniprogram/src/drafts'
import { storeReceipt, storedReceipts } from '../../miniprogram/src/receipts'
import { staff } from '../../miniprogram/src/session'
import { answer, phone, reset, show } from './mocks/taro'
import { named, press, type } from './page-actions'
import {
  areas,
  caseView,
  categories,
  office,
  photoId,
  problem,
  receipt,
  reportId,
  reportView,
  session
} from './samples'

// A busy machine is no failure of a page.
jest.setTimeout(30_000)

/** Presses, and lets what follows at once settle. */

const row = {
  no: '2026-1122-00371',
  title: '垃圾桶满溢',
  category: { code: 'vendor', name: '流动摊贩', tile: 'stall' },
  area: { id: 'hebin', name: '河滨街道' },
  office,
  status: 'closed',
  at: '2026-11-20T09:12:00.000Z',
  since: '2026-11-20T09:12:00.000Z',
  elapsedDays: 4,
  clock: caseView().clock,
  reports: 1
}

beforeEach(() => {
  reset()
  document.body.replaceChildren()
  answer('GET', /categories$/, { status: 200, body: categories })
  answer('GET', /areas$/, { status: 200, body: areas })
  answer('GET', /offices$/, { status: 200, body: { items: [] } })
  answer('GET', /where/, ({ url }) => ({
    status: 200,
    body: {
      area: { id: 'hebin', name: '河滨街道' },
      ...(url.includes('category') && { office, limit: { n: 2, unit: 'work_day' } })
    }
  }))
  answer('GET', /\/api\/map/, { status: 200, body: { areas: [], cases: [], more: false } })
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  answer('GET', /reports\/mine/, { status: 200, body: { items: [] } })
  answer('POST', /photos$/, ({ data }) => ({
    status: 201,
    body: { id: photoId(String(data).length), width: 1600, height: 1200 }
  }))
})

describe('首页', () => {
  test('one press takes a photo and opens the form with it', async () => {
    render(<Home />)
    await screen.findByText('云汀市')
    await press('shoot')
    await waitFor(() => expect(phone.visits).toEqual([{ by: 'navigateTo', url: '/report/index' }]))
    expect(storedDraft()?.photos).toEqual([{ name: 'wxfile://usr/1.jpg' }])
  })

  test('a draft that waits is offered, with its photos and its time', async () => {
    render(<Home />)
    await press('shoot')
    act(() => show())
    expect(await screen.findByText(/1 张照片/)).toBeInTheDocument()
  })

  test('shows first what waits for its owner', async () => {
    answer('GET', /reports\/mine/, {
      status: 200,
      body: { items: [{ report: reportId(7), waiting: 'rate', rateBy: '2026-12-08T02:00:00.000Z', case: row }] }
    })
    render(<Home />)
    expect(await screen.findByText('等您评价')).toBeInTheDocument()
    await press(`todo-${reportId(7)}`)
    expect(phone.visits[0]?.url).toBe(`/mine/report?id=${reportId(7)}&no=2026-1122-00371`)
  })

  test('大字版 is one press and is remembered', async () => {
    const { container } = render(<Home />)
    await screen.findByText('云汀市')
    await press('elder')
    expect(container.querySelector('.page')).toHaveClass('elder')
    expect(phone.storage.get('suishoupai.elder')).toBe(true)
    await press('elder')
  })

  test('the hotline is a press away', async () => {
    render(<Home />)
    fireEvent.click(await screen.findByText('打 12345'))
    expect(phone.calls).toEqual(['12345'])
  })
})

describe('上报', () => {
  const filled = async () => {
    render(<Report />)
    await screen.findByText('占道经营')
    await press('add-photo')
    await press('tile-stall')
    await press('category-vendor')
  }

  test('a photo, a kind and a place are enough, and a receipt comes back', async () => {
    answer('POST', /reports$/, { status: 201, body: receipt })
    await filled()
    expect(await screen.findByText(/承诺 2 个工作日/)).toHaveTextContent('这类事由河滨中队办，承诺 2 个工作日。')
    await press('submit')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/report/receipt' }))
    const sent = phone.asked.find((request) => request.url === '/api/reports')
    expect(sent?.data).toMatchObject({
      category: 'vendor',
      consentPublic: true,
      channel: 'mini',
      photos: [photoId('wxfile://usr/1.jpg'.length)]
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
    expect(screen.getByText('选一种事项，好派给该办的单位。')).toBeInTheDocument()
    expect(phone.asked.filter((request) => request.url === '/api/reports')).toEqual([])
  })

  test('提交 never does nothing: what the contract refuses is said beside its field', async () => {
    await filled()
    await type('words', '井盖\u000b坏了')
    await type('address', '路'.repeat(121))
    await press('submit')
    expect(await screen.findByText('含有看不见的控制字符，请删掉重写')).toBeInTheDocument()
    expect(screen.getByText('最多 120 个字')).toBeInTheDocument()
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

  test('without a network everything stays on the phone, and the second press carries the same key', async () => {
    answer('POST', /reports$/, 'no network')
    await filled()
    await press('submit')
    expect(await screen.findByText('没交上去')).toBeInTheDocument()
    expect(screen.getByText(/照片和文字都还在手机里/)).toBeInTheDocument()
    answer('POST', /reports$/, { status: 201, body: receipt })
    await press('again')
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/report/receipt' }))
    const keys = phone.asked
      .filter((request) => request.url === '/api/reports')
      .map((request) => request.header?.['Idempotency-Key'])
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
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
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/report/receipt' }))
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
    expect(await screen.findByText('像是：店外经营')).toBeInTheDocument()
    expect(screen.getByText('像是：流动摊贩')).toBeInTheDocument()
    // Offered, never chosen for anybody.
    expect(named('deadline')).toBeNull()
    await press('suggested-shopfront')
    expect(await screen.findByText(/承诺 3 个工作日|承诺 2 个工作日/)).toBeInTheDocument()
    expect(screen.getByText('已选「店外经营」，在上面可以改')).toBeInTheDocument()
    expect(screen.queryByText('像是：店外经营')).toBeNull()
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
  test('an earlier attempt that had arrived is admitted', () => {
    phone.storage.set('suishoupai.last-receipt', { receipt, earlier: true })
    render(<ReceiptPage />)
    expect(screen.getByText(/没有重复登记/)).toBeInTheDocument()
  })
})

describe('我的', () => {
  test('reports of the account and of kept codes stand together, each once', async () => {
    storeReceipt({ no: '2026-1122-00371', code: receipt.code ?? '', at: receipt.at })
    answer('POST', /sessions\/code$/, { status: 201, body: session({ access: 'code-1', viewer: { kind: 'code' } }) })
    answer('GET', /reports\/mine/, ({ header }) => ({
      status: 200,
      body: { items: [{ report: reportId(header?.['Authorization'] === 'Bearer code-1' ? 7 : 8), case: row }] }
    }))
    render(<Mine />)
    expect(await screen.findAllByText('垃圾桶满溢')).toHaveLength(2)
  })
  test('one kept report that cannot be read does not hide the others', async () => {
    storeReceipt({ no: '2026-1122-00371', code: receipt.code ?? '', at: receipt.at })
    answer('POST', /sessions\/code$/, { status: 401, body: problem('wrong_code') })
    answer('GET', /reports\/mine/, { status: 200, body: { items: [{ report: reportId(8), case: row }] } })
    render(<Mine />)
    expect(await screen.findByText('有 1 件没读出来，连上网络再看。')).toBeInTheDocument()
    expect(screen.getByText('垃圾桶满溢')).toBeInTheDocument()
  })
})

describe('我的上报', () => {
  const path = new RegExp(`reports/${reportId(7)}$`)
  const opened = async (report = reportView()) => {
    phone.params = { id: reportId(7), no: '2026-1122-00371' }
    answer('GET', path, { status: 200, body: report })
    render(<OwnReport />)
    await screen.findByText('办理经过')
  }
  const closed = caseView({
    status: 'closed',
    closedAt: '2026-11-24T01:20:00.000Z',
    rateBy: '2026-12-08T01:20:00.000Z'
  })

  test('asks two questions with nothing chosen, and both have to be answered', async () => {
    answer('POST', /rate$/, { status: 200, body: reportView({ case: closed }) })
    await opened(reportView({ case: closed, may: ['rate'] }))
    expect(document.querySelectorAll('.rate.on')).toHaveLength(0)
    await press('solved-solved')
    await press('rate-go')
    expect(screen.getByText('两个问题都选一下再提交。')).toBeInTheDocument()
    await press('satisfied-fair')
    await press('rate-go')
    await waitFor(() => expect(phone.toasts).toEqual(['谢谢，已经记下您的评价。']))
    expect(phone.asked.find((request) => request.url.endsWith('/rate'))?.data).toEqual({
      solved: 'solved',
      satisfied: 'fair'
    })
  })

  test('a case that was returned, or handed on and not taken yet, says who answers for it meanwhile', async () => {
    const parks = { id: 'parks', name: '园林绿化管理处', short: '园林处' }
    await opened(reportView({ case: caseView({ status: 'returned', answerable: parks, returned: [parks] }) }))
    expect(screen.getByText('首问责任：园林处先收到这件事，别的单位签收以前，由园林处负责。')).toBeInTheDocument()
    expect(screen.getByText('退回过 1 次：园林处。时限没有重新计算。')).toBeInTheDocument()
  })

  test('a case that was dispatched anew says so too, and one that never left its office says nothing', async () => {
    const parks = { id: 'parks', name: '园林绿化管理处', short: '园林处' }
    await opened(
      reportView({
        case: caseView({
          status: 'dispatched',
          answerable: parks,
          transfer: { way: 'letter', to: '轨道公司', state: 'open', at: '2026-11-21T02:00:00.000Z' }
        })
      })
    )
    expect(screen.getByText('已移送、函告给轨道公司，还没接收。接收以前由园林处负责。')).toBeInTheDocument()
    document.body.replaceChildren()
    await opened()
    expect(document.getElementById('whose')).toBeNull()
  })

  test('whoever was not satisfied may ask for it to be done again, with a reason', async () => {
    answer('POST', /reopen$/, { status: 200, body: reportView({ case: closed }) })
    await opened(
      reportView({
        case: closed,
        may: ['request_reopen'],
        rating: { solved: 'unsolved', satisfied: 'dissatisfied', at: '2026-11-24T02:00:00.000Z' }
      })
    )
    await press('reopen')
    await type('reopen-words', '还在')
    await press('reopen-go')
    expect(screen.getByText('请至少写 5 个字，说清哪里还没办好。')).toBeInTheDocument()
    await type('reopen-words', '摊位第二天又来了')
    await press('reopen-go')
    await waitFor(() => expect(phone.toasts).toEqual(['请求已经交给核查员。']))
  })

  test('a withdrawal is asked twice', async () => {
    answer('POST', /withdraw$/, { status: 200, body: reportView({ case: caseView({ status: 'withdrawn' }) }) })
    await opened(reportView({ may: ['withdraw'] }))
    await press('withdraw')
    expect(screen.getByText('撤回这件上报？')).toBeInTheDocument()
    await press('withdraw-go')
    await waitFor(() => expect(phone.toasts).toEqual(['已撤回。']))
  })

  test('an office’s question is shown as it was asked and can be answered', async () => {
    const asked = caseView({
      timeline: [
        {
          n: 3,
          at: '2026-11-21T02:00:00.000Z',
          verb: 'ask',
          who: { office: '河滨中队', role: 'officer', name: '周**' },
          text: '摊位几点摆出来？',
          photos: [],
          hash: 'c'
        }
      ]
    })
    answer('POST', /answer$/, { status: 200, body: reportView({ case: asked }) })
    await opened(reportView({ case: asked, may: ['answer'] }))
    expect(screen.getAllByText('摊位几点摆出来？').length).toBeGreaterThan(0)
    await type('answer-words', '晚上六点')
    await press('answer-go')
    await waitFor(() =>
      expect(phone.asked.find((request) => request.url.endsWith('/answer'))?.data).toEqual({
        text: '晚上六点',
        photos: []
      })
    )
  })

  test('when somebody was faster, the newest state is shown and the refusal said', async () => {
    answer('POST', /withdraw$/, { status: 409, body: problem('not_in_this_status', '这件事现在的状态不能做这一步。') })
    await opened(reportView({ may: ['withdraw'] }))
    await press('withdraw')
    await press('withdraw-go')
    expect(await screen.findByText('这件事现在的状态不能做这一步。')).toBeInTheDocument()
    await waitFor(() => expect(phone.asked.filter((request) => path.test(request.url))).toHaveLength(2))
  })
})

describe('工作人员', () => {
  const enter = () =>
    staff.enter(
      session({
        access: 'staff-1',
        viewer: {
          kind: 'staff',
          id: 'zhou',
          name: '周明远',
          office: 'hebin-squad',
          officeName: '河滨中队',
          roles: ['officer']
        }
      })
    )
  const desk = {
    version: 3,
    may: ['accept', 'return'] as ('accept' | 'return' | 'reply')[],
    supervising: office,
    exactPlace: { lng: 120.01, lat: 32.01 },
    reports: [],
    stages: [],
    escalation: { done: [] },
    publication: {
      state: 'pending' as const,
      pending: [],
      shownWords: [],
      shownPhotos: [],
      suggestedTitle: '',
      agreed: true,
      open: [],
      because: []
    },
    returns: 0,
    nearby: []
  }

  test('without a sign-in the door is shown', async () => {
    await staff.leave()
    render(<Office />)
    await waitFor(() => expect(phone.visits).toContainEqual({ by: 'redirectTo', url: '/office/sign-in' }))
  })

  test('the queue shows what waits, in groups', async () => {
    enter()
    answer('GET', /queue/, {
      status: 200,
      body: { tab: 'todo', counts: { todo: 1, accept: 1 }, items: [{ ...row, status: 'dispatched' }] }
    })
    render(<Office />)
    expect(await screen.findByText('垃圾桶满溢')).toBeInTheDocument()
    expect(screen.getByText('待签收')).toBeInTheDocument()
  })

  test('signs for a case with the version that was seen', async () => {
    enter()
    phone.params = { no: '2026-1122-00371' }
    answer('GET', /api\/cases\//, { status: 200, body: caseView({ status: 'dispatched', desk }) })
    answer('POST', /moves$/, {
      status: 200,
      body: caseView({ status: 'handling', desk: { ...desk, version: 4, may: ['reply'] } })
    })
    render(<OfficeCase />)
    await screen.findByText('具体位置')
    await press('accept')
    await waitFor(() => expect(phone.toasts).toEqual(['已签收，处置中。']))
    expect(phone.asked.find((request) => request.url.endsWith('/moves'))?.data).toEqual({ verb: 'accept', version: 3 })
    expect(named('reply')).toBeInTheDocument()
  })

  test('a reply that says solved needs an outcome, words and a photo', async () => {
    enter()
    phone.params = { no: '2026-1122-00371' }
    answer('GET', /api\/cases\//, { status: 200, body: caseView({ desk: { ...desk, may: ['reply'] } }) })
    answer('POST', /moves$/, { status: 200, body: caseView({ status: 'replied', desk: { ...desk, may: [] } }) })
    render(<OfficeCase />)
    await screen.findByText('具体位置')
    await press('reply')
    await press('reply-go')
    expect(screen.getByText('选一个处置结果。')).toBeInTheDocument()
    await press('outcome-solved')
    await type('reply-words', '已经劝离摊贩，地面清理干净。')
    await press('reply-go')
    expect(screen.getByText('「已解决」和「部分解决」要有处置后的照片。')).toBeInTheDocument()
    await press('after-photo')
    await waitFor(() => expect(document.querySelector('.pg-sent')).toBeInTheDocument())
    await press('reply-go')
    await waitFor(() => expect(phone.toasts).toEqual(['已回复，等中心核查。']))
    expect(phone.asked.find((request) => request.url.endsWith('/moves'))?.data).toMatchObject({
      verb: 'reply',
      outcome: 'solved',
      version: 3
    })
  })

  test('when somebody was faster, the words stay and the newest state is fetched', async () => {
    enter()
    phone.params = { no: '2026-1122-00371' }
    answer('GET', /api\/cases\//, { status: 200, body: caseView({ status: 'dispatched', desk }) })
    answer('POST', /moves$/, { status: 409, body: problem('stale') })
    render(<OfficeCase />)
    await screen.findByText('具体位置')
    await press('return')
    await type('return-words', '这里不归我们管')
    await press('return-go')
    expect(await screen.findByText(/您写的内容还在/)).toBeInTheDocument()
    expect(screen.getByDisplayValue('这里不归我们管')).toBeInTheDocument()
  })
})
