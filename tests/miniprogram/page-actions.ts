/** A person's eyes and hands on a page of the phone. */
import { act, configure, fireEvent, waitFor } from '@testing-library/react'
import { phone, type Asked } from './mocks/taro'

configure({ asyncUtilTimeout: 10_000 })

export const named = (id: string): HTMLElement | null => document.getElementById(id)
export const find = (id: string): Promise<HTMLElement> =>
  waitFor(() => named(id) ?? Promise.reject(new Error(`nothing called ${id} on the page`)))

export const press = async (id: string): Promise<void> => {
  const element = await find(id)
  await act(async () => {
    fireEvent.click(element)
    await Promise.resolve()
  })
}
export const type = async (id: string, value: string): Promise<void> => {
  fireEvent.change(await find(id), { target: { value } })
}

/** What went out to an address, in the order it went. */
export const sent = (path: RegExp, method = 'POST'): Asked[] =>
  phone.asked.filter((request) => request.method === method && path.test(request.url))
