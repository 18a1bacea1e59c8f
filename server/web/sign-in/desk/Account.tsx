/** One's own account: the second factor, where one is signed in, who used one's name. */
import type { ApiAnswer } from '#shared/api.ts'
import type { OpenSession, SignInEntry } from '#shared/sign-in.ts'
import { monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { Button, ButtonLink, FormToken } from '../../parts/Form.tsx'
import { DeskTable, MoreLink } from '../../parts/Table.tsx'
import { LogTable } from './Log.tsx'
import { fill, say } from './words.ts'

export interface AccountProps {
  factor: ApiAnswer<'mySecondFactor'>
  sessions: readonly OpenSession[]
  log: readonly SignInEntry[]
  older?: string | undefined
}

/** So few are left that it is time for others. */
const few = 3

const Factor = ({ on, required, since, recoveryLeft }: AccountProps['factor']) => (
  <section>
    <h2 className="dk-h2">{say.account.factor}</h2>
    <p className="si-p">
      {on && since ? fill(say.account.factorOn, { date: yearMonthDay(since), n: recoveryLeft }) : say.account.factorOff}
      {required && say.account.factorRequired}
    </p>
    {on && recoveryLeft < few && <p className="strip">{say.account.fewLeft}</p>}
    <p className="si-f">
      <ButtonLink href="/office/me/second-factor">{on ? say.account.change : say.account.set}</ButtonLink>
      <ButtonLink href="/office/me/password">{say.account.password}</ButtonLink>
    </p>
  </section>
)

function Sessions({ sessions, token }: { sessions: readonly OpenSession[]; token: string }) {
  const { device, network, since, seen, act } = say.account
  return (
    <section id="sessions">
      <h2 className="dk-h2">{say.account.sessions}</h2>
      <DeskTable
        caption={say.account.sessions}
        head={[device, network, since, seen, act]}
        rows={sessions.length}
        empty={say.account.only}
      >
        {sessions.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.device || say.account.unknownDevice}</th>
            <td>{one.network}</td>
            <td>
              <span className="si-l">{since}</span>
              {monthDayTime(one.at)}
            </td>
            <td>
              <span className="si-l">{seen}</span>
              {monthDayTime(one.seen)}
            </td>
            <td>
              {one.here ? (
                say.account.here
              ) : (
                <form method="post" action="/office/me/sessions/end">
                  <FormToken token={token} />
                  <Button name="session" value={one.id}>
                    {say.account.end}
                    <span className="vh">{one.device || say.account.unknownDevice}</span>
                  </Button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </DeskTable>
      {sessions.length > 1 && (
        <form method="post" action="/office/me/sessions/end-others" className="si-all">
          <FormToken token={token} />
          <Button>{say.account.endOthers}</Button>
        </form>
      )}
    </section>
  )
}

export function Account({ factor, sessions, log, older, token }: AccountProps & DeskGiven) {
  return (
    <main className="dk-page" id="case">
      <h1>{say.account.title}</h1>
      <p className="hint">{say.account.lead}</p>
      <Factor {...factor} />
      <Sessions sessions={sessions} token={token} />
      <section id="log">
        <h2 className="dk-h2">{say.account.log}</h2>
        <p className="hint">{say.account.logLead}</p>
        <LogTable items={log} whose={false} />
        {older && <MoreLink href={`/office/me/account?after=${older}#log`} words={say.account.older} />}
      </section>
    </main>
  )
}
