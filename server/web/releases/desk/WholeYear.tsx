/** A year that the program's data does not have yet, entered whole from the State Council's notice. */
import { Button, Hidden, TextArea } from '../../parts/Form.tsx'
import type { CalendarProps } from './calendar-props.ts'
import { Ask, Part, Post } from './Frame.tsx'
import { asLines } from './hours.ts'
import { adminHome } from './links.ts'
import { fill, say } from './words.ts'

const w = say.calendar

export function WholeYear({ year: { year }, value, revision, token, typed, wrong }: CalendarProps) {
  const entered = value.years?.includes(year) === true
  return (
    <Part
      id="whole-year"
      title={fill(w.wholeYear, { year })}
      note={fill(entered ? w.wholeYearEntered : w.wholeYearNone, { year })}
    >
      <p className="adm-lead">{fill(w.wholeYearLead, { year })}</p>
      <Post action={`${adminHome}calendar/year`} token={token} revision={revision} className="adm-f">
        <Hidden name="year" value={String(year)} />
        <div className="adm-cols">
          <TextArea
            name="yearOff"
            label={w.yearOff}
            hint={fill(w.yearOffHint, { year })}
            error={wrong['yearOff']}
            value={typed['yearOff'] ?? asLines(value, year, false)}
            rows={8}
          />
          <TextArea
            name="yearMakeup"
            label={w.yearMakeup}
            hint={w.yearMakeupHint}
            error={wrong['yearMakeup']}
            value={typed['yearMakeup'] ?? asLines(value, year, true)}
            rows={8}
            optional
          />
        </div>
        <div>
          <Button>{fill(w.yearGo, { year })}</Button>
        </div>
      </Post>
      {entered && (
        <Ask summary={fill(w.yearRemove, { year })}>
          <p>{fill(w.yearRemoveAsk, { year })}</p>
          <Post action={`${adminHome}calendar/year/remove`} token={token} revision={revision}>
            <Hidden name="year" value={String(year)} />
            <Button>{fill(w.yearRemove, { year })}</Button>
          </Post>
        </Ask>
      )}
    </Part>
  )
}
