import { isObject, shelf } from './kept'

/**
 * Receipts of those who have no account: number and code stay on the phone and are all it takes to follow, answer,
 * withdraw and rate. Newest first.
 */
export interface KeptReceipt {
  no: string
  code: string
  at: string
  report?: string
}

const isReceipt = (value: unknown): value is KeptReceipt =>
  isObject(value) &&
  typeof value['no'] === 'string' &&
  typeof value['code'] === 'string' &&
  typeof value['at'] === 'string'
const receipts = shelf('receipts', (value): value is KeptReceipt[] => Array.isArray(value) && value.every(isReceipt))

/** More than one person ever needs, few enough that storage stays small. */
const ATMOST = 100

export const keptReceipts = (): KeptReceipt[] => receipts.read() ?? []
export const keepReceipt = (receipt: KeptReceipt): boolean =>
  receipts.write([receipt, ...keptReceipts().filter((other) => other.no !== receipt.no)].slice(0, ATMOST))
export const dropReceipt = (no: string): boolean =>
  receipts.write(keptReceipts().filter((receipt) => receipt.no !== no))
