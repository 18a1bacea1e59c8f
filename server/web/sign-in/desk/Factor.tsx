/** Setting up, changing and leaving the second factor, for who is signed in. */
import type { ApiAnswer } from '#shared/api.ts'
import { signIn as say } from '#shared/locales/sign-in.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { RecoverySheet, SecretShown } from '../../frame/SecondStep.tsx'
import { Button, ButtonLink, ErrorBox, FormToken, Hidden, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'

export interface FactorShown {
  wrong?: { password?: string; code?: string; renew?: string; off?: string; form?: string }
  /** What the app is given. */
  shown?: { secret: string; uri: string }
}

const Code = ({ id, label, error }: { id: string; label: string; error: string | undefined }) => (
  <TextField
    name="code"
    id={id}
    label={label}
    error={error}
    autoComplete="one-time-code"
    maxLength={longest('signInSecond', '/code')}
    spellCheck={false}
  />
)

const Confirm = ({ shown, wrong, token }: FactorShown & { token: string }) =>
  shown ? (
    <>
      <SecretShown {...shown} />
      <form method="post" action="/office/me/second-factor/confirm" className="door-f">
        <FormToken token={token} />
        <Hidden name="secret" value={shown.secret} />
        <Hidden name="uri" value={shown.uri} />
        <Code id="code" label={say.enrol.code} error={wrong?.code} />
        <Button kind="primary" busy={say.enrol.busy}>
          {say.enrol.submit}
        </Button>
      </form>
    </>
  ) : null

const Start = ({ on, wrong, token, login }: { on: boolean; login: string; token: string } & FactorShown) => (
  <section>
    {on && (
      <>
        <h2 className="dk-h2">{say.factor.again}</h2>
        <p className="si-p">{say.factor.againLead}</p>
      </>
    )}
    <form method="post" action="/office/me/second-factor/enrol" className="door-f">
      <FormToken token={token} />
      <input type="text" name="login" className="vh" autoComplete="username" value={login} readOnly hidden />
      <TextField
        name="password"
        label={say.factor.password}
        hint={say.factor.passwordHint}
        type="password"
        error={wrong?.password}
        autoComplete="current-password"
        maxLength={longest('signInStaff', '/password')}
      />
      {on && <Code id="code" label={say.factor.code} error={wrong?.code} />}
      <Button kind={on ? 'outline' : 'primary'} busy={say.factor.busy}>
        {say.factor.start}
      </Button>
    </form>
  </section>
)

interface AskedProps {
  title: string
  lead: string
  action: string
  id: string
  error: string | undefined
  token: string
}
const Asked = ({ title, lead, action, id, error, token }: AskedProps) => (
  <section>
    <h2 className="dk-h2">{title}</h2>
    <p className="si-p">{lead}</p>
    <form method="post" action={action} className="door-f">
      <FormToken token={token} />
      <Code id={id} label={say.factor.code} error={error} />
      <Button busy={say.factor.busy}>{title}</Button>
    </form>
  </section>
)

export interface FactorProps {
  factor: ApiAnswer<'mySecondFactor'>
  state: FactorShown
}

export function FactorPage({ factor: { on, required }, state, token, desk }: FactorProps & DeskGiven) {
  const { shown, wrong = {} } = state
  return (
    <main className="dk-page" id="case">
      <h1>{say.factor.title}</h1>
      <p className="hint">{say.factor.lead}</p>
      {wrong.form && (
        <ErrorBox title={say.factor.failed}>
          <p>{wrong.form}</p>
        </ErrorBox>
      )}
      {shown ? (
        <Confirm shown={shown} wrong={wrong} token={token} />
      ) : (
        <>
          {on && (
            <Asked
              title={say.factor.renew}
              lead={say.factor.renewLead}
              action="/office/me/second-factor/recovery"
              id="renew"
              error={wrong.renew}
              token={token}
            />
          )}
          <Start on={on} wrong={wrong} token={token} login={desk.viewer.id} />
          {on && !required && (
            <Asked
              title={say.factor.off}
              lead={say.factor.offLead}
              action="/office/me/second-factor/off"
              id="off"
              error={wrong.off}
              token={token}
            />
          )}
        </>
      )}
    </main>
  )
}

export const Sheet = ({ codes, desk }: { codes: readonly string[] } & DeskGiven) => (
  <main className="dk-page" id="case">
    <h1>{say.recovery.title}</h1>
    <p>{say.recovery.lead}</p>
    <RecoverySheet
      codes={codes}
      who={{ name: desk.viewer.name, login: desk.viewer.id }}
      city={desk.site.city.name}
      now={desk.now}
    />
    <p className="no-print">
      <ButtonLink kind="primary" href="/office/me/account">
        {say.recovery.goOn}
      </ButtonLink>
    </p>
  </main>
)
