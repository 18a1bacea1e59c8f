/** Whom a step of a case concerns, by its verb's row, and never anybody who may not read the case. */
import type { Role } from '#shared/members.ts'
import { kindOfNotice, toAffected } from '#shared/notices.ts'
import { rowOf, type Alerted } from '#shared/verbs.ts'
import { affectedPeople } from '#server/affected/index.ts'
import { handlerAt, readsDesk, type CaseDoc } from '#server/cases/index.ts'
import { staffOfOffice } from '#server/members/index.ts'

export interface Recipient {
  member: string
  /** The report that makes it his business. */
  report?: string
  /** He has not reported it; he has said that he has met the same. */
  affected?: true
}

/** Who has no account is told by the report that his receipt code opens. */
export const ofReport = (report: string): string => `report:${report}`
export const ofStaff = (id: string): string => `staff:${id}`

/** In which of their roles the staff of an office are told, by what the office is to the case. */
const alertedRoles: Record<Alerted, readonly Role[]> = {
  // Where nobody has been given it, the centre holds it, and its dispatchers owe the next step.
  lead: ['officer', 'dispatcher'],
  supervising: ['verifier'],
  upper: ['officer', 'verifier']
}

/** Staff of an office in the roles that are told, where they may read the case at all. */
async function staffReading(caseDoc: CaseDoc, office: string, alerted: Alerted): Promise<string[]> {
  const people = await staffOfOffice(office, alertedRoles[alerted])
  return people
    .filter((person) => readsDesk.holds({ ...person, kind: 'staff', id: person._id, family: '' }, caseDoc))
    .map(({ _id }) => _id)
}

/**
 * Who holds a case: everybody at work in its office. The everyday news of a case that was given to one of them is his alone, while
 * he is there; what is late concerns the whole office.
 */
export async function holdersOf(
  caseDoc: CaseDoc,
  office: string,
  verb: string,
  person: string | undefined
): Promise<string[]> {
  const staff = await staffReading(caseDoc, office, 'lead')
  const everyday = ['work', 'ruling'].includes(kindOfNotice('case', verb, true))
  return everyday && person !== undefined && staff.includes(person) ? [person] : staff
}

/** The staff whom a step concerns; nobody is told what he did himself. */
async function staffFor(caseDoc: CaseDoc, n: number, alerts: readonly Alerted[]): Promise<Recipient[]> {
  const { verb, facts, actor } = caseDoc.ledger[n - 1] ?? {}
  const offices: Record<Alerted, string | undefined> = {
    // A step up names the upper level; every other names who owes the next move.
    lead: verb === 'escalate' ? caseDoc.office : (facts?.office ?? caseDoc.office),
    supervising: caseDoc.supervising,
    upper: caseDoc.raisedTo
  }
  const told = await Promise.all(
    alerts.map((alerted) => {
      const office = offices[alerted]
      if (office === undefined) return Promise.resolve([])
      return alerted === 'lead'
        ? holdersOf(caseDoc, office, verb ?? '', handlerAt(caseDoc.ledger, n))
        : staffReading(caseDoc, office, alerted)
    })
  )
  return told.flatMap((ids) => ids.filter((id) => id !== actor?.id).map((id) => ({ member: ofStaff(id) })))
}

function reportersFor(caseDoc: CaseDoc, n: number, tells: 'reporters' | 'one_reporter'): Recipient[] {
  const about = caseDoc.ledger[n - 1]?.facts.report
  return (
    caseDoc.reports
      // Who came later, by a join, hears of that; who has taken his report back, or wants it forgotten, hears no more.
      .filter((r) => r.n <= n && !r.withdrawn && !r.erased && (tells === 'reporters' || r.id === about))
      .flatMap(({ id, reporter: { member, codeHash } }): Recipient[] => {
        if (member !== undefined) return [{ member, report: id }]
        return codeHash === undefined ? [] : [{ member: ofReport(id), report: id }]
      })
  )
}

/** Who has met the same hears what came of it, as long as everybody may read that. */
const affectedFor = async ({ no, publishedAt }: CaseDoc, verb: string): Promise<Recipient[]> =>
  publishedAt !== null && toAffected.some((told) => told === verb)
    ? (await affectedPeople(no)).map((member) => ({ member, affected: true }))
    : []

/** Everybody who hears of an entry of a case, each once; who has reported it hears as that. */
export async function recipientsOf(caseDoc: CaseDoc, n: number, verb: string): Promise<Recipient[]> {
  const { tells = 'nobody', alerts = [] } = rowOf(verb) ?? {}
  const all = [
    ...(await affectedFor(caseDoc, verb)),
    ...(tells === 'nobody' ? [] : reportersFor(caseDoc, n, tells)),
    ...(await staffFor(caseDoc, n, alerts))
  ]
  return [...new Map(all.map((one) => [one.member, one])).values()]
}
