import { isObject, shelf } from '../kept'
import type { Submitted } from '../submit'

/** The receipt just given, so that a reload of its page does not lose it. */
const last = shelf(
  'last-receipt',
  (value): value is Submitted => isObject(value) && isObject(value['receipt']) && typeof value['earlier'] === 'boolean'
)

export const keepShown = (given: Submitted): void => void last.write(given)
export const shownReceipt = (): Submitted | undefined => last.read()
