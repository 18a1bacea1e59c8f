import type { ApiAnswer } from '#shared/api.ts'
import { asRefused, call, type Caller } from './api'
import { storedReceipts } from './receipts'
import { receiptHolder, resident } from './session'

/** The reports of whoever holds this phone: under the WeChat account, and one by one by the codes kept here. */
export type MyReport = ApiAnswer<'myReports'>['items'][number]
export interface MyReports {
  items: MyReport[]
  /** Kept receipts that could not be read this time. */
  missing: number
  older?: string
}

const CODES_A_TIME = 4

async function byCodes(): Promise<{ items: MyReport[]; missing: number }> {
  const passes = storedReceipts().map((receipt) => receiptHolder(receipt.no))
  const items: MyReport[] = []
  let missing = 0
  const read = async (as: Caller) => {
    try {
      items.push(...(await call('myReports', { query: {} }, { as })).items)
    } catch {
      missing += 1
    }
  }
  for (let i = 0; i < passes.length; i += CODES_A_TIME) await Promise.all(passes.slice(i, i + CODES_A_TIME).map(read))
  return { items, missing }
}

async function byAccount(after?: string): Promise<{ items: MyReport[]; older?: string }> {
  try {
    if (!(await resident.token())) return { items: [] }
    const { items, older } = await call('myReports', { query: { ...(after && { after }) } }, { as: resident })
    return { items, ...(older && { older }) }
  } catch (trouble) {
    // Codes can be read without an account; only when there are none is this the visitor's trouble.
    if (storedReceipts().length === 0) throw asRefused(trouble)
    return { items: [] }
  }
}

export async function myReports(): Promise<MyReports> {
  const [account, codes] = await Promise.all([byAccount(), byCodes()])
  const known = new Set(account.items.map((item) => item.report))
  const items = [...account.items, ...codes.items.filter((item) => !known.has(item.report))]
  items.sort((a, b) => b.case.at.localeCompare(a.case.at))
  return { items, missing: codes.missing, ...(account.older && { older: account.older }) }
}
export const olderReports = byAccount
