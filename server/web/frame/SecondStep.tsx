/** The second step of signing in: a code of the app; or the app is set up first, and the recovery codes are put away. */
import { signIn as say } from '#shared/locales/sign-in.ts'
import { groupedCode } from '#shared/codes.ts'
import { yearMonthDay } from '#shared/time-format.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { Button, ButtonLink, Hidden, TextField } from '../parts/Form.tsx'
import { Icon } from '../parts/Icon.tsx'
import { longest } from '../parts/limits.ts'
import { fill } from './desk-words.ts'
import { Door, doorForm, KeptFields, KeptNote, ownField, type SignInProps } from './SignIn.tsx'

export interface Step {
  challenge: string
  second: 'code' | 'enrol'
  /** What the app is given, where it is set up. */
  shown?: { secret: string; uri: string } | undefined
}

interface StepProps extends Pick<SignInProps, 'site' | 'token' | 'back' | 'kept'> {
  step: Step
  wrong?: string | undefined
}

/** What an app is given: for its camera, and for who types. */
export const SecretShown = ({ secret, uri }: { secret: string; uri: string }) => (
  <>
    <h2 className="dk-h2">{say.enrol.scan}</h2>
    <p className="hint">{say.enrol.scanHint}</p>
    <img
      className="sf-qr"
      width="220"
      height="220"
      alt={say.enrol.alt}
      src={`data:image/svg+xml;base64,${Buffer.from(qrSvg(uri)).toString('base64')}`}
    />
    <p className="hint">
      {say.enrol.byHand}
      <code className="sf-key">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
    </p>
  </>
)

export function SecondStep({ site, token, back, kept, step, wrong }: StepProps) {
  const named = kept ? ownField : (field: string) => field
  const { challenge, second, shown } = step
  const words = second === 'enrol' ? say.enrol : say.step
  return (
    <Door site={site} title={words.title} lead={words.lead}>
      <KeptNote kept={kept} />
      {shown && <SecretShown {...shown} />}
      <form className="door-f" {...doorForm(kept)}>
        <Hidden name={named('_token')} value={token} />
        <Hidden name={named('back')} value={back} />
        <Hidden name={named('challenge')} value={challenge} />
        <Hidden name={named('second')} value={second} />
        {shown && <Hidden name={named('secret')} value={shown.secret} />}
        {shown && <Hidden name={named('uri')} value={shown.uri} />}
        <KeptFields kept={kept} />
        <TextField
          name={named('code')}
          id="code"
          label={words.code}
          error={wrong}
          {...(second === 'code' ? { hint: say.step.hint } : { inputMode: 'numeric' })}
          autoComplete="one-time-code"
          maxLength={longest('signInSecond', '/code')}
          spellCheck={false}
        />
        <Button kind="primary" wide busy={words.busy}>
          {words.submit}
        </Button>
      </form>
      <p className="hint">
        <a href="/office/sign-in">{say.step.restart}</a>
      </p>
    </Door>
  )
}

export interface CodesProps {
  codes: readonly string[]
  who: { name: string; login: string }
  city: string
  now: Date
}

/** Ten codes on a sheet, with whose they are and of when. */
export const RecoverySheet = ({ codes, who, city, now }: CodesProps) => (
  <>
    <ol className="sf-codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{groupedCode(code)}</code>
        </li>
      ))}
    </ol>
    <p className="hint">
      {fill(say.recovery.who, { ...who, city })}
      <br />
      {fill(say.recovery.made, { date: yearMonthDay(now) })}
    </p>
    <p className="no-print">
      <button className="btn btn-o" type="button" data-print="" hidden>
        <Icon name="print" />
        {say.recovery.print}
      </button>
    </p>
  </>
)

export const Recovery = ({
  site,
  back,
  kept,
  ...sheet
}: Pick<SignInProps, 'site' | 'back' | 'kept'> & Omit<CodesProps, 'city'>) => (
  <Door site={site} title={say.recovery.title} lead={say.recovery.lead}>
    <RecoverySheet {...sheet} city={site.city.name} />
    {kept ? (
      <form className="door-f no-print" {...doorForm(kept)}>
        <KeptFields kept={kept} />
        <Button kind="primary" wide>
          {say.recovery.goOnForm}
        </Button>
      </form>
    ) : (
      <p className="no-print">
        <ButtonLink kind="primary" wide href={back}>
          {say.recovery.goOn}
        </ButtonLink>
      </p>
    )}
  </Door>
)
