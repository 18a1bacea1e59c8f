import { beforeEach, expect, test, vi } from 'vitest'
import { render, screen } from '@testing-library/preact'
import Together from '../../miniprogram/src/together/index'
import { answer, phone, reset } from './mocks/taro'
import { find, press } from './page-actions'
import { office } from './samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(() => {
  reset()
  document.body.replaceChildren()
})

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const row = (no: string, hours: number, more: object = {}) => ({
  no,
  title: `第 ${no} 场`,
  kind: 'river',
  status: 'open',
  office,
  area: { id: 'hebin', name: '河滨街道' },
  place: { lng: 120.01, lat: 32 },
  address: '柳溪桥南头',
  from: at(hours),
  to: at(hours + 2),
  next: { from: at(hours), to: at(hours + 2) },
  capacity: 40,
  free: 6,
  waiting: 0,
  seats: 6,
  ...more
})
const listed = (items: object[]) => answer('GET', /\/api\/activities\?/, { status: 200, body: { items } })

test('the tab lists what comes next, the soonest first, and nothing that is over', async () => {
  listed([
    row('20261124-001', 50),
    row('20261124-002', 5, { mine: true }),
    row('20261124-003', -9, { next: undefined })
  ])
  render(<Together />)
  await find('together-20261124-001')
  expect([...document.querySelectorAll('.todo .b')].map((element) => element.textContent)).toEqual([
    '第 20261124-002 场',
    '第 20261124-001 场'
  ])
  expect(screen.getByText('已报名')).toBeInTheDocument()
  await press('together-20261124-001')
  await press('every')
  await press('my-activities')
  expect(phone.visits.map((visit) => visit.url)).toEqual([
    '/activities/activity?no=20261124-001',
    '/activities/index',
    '/activities/mine'
  ])
})

test('with nothing planned the tab says so, and without a network it can be tried again', async () => {
  listed([])
  const { unmount } = render(<Together />)
  expect(await screen.findByText('现在没有即将开始的活动。')).toBeInTheDocument()
  unmount()
  answer('GET', /\/api\/activities\?/, 'no network')
  render(<Together />)
  expect(await screen.findByText(/没连上服务器/)).toBeInTheDocument()
})
