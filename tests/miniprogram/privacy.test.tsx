import { beforeEach, expect, test, vi } from 'vitest'
import { render, screen } from '@testing-library/preact'
import Privacy from '../../miniprogram/src/privacy/index'
import { storedReceipts, storeReceipt } from '../../miniprogram/src/receipts'
import { resident } from '../../miniprogram/src/session'
import { answer, phone, reset } from './mocks/taro'
import { find, press, sent } from './page-actions'
import { problem, session } from './samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const no = '2026-1122-00371'
const href = '/copies/abcdefghijklmnop.zip'

beforeEach(() => {
  reset()
  document.body.replaceChildren()
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  answer('POST', /me\/copies$/, { status: 201, body: { href, until: '2026-11-22T02:10:00.000Z' } })
  answer('GET', /copies\//, { status: 200, body: {} })
  answer('DELETE', /api\/me$/, { status: 200, body: {} })
  answer('DELETE', /sessions$/, { status: 200, body: {} })
})

test('the copy is fetched, says how much it is, and is handed on when asked to', async () => {
  render(<Privacy />)
  await press('copy')
  expect(await screen.findByText(/准备好了，3.3 MB/)).toBeInTheDocument()
  await press('copy-send')
  expect(phone.opened.at(-1)).toContain('.zip')
  answer('POST', /me\/copies$/, { status: 429, body: problem('too_many') })
  await press('copy')
  expect(await find('copy-error')).toBeInTheDocument()
})

test('erasing says what goes and what stays, wants a second deliberate step, and takes drafts and the sign-in along', async () => {
  phone.storage.set('suishoupai.profile', { name: '安小然' })
  phone.storage.set('suishoupai.elder', true)
  storeReceipt({ no, code: '7K3M9PQ2XD', at: '2026-11-22T02:00:00.000Z' })
  render(<Privacy />)
  expect(await screen.findByText(/会删掉：上报里写的/)).toBeInTheDocument()
  expect(await screen.findByText(/没办完的照常办/)).toBeInTheDocument()
  await press('erase')
  await press('erase-yes')
  expect(await find('erase-error')).toHaveTextContent('先打开上面的开关')
  expect(sent(/api\/me$/, 'DELETE')).toHaveLength(0)
  await press('erase-know')
  await press('erase-yes')
  expect(await find('erased')).toHaveTextContent('您的信息已经全部删掉')
  expect(sent(/api\/me$/, 'DELETE')).toHaveLength(1)
  expect(resident.viewer()).toBe(undefined)
  expect(phone.storage.has('suishoupai.profile')).toBe(false)
  // How the phone is set stays, and what belongs to a receipt.
  expect(phone.storage.get('suishoupai.elder')).toBe(true)
  expect(storedReceipts()).toHaveLength(1)
})

test('a refusal keeps everything, and says why', async () => {
  answer('DELETE', /api\/me$/, { status: 503, body: problem('unavailable') })
  render(<Privacy />)
  await press('erase')
  await press('erase-know')
  await press('erase-yes')
  expect(await find('erase-error')).toBeInTheDocument()
  expect(resident.viewer()).not.toBe(undefined)
})
