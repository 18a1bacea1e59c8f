/** A list as a spreadsheet copies or saves it: tabs, commas or semicolons, with quotes where a cell has one of them. */
import { listLinesAtMost } from '#shared/staff.ts'
import { marks } from '#shared/locales/marks.ts'
import type { ApiInput } from '#shared/api.ts'
import { say } from '../words.ts'

type Line = ApiInput<'inviteList'>['body']['lines'][number]

/** Rows of cells; a quoted cell may hold what parts cells, and lines. */
function cellsOf(text: string): string[][] {
  const [first = ''] = text.split('\n')
  const part = ['\t', ',', ';', marks.comma].find((sign) => first.includes(sign)) ?? ','
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const end = () => {
    rows.at(-1)?.push(cell.trim())
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') cell += text[(i += 1)] ?? ''
      else quoted = false
    } else if (sign === '"' && cell.trim() === '') [quoted, cell] = [true, '']
    else if (sign === part) end()
    else if (sign === '\n') {
      end()
      rows.push([])
    } else cell += sign
  }
  end()
  return rows.filter((row) => row.some((it) => it !== ''))
}

/** UTF-8, or as a Chinese Windows saves it. */
export function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const cut = (text: string, most: number): string => [...text].slice(0, most).join('')

/** The lines of a list; its head, where it has one, is none of them. Undefined where there are too many. */
export function linesOf(text: string): Line[] | undefined {
  const rows = cellsOf(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))
  const heads: readonly string[] = [say.list.columns.login, 'login']
  const people = heads.includes(rows[0]?.[0] ?? '') ? rows.slice(1) : rows
  if (people.length > listLinesAtMost) return undefined
  return people.map(([login = '', name = '', office = '', roles = '', title = '', email = '']) => ({
    login: cut(login, 200),
    name: cut(name, 200),
    office: cut(office, 200),
    roles: cut(roles, 300),
    title: cut(title, 200),
    email: cut(email, 300)
  }))
}
