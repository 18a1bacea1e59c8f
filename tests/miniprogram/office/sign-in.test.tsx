import { beforeEach, describe, expect, test, vi } from 'vitest'
import { cleanup, render, screen, waitFor } from '@testing-library/preact'
import SignIn from '../../../miniprogram/src/office/sign-in'
import { staff } from '../../../miniprogram/src/session'
import { answer, phone } from '../mocks/taro'
import { named, press, sent, type } from '../page-actions'
import { problem, session } from '../samples'
import { startPhone } from '../phone-city'

// A busy machine is no failure of a page.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(startPhone)

const owed = { challenge: 'abc.def', expiresInS: 300 }
const firstStep = async (): Promise<void> => {
  await type('name', 'zhou')
  await type('password', 'secret')
  await press('enter')
}

describe('工作人员登录', () => {
  test('asks for a code where one is owed, says what is wrong with it, and goes on', async () => {
    answer('POST', /sessions\/staff$/, { status: 201, body: { ...owed, second: 'code' } })
    answer('POST', /sessions\/second$/, { status: 401, body: problem('wrong_second_factor') })
    render(<SignIn />)
    await firstStep()
    await type('code', '123456')
    await press('enter-second')
    await waitFor(() => expect(named('second-error')).toBeInTheDocument())
    expect(sent(/sessions\/second$/)[0]?.data).toEqual({ challenge: 'abc.def', code: '123456' })

    answer('POST', /sessions\/second$/, {
      status: 201,
      body: session({ viewer: { kind: 'staff', id: 'zhou' }, device: 'a.b.c' })
    })
    await press('enter-second')
    await waitFor(() => expect(phone.visits.at(-1)?.url).toBe('/office/index'))
    expect(staff.viewer()).toMatchObject({ id: 'zhou' })
    await staff.leave()
    // What the phone is known by goes along the next time.
    answer('POST', /sessions\/staff$/, { status: 201, body: { ...owed, second: 'code' } })
    cleanup()
    render(<SignIn />)
    await firstStep()
    await waitFor(() => expect(sent(/sessions\/staff$/).at(-1)?.data).toMatchObject({ device: 'a.b.c' }))
  })

  test('says where to go first, where a second factor has to be set up', async () => {
    answer('POST', /sessions\/staff$/, { status: 201, body: { ...owed, second: 'enrol' } })
    render(<SignIn />)
    await firstStep()
    expect(await screen.findByText(/用电脑打开工作台/)).toBeInTheDocument()
    expect(named('enter')).toBeInTheDocument()
  })
})
