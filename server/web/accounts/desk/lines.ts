/** A list as a spreadsheet copies or saves it, line by line; and the list of those who still wait for a link, as one would paste it. */
import type { ApiInput } from '#shared/api.ts'
import { listLinesAtMost, type StaffRow } from '#shared/staff.ts'
import { readTable } from '#server/kernel/read-table.ts'
import { rolesWords } from './Fields.tsx'
import { say } from '../words.ts'

type Line = ApiInput<'inviteList'>['body']['lines'][number]

const cut = (text: string, most: number): string => [...text].slice(0, most).join('')

/** The lines of a list; its head, where it has one, is none of them. */
export function linesOf(text: string): { lines: Line[] } | { wrong: 'tooMany' | 'unreadable' | 'nothing' } {
  const rows = readTable(text)?.map(({ cells }) => cells)
  if (!rows) return { wrong: 'unreadable' }
  const heads: readonly string[] = [say.list.columns.login, 'login']
  const people = heads.includes(rows[0]?.[0] ?? '') ? rows.slice(1) : rows
  if (people.length === 0) return { wrong: 'nothing' }
  if (people.length > listLinesAtMost) return { wrong: 'tooMany' }
  return {
    lines: people.map(([login = '', name = '', office = '', roles = '', title = '', email = '']) => ({
      login: cut(login, 200),
      name: cut(name, 200),
      office: cut(office, 200),
      roles: cut(roles, 300),
      title: cut(title, 200),
      email: cut(email, 300)
    }))
  }
}

/** Their addresses are known to their accounts, where there are any. */
export const textOfPeople = (people: readonly StaffRow[]): string =>
  people
    .map(({ login, name, office, roles, title }) => [login, name, office.short, rolesWords(roles), title].join('\t'))
    .join('\n')
