import type { ApiAnswer } from '#shared/api.ts'
import { asRefused, call, type Pass } from './api'
import { keptReceipts } from './receipts'
import { holder, resident } from './session'

/** The reports of whoever holds this phone: under the WeChat account, and one by one by the codes kept here. */
export type OwnReport = ApiAnswer<'myReports'>['items'][number]
export interface OwnReports {
  items: OwnReport[]
  /** Kept receipts that could not be read this time. */
  missing: number
  older?: string
}

const CODES_A_TIME = 4

async function byCodes(): Promise<{ items: OwnReport[]; missing: number }> {
  const passes = keptReceipts().map((receipt) => holder(receipt.no))
  const items: OwnReport[] = []
  let missing = 0
  const read = async (as: Pass) => {
    try {
      items.push(...(await call('myReports', { query: {} }, { as })).items)
    } catch {
      missing += 1
    }
  }
  for (let i = 0; i < passes.length; i += CODES_A_TIME) await Promise.all(passes.slice(i, i + CODES_A_TIME).map(read))
  return { items, missing }
}

async function byAccount(after?: string): Promise<{ items: OwnReport[]; older?: string }> {
  try {
    if (!(await resident.token())) return { items: [] }
    const { items, older } = await call('myReports', { query: { ...(after && { after }) } }, { as: resident })
    return { items, ...(older && { older }) }
  } catch (trouble) {
    // Codes can be read without an account; only when there are none is this the visitor's trouble.
    if (keptReceipts().length === 0) throw asRefused(trouble)
    return { items: [] }
  }
}

export async function ownReports(): Promise<OwnReports> {
  const [account, codes] = await Promise.all([byAccount(), byCodes()])
  const known = new Set(account.items.map((item) => item.report))
  const items = [...account.items, ...codes.items.filter((item) => !known.has(item.report))]
  items.sort((a, b) => b.case.at.localeCompare(a.case.at))
  return { items, missing: codes.missing, ...(account.older && { older: account.older }) }
}
export const olderOwnReports = byAccount
