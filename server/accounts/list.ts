/**
 * A list of people, as an office keeps it: every line is judged, none is lost. A line of somebody whom a release names, or who was
 * made before, only sends him a link; what stands in it about him then has to be what is known.
 */
import type { ListProblem } from '#shared/staff.ts'
import { staffEndpoints } from '#shared/staff.ts'
import type { ApiInput } from '#shared/api.ts'
import { words as w } from '#shared/locales/index.ts'
import { roles as allRoles, type Role } from '#shared/members.ts'
import { check } from '#shared/schema.ts'
import { plainFigures, plainLine } from '#shared/typed.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { accountsInReach, needsTwo, rolesToGive, runsAccount, type StaffDoc } from '#server/members/index.ts'

export type Line = ApiInput<'inviteList'>['body']['lines'][number]

export interface Judged {
  n: number
  login: string
  name: string
  office: string
  roles: Role[]
  title: string
  email: string
  problems: ListProblem[]
  known: StaffDoc | undefined
}

const plainLogin = (text: string): string =>
  plainFigures(text)
    .toLowerCase()
    .replace(/[\s._]+/g, '-')

/** An office by its id, its name or its short name. */
function officeIn(text: string, city: CitySnapshot): string | undefined {
  const typed = plainLine(text)
  return city.offices.find(({ id, name, short }) => [id, name, short].includes(typed))?.id
}

/** Roles by their code or their word, with any of the usual signs between them. */
function rolesIn(text: string): { roles: Role[]; unknown: boolean } {
  const words = plainLine(text)
    .split(/[,;/|\s\u3001\uff0c\uff1b]+/)
    .filter(Boolean)
  const found = words.map((word) => allRoles.find((role) => role === word || w.cases.role[role] === word))
  return {
    roles: [...new Set(found.filter((role): role is Role => role !== undefined))],
    unknown: found.includes(undefined)
  }
}

interface Judging {
  by: StaffDoc
  city: CitySnapshot
  accounts: ReadonlyMap<string, StaffDoc>
}

const fields = staffEndpoints.addStaff.body
const accepts = (field: 'login' | 'name' | 'title' | 'email', value: string): boolean => {
  const usual = { login: 'a', name: 'a', office: 'a', roles: [] }
  return check(fields, { ...usual, [field]: value }).ok
}

/** What is wrong with a line about somebody who is there already. */
const knownProblems = (known: StaffDoc, { by }: Judging): ListProblem[] => [
  ...(known.left ? (['has_left'] as const) : []),
  ...(known.password !== undefined && !known.left ? (['has_password'] as const) : []),
  ...(runsAccount(by, known) ? [] : (['office_not_yours'] as const))
]

/** What is wrong with a line about somebody new. */
function newProblems(staff: Judged, line: Line, unknown: boolean, { by, city }: Judging): ListProblem[] {
  const own = accountsInReach(by)?.office
  const may = rolesToGive(by)
  const rows: readonly [ListProblem, boolean][] = [
    ['login_taken', staff.login !== '' && city.called.person(staff.login) !== undefined],
    ['name_missing', staff.name === ''],
    ['name_long', staff.name !== '' && !accepts('name', staff.name)],
    ['office_missing', plainLine(line.office) === ''],
    ['office_unknown', plainLine(line.office) !== '' && staff.office === ''],
    ['office_not_yours', staff.office !== '' && own !== undefined && staff.office !== own],
    ['roles_missing', staff.roles.length === 0 && !unknown],
    ['role_unknown', unknown],
    ['role_not_yours', staff.roles.some((role) => !may.includes(role))],
    ['role_of_two', staff.roles.some((role) => may.includes(role) && needsTwo(role))],
    ['title_long', staff.title !== '' && !accepts('title', staff.title)]
  ]
  return rows.flatMap(([problem, is]) => (is ? [problem] : []))
}

export function judge(lines: readonly Line[], judging: Judging): Judged[] {
  const seen = new Set<string>()
  return lines.map((line, i) => {
    const login = plainLogin(line.login)
    const { roles, unknown } = rolesIn(line.roles)
    const known = judging.accounts.get(login)
    const staff: Judged = {
      n: i + 1,
      login,
      name: plainLine(line.name),
      office: officeIn(line.office, judging.city) ?? '',
      roles,
      title: plainLine(line.title ?? ''),
      email: plainFigures(line.email ?? '').toLowerCase(),
      problems: [],
      known
    }
    const twice = login !== '' && seen.has(login)
    seen.add(login)
    staff.problems = [
      ...(login === '' ? (['login_missing'] as const) : accepts('login', login) ? [] : (['login_wrong'] as const)),
      ...(twice ? (['login_twice'] as const) : []),
      ...(staff.email !== '' && !accepts('email', staff.email) ? (['email_wrong'] as const) : []),
      ...(known ? knownProblems(known, judging) : newProblems(staff, line, unknown, judging))
    ]
    return staff
  })
}
