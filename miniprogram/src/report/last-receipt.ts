import { isObject, storedValue } from '../storage'
import type { Submitted } from '../submit-report'

/** The receipt just given, so that a reload of its page does not lose it. */
const last = storedValue(
  'last-receipt',
  (value): value is Submitted => isObject(value) && isObject(value['receipt']) && typeof value['earlier'] === 'boolean'
)

export const storeLastReceipt = (given: Submitted): void => void last.write(given)
export const lastReceipt = (): Submitted | undefined => last.read()
