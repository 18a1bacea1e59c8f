import { isObject, storedValue } from './storage'

/**
 * Receipts of those who have no account: number and code stay on the phone and are all it takes to follow, answer,
 * withdraw and rate. Newest first.
 */
export interface StoredReceipt {
  no: string
  code: string
  at: string
  report?: string
}

const isReceipt = (value: unknown): value is StoredReceipt =>
  isObject(value) &&
  typeof value['no'] === 'string' &&
  typeof value['code'] === 'string' &&
  typeof value['at'] === 'string'
const receipts = storedValue(
  'receipts',
  (value): value is StoredReceipt[] => Array.isArray(value) && value.every(isReceipt)
)

/** More than one person ever needs, few enough that storage stays small. */
const ATMOST = 100

export const storedReceipts = (): StoredReceipt[] => receipts.read() ?? []
export const storeReceipt = (receipt: StoredReceipt): boolean =>
  receipts.write([receipt, ...storedReceipts().filter((other) => other.no !== receipt.no)].slice(0, ATMOST))
export const dropReceipt = (no: string): void =>
  void receipts.write(storedReceipts().filter((other) => other.no !== no))
