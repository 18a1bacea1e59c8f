import { beforeEach, describe, expect, test, vi } from 'vitest'
import { render, screen, waitFor } from '@testing-library/preact'
import OfficeCase from '../../../miniprogram/src/office/case'
import Office from '../../../miniprogram/src/office/index'
import { staff } from '../../../miniprogram/src/session'
import { answer, phone } from '../mocks/taro'
import { named, press, type } from '../page-actions'
import { caseView, office, problem, session } from '../samples'
import { row, startPhone } from '../phone-city'

// A busy machine is no failure of a page.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(startPhone)

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
    unhappy: [],
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
