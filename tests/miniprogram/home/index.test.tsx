import '@testing-library/jest-dom/jest-globals'
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Home from '../../../miniprogram/src/home/index'
import { storedDraft } from '../../../miniprogram/src/drafts'
import { answer, phone, show } from '../mocks/taro'
import { press } from '../page-actions'
import { reportId } from '../samples'
import { row, startPhone } from '../phone-city'

// A busy machine is no failure of a page.
jest.setTimeout(30_000)
beforeEach(startPhone)

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
