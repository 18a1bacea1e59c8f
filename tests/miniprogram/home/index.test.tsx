import { beforeEach, describe, expect, test, vi } from 'vitest'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import Home from '../../../miniprogram/src/home/index'
import { draftsAside, storedDraft } from '../../../miniprogram/src/drafts'
import { answer, phone, show } from '../mocks/taro'
import { press } from '../page-actions'
import { areas, office, reportId } from '../samples'
import { row, startPhone } from '../phone-city'

// A busy machine is no failure of a page.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(startPhone)

describe('首页', () => {
  test('one press takes a photo and opens the form with it', async () => {
    render(<Home />)
    await screen.findByText('云汀市')
    await press('shoot')
    await waitFor(() => expect(phone.visits).toEqual([{ by: 'navigateTo', url: '/report/index' }]))
    expect(storedDraft()?.photos).toMatchObject([{ name: expect.stringContaining('wxfile://usr/1') }])
  })

  test('a city that has not begun says so calmly, and has no shutter', async () => {
    answer('GET', /areas$/, { status: 200, body: { city: { ...areas.city, preparing: true }, items: [] } })
    const { container } = render(<Home />)
    expect(await screen.findByText('正在筹备')).toBeInTheDocument()
    expect(container.querySelector('#shoot')).toBeNull()
    fireEvent.click(screen.getAllByText('打 12345')[0] as HTMLElement)
    expect(phone.calls).toEqual(['12345'])
  })

  test('a draft that waits is offered, with its photos and its time', async () => {
    render(<Home />)
    await press('shoot')
    await act(() => show())
    expect(await screen.findByText(/1 张照片/)).toBeInTheDocument()
  })

  test('with a draft that waits the next photo is never put into it unasked, and nothing is lost', async () => {
    render(<Home />)
    await press('shoot')
    await act(() => show())
    const first = storedDraft()
    await press('shoot')
    // Asked before the camera opens.
    expect(phone.visits).toHaveLength(1)
    expect(storedDraft()).toEqual(first)
    await press('another')
    await waitFor(() => expect(phone.visits).toHaveLength(2))
    expect(storedDraft()?.key).not.toBe(first?.key)
    expect(storedDraft()?.photos).toHaveLength(1)
    expect(draftsAside()).toEqual([first])
    // Both wait on the home page, and the one that is taken up changes places with the other.
    const second = storedDraft()
    await act(() => show())
    await press('draft-1')
    expect(storedDraft()).toEqual(first)
    expect(draftsAside()).toEqual([second])
    await act(() => show())
    await press('album')
    await press('same')
    expect(phone.visits.at(-1)).toEqual({ by: 'navigateTo', url: '/report/index' })
    expect(storedDraft()).toEqual(first)
  })

  test('no more are begun than fit beside each other', async () => {
    render(<Home />)
    await press('shoot')
    for (let n = 0; n < 10; n++) {
      await act(() => show())
      await press('shoot')
      await press('another')
    }
    expect(phone.toasts).toEqual(['没交的草稿太多了，请先交一份，或者清空一份。'])
    expect(draftsAside()).toHaveLength(9)
    expect(storedDraft()?.photos).toHaveLength(1)
  })

  test('a place that was chosen here holds for half an hour', async () => {
    phone.chosen = { name: '文庙巷', address: '', longitude: 120.01, latitude: 32 }
    render(<Home />)
    await screen.findByText('河滨街道附近')
    await press('place')
    await waitFor(() => expect(storedDraft()?.address).toBe('文庙巷'))
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 31 * 60_000)
    expect(storedDraft()).toBeUndefined()
    clock.mockRestore()
    expect(storedDraft()?.address).toBe('文庙巷')
  })

  test('shows first what waits for its owner', async () => {
    answer('GET', /reports\/mine/, {
      status: 200,
      body: { items: [{ report: reportId(7), waiting: 'rate', rateBy: '2026-12-08T02:00:00.000Z', case: row }] }
    })
    render(<Home />)
    expect(await screen.findByText('等您评价')).toBeInTheDocument()
    await press(`todo-${reportId(7)}`)
    expect(phone.visits[0]?.url).toBe(`/own/report?id=${reportId(7)}&no=2026-1122-00371`)
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

  test('what is on at the weekend stands there with its day and its seats, and leads on', async () => {
    const next = { from: '2026-11-28T00:30:00.000Z', to: '2026-11-28T03:00:00.000Z' }
    vi.useFakeTimers({ now: Date.parse('2026-11-24T02:00:00.000Z'), toFake: ['Date'] })
    const activity = {
      no: '20261124-001',
      title: '柳溪河岸清理',
      kind: 'river',
      status: 'open',
      office,
      area: { id: 'hebin', name: '河滨街道' },
      place: { lng: 120.01, lat: 32 },
      address: '柳溪桥南头',
      ...next,
      next,
      capacity: 40,
      free: 6,
      waiting: 0,
      seats: 6
    }
    answer('GET', /\/api\/activities\?/, { status: 200, body: { items: [activity] } })
    render(<Home />)
    expect(await screen.findByText('周末一起做')).toBeInTheDocument()
    expect(screen.getByText('08:30，柳溪桥南头。还有 6 个名额')).toBeInTheDocument()
    expect(screen.getByText('11月 周六')).toBeInTheDocument()
    expect(phone.asked.find((asked) => asked.url.includes('/api/activities'))?.url).toMatch(
      /from=2026-11-28&to=2026-11-29/
    )
    await press('together-20261124-001')
    expect(phone.visits[0]?.url).toBe('/activities/activity?no=20261124-001')
    vi.useRealTimers()
  })

  test('the way to all activities is a tab, and is there with nothing planned and without a network', async () => {
    answer('GET', /\/api\/activities\?/, 'no network')
    render(<Home />)
    await press('activities')
    expect(phone.visits).toEqual([{ by: 'switchTab', url: '/together/index' }])
    expect(screen.queryByText('周末一起做')).toBeNull()
  })
})
