/** Hours for a certificate: what stands in the ledger, sign-up by sign-up, and nothing else. */
import { servicesAtMost, type Service } from '#shared/certificates.ts'
import { addDays, startOfDay } from '#shared/time-format.ts'
import { standing, within, type Transaction } from '#server/hours/index.ts'
import { findEntry } from '#server/participation/index.ts'

export interface Served {
  minutes: number
  /** In the order they were given; more than a certificate holds where `services` is longer than it may be. */
  rows: { last: Transaction; minutes: number }[]
}

/** City days, both included, by the day a shift began. */
export async function servedIn(person: string, office: string, from: string, to: string): Promise<Served> {
  const found = await within(person, office, new Date(startOfDay(from)), new Date(startOfDay(addDays(to, 1))))
  const bySignup = new Map<string, Transaction[]>()
  for (const t of found) bySignup.set(t.signup, [...(bySignup.get(t.signup) ?? []), t])
  const rows = [...bySignup.values()]
    .flatMap((of) => {
      const [last] = of.slice(-1)
      const minutes = standing(of)
      return last && minutes > 0 ? [{ last, minutes }] : []
    })
    .sort((a, b) => a.last.from.getTime() - b.last.from.getTime() || a.last.signup.localeCompare(b.last.signup))
  return { minutes: rows.reduce((n, row) => n + row.minutes, 0), rows }
}

/** Rows with what the shift says of them; undefined where there is nothing to certify, or too much for one paper. */
export async function servicesOf(served: Served): Promise<Service[] | undefined> {
  if (served.minutes <= 0 || served.rows.length > servicesAtMost) return undefined
  return Promise.all(
    served.rows.map(async ({ last, minutes }) => {
      const found = await findEntry(last.signup)
      const beyond = Math.max(0, minutes - (last.beyond?.limit ?? minutes))
      const role = found?.shift.roles.find((r) => r.id === found.entry.role)
      return {
        activity: last.activity,
        title: last.title,
        kind: found?.shift.kind ?? 'other',
        role: role?.name ?? '',
        from: last.from.toISOString(),
        minutes,
        ...(beyond > 0 && { beyond })
      }
    })
  )
}
