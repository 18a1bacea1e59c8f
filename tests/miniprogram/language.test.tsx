/** Every page of the phone in a made-up language: what is not in brackets was never looked up. */
import { expect, test, vi } from 'vitest'
import 'preact/debug'
import { act, cleanup, render } from '@testing-library/preact'
import type { ComponentType } from 'react'
import { api, type ApiAnswer } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { neverLookedUp, pseudo } from '#tests/support/plain.ts'
import { sampleOf } from '#tests/support/sample.ts'
import { chooseLocale } from '../../miniprogram/src/locale'
import { pages } from '../../miniprogram/src/navigation'
import { storeReceipt } from '../../miniprogram/src/receipts'
import { storeLastReceipt } from '../../miniprogram/src/report/last-receipt'
import { staff } from '../../miniprogram/src/session'
import { answer, phone, reset } from './mocks/taro'
import { session } from './samples'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const officer = session({
  viewer: { kind: 'staff', id: 'zhou', name: 'q1zz', office: 'hebin-squad', officeName: 'q2zz', roles: ['officer'] }
})

/** Enough that every status, verb and kind is somebody's turn. */
const turns = 12
/** Words on the emptiest page; fewer would mean that it never got past waiting. */
const atLeast = 3

/** Whatever is asked is answered as the contract says, with something in every field. */
function answerEverything(turn: number): void {
  const endpoints = Object.values(api as Record<string, Endpoint>)
  // The newest promise wins: `/signups/mine` has to come after `/signups/:signup`.
  for (const endpoint of [...endpoints].sort((a, b) => b.path.split(':').length - a.path.split(':').length)) {
    const path = new RegExp(`${endpoint.path.replace(/:\w+/g, '[^/]+')}(\\?|$)`)
    answer(endpoint.method, path, () => ({ status: endpoint.status, body: sampleOf(endpoint.answer, turn) }))
  }
}

/** Lets calls be answered and pages be drawn again, until nothing moves. */
async function settled(container: Element): Promise<void> {
  for (let before = ''; before !== container.innerHTML;) {
    before = container.innerHTML
    await act(async () => {
      await new Promise((done) => setImmediate(done))
    })
  }
}

const isData = (text: string): boolean =>
  text.split(/[\s,;:()·/|]+/).every((part) => /^[\d\p{P}\p{S}a-z0-9-]*$/u.test(part))

for (const [name, path] of Object.entries(pages))
  test(`${name} says nothing that was not looked up`, async () => {
    const { default: Page } = (await import(`../../miniprogram/src${path}`)) as { default: ComponentType }
    const wrong = new Set<string>()
    const drawnTwice = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    let said = 0
    for (let turn = 0; turn < turns; turn++) {
      reset()
      chooseLocale(pseudo)
      answerEverything(turn)
      storeLastReceipt({ receipt: sampleOf(api.submit.answer, turn) as ApiAnswer<'submit'>, earlier: turn % 2 === 0 })
      if (path.startsWith('/office')) staff.enter(officer)
      const no = '2026-1122-00371'
      storeReceipt({ no, code: 'ABCDE-12345', at: '2026-11-22T01:00:00.000Z', report: '0'.repeat(24) })
      // With a number that page is of one report, without one of all that is his.
      const ofOne = !path.startsWith('/privacy') || turn % 2 === 0
      phone.params = { id: '0'.repeat(24), ...(ofOne && { no }), shift: '0'.repeat(24), activity: '20261124-003' }
      const { container } = render(<Page />)
      await settled(container)
      for (const text of neverLookedUp(document.body.innerHTML, isData)) wrong.add(text)
      for (const toast of phone.toasts) for (const found of neverLookedUp(toast, isData)) wrong.add(found)
      said = Math.max(said, container.textContent.split('⟦').length - 1)
      cleanup()
    }
    expect([...wrong]).toEqual([])
    const keys = drawnTwice.mock.calls.map(([said]) => String(said)).filter((said) => said.includes('same key'))
    drawnTwice.mockRestore()
    expect([...new Set(keys)]).toEqual([])
    expect(said).toBeGreaterThan(atLeast)
  })
