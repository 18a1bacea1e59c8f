/** A person's eyes and hands on a page of the phone. */
import { fireEvent as domEvent } from '@testing-library/dom'
import { act, configure, fireEvent, waitFor } from '@testing-library/preact'
import { phone, type Asked } from './mocks/taro'

configure({ asyncUtilTimeout: 10_000 })

export const named = (id: string): HTMLElement | null => document.getElementById(id)
export const find = (id: string): Promise<HTMLElement> =>
  waitFor(() => named(id) ?? Promise.reject(new Error(`nothing called ${id} on the page`)))

export const press = async (id: string): Promise<void> => {
  const element = await find(id)
  await act(async () => {
    fireEvent.click(element)
    // Whatever follows at once is done when the turn ends.
    await new Promise((done) => setImmediate(done))
  })
}
export const type = async (id: string, value: string): Promise<void> => {
  fireEvent.input(await find(id), { target: { value } })
}
/** Picks from a list. Preact's own fireEvent would make an `input` of every `change`. */
export const pick = async (list: HTMLElement, value: number): Promise<void> => {
  await act(() => void domEvent.change(list, { target: { value } }))
}

/** What went out to an address, in the order it went. */
export const sent = (path: RegExp, method = 'POST'): Asked[] =>
  phone.asked.filter((request) => request.method === method && path.test(request.url))
