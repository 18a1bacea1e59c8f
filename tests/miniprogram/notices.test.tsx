import { beforeEach, expect, test, vi } from 'vitest'
import { render, screen, waitFor } from '@testing-library/preact'
import type { NoticeChoices } from '#shared/notices.ts'
import Notices from '../../miniprogram/src/notices/index'
import { resident } from '../../miniprogram/src/session'
import { answer, reset } from './mocks/taro'
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
