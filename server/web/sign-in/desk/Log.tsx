/** Who signed in, when, from where, and who tried to. */
import type { SignInEntry } from '#shared/sign-in.ts'
import { signInResults } from '#shared/sign-in.ts'
import { monthDayTime } from '#shared/time-format.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { Button, Select, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { DeskTable, MoreLink } from '../../parts/Table.tsx'
import { fill, say } from './words.ts'

const resultWords = ({ result, reason }: SignInEntry): string =>
  reason
    ? fill(say.log.because, { result: say.log.results[result], reason: say.log.reasons[reason] })
    : say.log.results[result]

const whoWords = ({ login, name, mark = '' }: SignInEntry): string => {
  if (login === undefined) return fill(say.log.nobody, { mark })
  return name === undefined ? login : `${name}  ${login}`
}

export const LogTable = ({ items, whose }: { items: readonly SignInEntry[]; whose: boolean }) => {
  const { at, who, result, from } = say.log
  return (
    <DeskTable
      caption={say.log.title}
      head={whose ? [at, who, result, from] : [at, result, from]}
      rows={items.length}
      empty={whose ? say.log.none : say.account.logNone}
    >
      {items.map((entry, i) => (
        <tr key={i} className={entry.result === 'refused' ? 'si-no' : undefined}>
          <td>{monthDayTime(entry.at)}</td>
          {whose && <td>{whoWords(entry)}</td>}
          <td>{resultWords(entry)}</td>
          <td>
            {entry.device || say.account.unknownDevice}
            <small className="si-n">{entry.network}</small>
          </td>
        </tr>
      ))}
    </DeskTable>
  )
}

export interface LogProps {
  items: readonly SignInEntry[]
  older?: string | undefined
  login: string
  result: string
}

const addressOf = ({ login, result }: Pick<LogProps, 'login' | 'result'>, after?: string): string => {
  const asked = new URLSearchParams({ ...(login && { login }), ...(result && { result }), ...(after && { after }) })
  return `/office/admin/sign-ins${asked.size ? `?${asked.toString()}` : ''}`
}

export function Log({ items, older, login, result }: LogProps & DeskGiven) {
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{say.log.title}</h1>
      <p className="hint">{say.log.lead}</p>
      <form method="get" className="si-f">
        <TextField
          name="login"
          label={say.log.login}
          value={login}
          maxLength={longest('signInStaff', '/name')}
          spellCheck={false}
        />
        <Select
          name="result"
          label={say.log.result}
          value={result}
          options={[
            { value: '', words: say.log.all },
            ...signInResults.map((value) => ({ value, words: say.log.results[value] }))
          ]}
        />
        <Button>{say.log.filter}</Button>
        {(login || result) && <a href="/office/admin/sign-ins">{say.log.clear}</a>}
      </form>
      <LogTable items={items} whose />
      {older && <MoreLink href={addressOf({ login, result }, older)} words={say.account.older} />}
    </main>
  )
}
