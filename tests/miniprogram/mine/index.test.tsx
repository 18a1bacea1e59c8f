import { beforeEach, describe, expect, test, vi } from 'vitest'
import { render, screen, waitFor } from '@testing-library/preact'
import Mine from '../../../miniprogram/src/mine/index'
import OwnReport from '../../../miniprogram/src/own/report'
import { storeReceipt } from '../../../miniprogram/src/receipts'
import { answer, phone } from '../mocks/taro'
import { press, type } from '../page-actions'
import { caseView, problem, receipt, reportId, reportView, session } from '../samples'
import { row, startPhone } from '../phone-city'

// A busy machine is no failure of a page.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(startPhone)

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
        rating: { solved: 'unsolved', satisfied: 'dissatisfied', round: 1, at: '2026-11-24T02:00:00.000Z' }
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

  test('a yes to publication is taken back after it was said what that means, and can be given again', async () => {
    answer('POST', /consent$/, ({ data }) => {
      const { consentPublic } = data as { consentPublic: boolean }
      return {
        status: 200,
        body: reportView({ may: ['consent'], consentPublic, ...(consentPublic && { waitsAnew: true }) })
      }
    })
    await opened(reportView({ may: ['consent'], consentPublic: true }))
    await press('consent')
    expect(screen.getByText(/您写的和拍的马上从公开页/)).toBeInTheDocument()
    await press('consent-go')
    expect(await screen.findByText('您选择了不公开。')).toBeInTheDocument()
    await press('consent')
    expect(screen.getByText(/不会自动公开/)).toBeInTheDocument()
    await press('consent-go')
    await waitFor(() => expect(phone.toasts).toEqual(['已收回。', '已改好，等工作人员看过。']))
    expect(phone.asked.filter(({ url }) => url.endsWith('/consent')).map(({ data }) => data)).toEqual([
      { consentPublic: false },
      { consentPublic: true }
    ])
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
    // A role is a code of the contract, and words on the page.
    expect(screen.getByText('河滨中队 经办人 周**')).toBeInTheDocument()
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
