/** Staff take part as well: any member of staff signs up with the session of the desk. */
import { marks } from '#shared/locales/marks.ts'
import type { ActivityView, ShiftView, SignupView, SignupVerb } from '#shared/activities.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { countsOf, hasSeat } from '../public/words.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, TextField } from '../../parts/Form.tsx'
import { activityWords, fill, say, timeWords } from './words.ts'
import { longest } from '../../parts/limits.ts'

export function ActivityTitle({
  activity,
  shift
}: {
  activity: Pick<ActivityView, 'title' | 'address'>
  shift: Pick<ShiftView, 'from' | 'to'>
}) {
  return (
    <header>
      <h1>{activity.title}</h1>
      <p>
        {timeWords(shift)}
        {marks.comma}
        {activity.address}
      </p>
    </header>
  )
}

interface JoinProps {
  activity: ActivityView
  mine: readonly SignupView[]
  token: string
  keyOf: string
  name: string
  phone: string
  refused?: { shift: string; words: string } | undefined
}

const own: readonly SignupVerb[] = ['confirm', 'decline', 'cancel']

function Mine({ of, activity, token }: { of: SignupView; activity: ActivityView; token: string }) {
  return (
    <div className="oa-mine">
      <p>
        <b>{activityWords.signup[of.state]}</b> {of.role.name}
        {of.ahead !== undefined && <span> {fill(say.join.ahead, { n: of.ahead })}</span>}
      </p>
      {of.confirmBy && <p>{fill(say.join.confirmBy, { at: monthDayTime(of.confirmBy) })}</p>}
      <p className="hint">{fill(say.join.cancelBy, { at: monthDayTime(of.cancelBy) })}</p>
      <div className="oa-acts">
        {own
          .filter((verb) => of.may.includes(verb))
          .map((verb, i) => (
            <form key={verb} method="post" action={`/office/activities/${activity.no}/signups/${of.id}`}>
              <FormToken token={token} />
              <Hidden name="verb" value={verb} />
              <Button kind={verb === 'confirm' && i === 0 ? 'primary' : 'outline'}>
                {activityWords.signupVerb[verb]}
              </Button>
            </form>
          ))}
      </div>
    </div>
  )
}

export function JoinPage({ activity, mine, token, keyOf, name, phone, refused }: JoinProps) {
  return (
    <main className="dk-page" id="case">
      <header>
        <h1>{say.join.title}</h1>
        <p>
          <b>{activity.title}</b>
          {marks.comma}
          {activity.address}
        </p>
        <p className="hint">{say.join.intro}</p>
      </header>
      <ul className="oa-shifts">
        {activity.shifts.map((shift) => {
          const signup = mine.find((m) => m.shift.id === shift.id && (m.may.length > 0 || m.id === shift.mine))
          const open = shift.state === 'open' || shift.state === 'waitlist'
          return (
            <li key={shift.id}>
              <p className="oa-sh">
                <b>{timeWords(shift)}</b>
                <span>{activityWords.shift[shift.state]}</span>
              </p>
              {refused?.shift === shift.id && <ErrorBox title={refused.words}>{null}</ErrorBox>}
              {signup && shift.mine ? (
                <Mine of={signup} activity={activity} token={token} />
              ) : open ? (
                <form method="post" action={`/office/activities/${activity.no}/join`} className="oa-inline">
                  <FormToken token={token} />
                  <Hidden name="shift" value={shift.id} />
                  <Hidden name="key" value={`${keyOf}${shift.id}`} />
                  <div className="oa-3">
                    <Select
                      name="role"
                      id={`role-${shift.id}`}
                      label={say.join.role}
                      options={shift.roles.map((r) => ({ value: r.id, words: r.name }))}
                    />
                    <TextField
                      name="name"
                      id={`name-${shift.id}`}
                      label={say.join.name}
                      value={name}
                      maxLength={longest('signUp', '/name')}
                    />
                    <TextField name="phone" id={`phone-${shift.id}`} label={say.join.phone} value={phone} type="tel" />
                  </div>
                  <p className="oa-checks">
                    <label>
                      <input type="checkbox" name="adult" value="yes" />
                      {say.join.adult}
                    </label>
                  </p>
                  <Button kind="primary">{hasSeat(countsOf(shift)) ? say.join.go : say.join.wait}</Button>
                </form>
              ) : (
                <p className="hint">{say.join.none}</p>
              )}
            </li>
          )
        })}
      </ul>
    </main>
  )
}
