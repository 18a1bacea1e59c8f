/** Whom a step of a case concerns, by its verb's row, and never anybody who may not read the case. */
import type { Role } from '#shared/members.ts'
import { rowOf, type Alerted } from '#shared/verbs.ts'
import { readsDesk, type CaseDoc } from '#server/cases/index.ts'
import { staffOfOffice } from '#server/members/index.ts'

/** In which of their roles the staff of an office are told, by what the office is to the case. */
const alertedRoles: Record<Alerted, readonly Role[]> = {
  // Where nobody has been given it, the centre holds it, and its dispatchers owe the next step.
  lead: ['officer', 'dispatcher'],
  supervising: ['verifier'],
  upper: ['officer', 'verifier']
}

/** The staff whom a step concerns, where they may read the case at all. */
async function staffFor(it: CaseDoc, n: number, alerts: readonly Alerted[]): Promise<string[]> {
  const { verb, facts } = it.ledger[n - 1] ?? {}
  const offices: Record<Alerted, string | undefined> = {
    // A step up names the upper level; every other names who owes the next move.
    lead: verb === 'escalate' ? it.office : (facts?.office ?? it.office),
    supervising: it.supervising,
    upper: it.raisedTo
  }
  const told = await Promise.all(
    alerts.map(async (alerted) => {
      const office = offices[alerted]
      const people = office === undefined ? [] : await staffOfOffice(office, alertedRoles[alerted])
      return people.filter((person) => readsDesk.holds({ ...person, kind: 'staff', id: person._id, family: '' }, it))
    })
  )
  return told.flat().map((person) => `staff:${person._id}`)
}

/** Everybody who hears of an entry of a case, each once. */
export async function recipientsOf(it: CaseDoc, n: number, verb: string): Promise<string[]> {
  const { tells = 'nobody', alerts = [] } = rowOf(verb) ?? {}
  const about = it.ledger[n - 1]?.facts.report
  const reporters =
    tells === 'nobody'
      ? []
      : it.reports
          // Who came later, by a join, hears of that; who has taken his report back hears no more.
          .filter((r) => r.n <= n && !r.withdrawn && (tells === 'reporters' || r.id === about))
          .flatMap((r) => (r.reporter.member ? [r.reporter.member] : []))
  return [...new Set([...reporters, ...(await staffFor(it, n, alerts))])]
}
