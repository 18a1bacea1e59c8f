import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import type { NoticeChoices } from '#shared/notices.ts'
import Notices from '../../miniprogram/src/notices/index'
import { resident } from '../../miniprogram/src/session'
import { answer, phone, reset } from './mocks/taro'
import { find, named, press, sent, type } from './page-actions'
import { problem, session } from './samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const choices = (email: NoticeChoices['email']): NoticeChoices => ({
  on: { wechat: [], email: [], sms: [] },
  urgent: [],
  kinds: ['outcome'],
  channels: ['wechat', 'email'],
  email
})
const withMail = (email: NoticeChoices['email']) =>
  answer('GET', /notices\/choices$/, { status: 200, body: choices(email) })

beforeEach(async () => {
  reset()
  document.body.replaceChildren()
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  answer('GET', /notices\/wechat$/, { status: 200, body: { items: [] } })
  answer('GET', /api\/notices$/, { status: 200, body: { items: [] } })
  withMail({ state: 'none' })
  await resident.token()
})

test('an address is given, waits for its link, and is taken back', async () => {
  render(<Notices />)
  await press('email-give')
  expect(sent(/notices\/address$/)).toEqual([])
  expect(await screen.findByText('邮箱写得不对，请检查。')).toBeInTheDocument()

  const asked = { state: 'asked', address: 'lin@example.com' } as const
  answer('POST', /notices\/address$/, { status: 200, body: choices(asked) })
  withMail(asked)
  await type('email', 'lin@example.com')
  await press('email-give')
  expect(sent(/notices\/address$/)[0]?.data).toEqual({ email: 'lin@example.com' })
  await waitFor(() => expect(named('email-state')).toHaveTextContent('lin@example.com'))

  withMail({ state: 'none' })
  await press('email-take')
  expect(sent(/notices\/address$/).at(-1)?.data).toEqual({ email: '' })
  await waitFor(() => expect(named('email-take')).toBeNull())
})

test('a city without mail says so, and what was typed stays', async () => {
  answer('POST', /notices\/address$/, { status: 409, body: problem('no_mail') })
  render(<Notices />)
  await type('email', 'lin@example.com')
  await press('email-give')
  expect(await find('email')).toHaveValue('lin@example.com')
  expect(await find('email-error')).toBeInTheDocument()
})

describe('WeChat is asked within the tap', () => {
  const templates = (left: number) => ({
    items: ['question', 'closed', 'replied', 'volunteering', 'certificate', 'accepted'].map((event) => ({
      event,
      id: `T-${event}`,
      left: event === 'question' ? 7 : left
    }))
  })
  beforeEach(() => answer('GET', /notices\/wechat$/, { status: 200, body: templates(0) }))

  test('for five templates at most, those with the least left first, and tells what was agreed to', async () => {
    answer('POST', /notices\/wechat$/, { status: 200, body: templates(1) })
    render(<Notices />)
    const button = await find('wechat-messages')
    phone.refused = ['T-closed']
    // No turn of anything passes between the tap and WeChat's question.
    fireEvent.click(button)
    const asked = ['closed', 'replied', 'volunteering', 'certificate', 'accepted'].map((event) => `T-${event}`)
    expect(phone.askedFor).toEqual([asked])
    await waitFor(() => expect(sent(/notices\/wechat$/)).toHaveLength(1))
    expect(sent(/notices\/wechat$/)[0]?.data).toEqual({ accepted: asked.slice(1) })
    expect(sent(/notices\/wechat$/)[0]?.header).toMatchObject({
      'Idempotency-Key': expect.stringMatching(/^[0-9a-f]{32}$/)
    })
    expect(await screen.findByText(/好的，有进展/)).toBeInTheDocument()
  })

  test('and says how to switch it on where it is off, and nothing where he says no', async () => {
    render(<Notices />)
    phone.allows.messages = false
    await press('wechat-messages')
    expect(await screen.findByText(/微信没有打开通知/)).toBeInTheDocument()
    phone.allows.messages = true
    phone.refused = templates(0).items.map(({ id }) => id)
    await press('wechat-messages')
    expect(await screen.findByText('点一次，微信可以告诉您一次。')).toBeInTheDocument()
    expect(sent(/notices\/wechat$/)).toEqual([])
  })

  test('and not at all in a city without templates', async () => {
    answer('GET', /notices\/wechat$/, { status: 200, body: { items: [] } })
    render(<Notices />)
    await find('email-give')
    expect(named('wechat-messages')).toBeNull()
  })
})
