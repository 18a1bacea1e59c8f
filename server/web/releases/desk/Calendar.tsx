/** The working days of a year, what the city sets otherwise, and the hours of duty. */
import { Button, ErrorBox, Field, Hidden, Select } from '../../parts/Form.tsx'
import type { CalendarProps } from './calendar-props.ts'
import { Head, Part, Post } from './Frame.tsx'
import { CityHours, OfficeHours } from './Hours.tsx'
import { adminHome, pageHref, query } from './links.ts'
import { Beside } from './Verdict.tsx'
import { WholeYear } from './WholeYear.tsx'
import { limitsWords } from '../../frame/words.ts'
import { fill, say } from './words.ts'
import type { YearDay, YearMonth } from './year.ts'

const w = say.calendar

export function Calendar(props: CalendarProps) {
  const { year, today } = props
  // A year the data has needs no more than single days.
  const whole = !year.known || props.value.years?.includes(year.year) === true
  const to = (n: number) => `${pageHref('calendar')}${query({ year: n })}`
  return (
    <>
      <Head title={w.title} lead={w.lead}>
        <nav className="adm-years" aria-label={w.title}>
          <a href={to(year.year - 1)}>{fill(w.before, { year: year.year - 1 })}</a>
          <b>{fill(w.year, { year: year.year })}</b>
          <a href={to(year.year + 1)}>{fill(w.after, { year: year.year + 1 })}</a>
        </nav>
      </Head>
      {!year.known && (
        <ErrorBox title={fill(w.unknown, { year: year.year })}>
          <p>{w.unknownLead}</p>
        </ErrorBox>
      )}
      <Beside findings={props.findings} />
      {whole && <WholeYear {...props} />}
      <p className="adm-lead">{fill(w.total, year.sums)}</p>
      <div className="yr">
        {year.months.map((month) => (
          <Month key={month.month} month={month} today={today} unsure={!year.known} />
        ))}
      </div>
      <ul className="legend yr-l">
        {(['working', 'off', 'holiday', 'makeup'] as const).map((kind) => (
          <li key={kind}>
            <span className={`yd yd-${kind}`} aria-hidden="true">
              {kind === 'makeup' ? '8' : '1'}
            </span>
            {w.legend[kind]}
          </li>
        ))}
        <li>
          <span className="yd yd-own" aria-hidden="true">
            1
          </span>
          {w.legend.own}
        </li>
      </ul>
      <div className="adm-two">
        <Overrides {...props} />
        <CityHours {...props} />
      </div>
      <OfficeHours {...props} />
    </>
  )
}

function dayWords(day: YearDay): string {
  const what = w.legend[day.kind]
  const [, month, date] = day.day.split('-').map(Number)
  const named = day.holiday ? fill(w.named, { what, name: limitsWords.holiday[day.holiday] }) : what
  return fill(w.day, {
    month: month ?? 0,
    day: date ?? 0,
    what: day.own ? `${named}${say.comma}${w.legend.own}` : named
  })
}

function Month({ month, today, unsure }: { month: YearMonth; today: string; unsure: boolean }) {
  return (
    <table className={unsure ? 'mo mo-unsure' : 'mo'}>
      <caption>
        <span className="mo-c">
          <b>{fill(w.month, { month: month.month })}</b>
          <span>{fill(w.days, { n: month.working })}</span>
        </span>
      </caption>
      <thead>
        <tr>
          {w.week.map((text) => (
            <th key={text} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, i) => (
          <tr key={i}>
            {week.map((day, j) =>
              day ? (
                <td key={j}>
                  <span
                    className={`yd yd-${day.kind}${day.own ? ' yd-own' : ''}${day.day === today ? ' yd-today' : ''}`}
                    title={dayWords(day)}
                  >
                    {day.date}
                    {(day.kind !== 'working' || day.own) && <span className="vh">{dayWords(day)}</span>}
                  </span>
                </td>
              ) : (
                <td key={j} />
              )
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Overrides({ value, revision, token, typed, wrong, year }: CalendarProps) {
  const sorted = [...value.overrides].sort((a, b) => (a.day < b.day ? -1 : 1))
  return (
    <Part id="overrides" title={w.overrides} note={w.overridesLead}>
      {sorted.length === 0 ? (
        <p className="hint">{w.noOverrides}</p>
      ) : (
        <ul className="adm-ov">
          {sorted.map((own) => (
            <li key={own.day}>
              <span>{own.day}</span>
              <b>{own.working ? w.working : w.off}</b>
              <Post action={`${adminHome}calendar/remove`} token={token} revision={revision}>
                <Hidden name="day" value={own.day} />
                <button className="linky" aria-label={fill(w.removeOf, { day: own.day })}>
                  {w.remove}
                </button>
              </Post>
            </li>
          ))}
        </ul>
      )}
      <Post action={`${adminHome}calendar/put`} token={token} revision={revision} className="adm-f adm-inline">
        <Field name="day" label={w.date} error={wrong['day']}>
          {(ids) => <input {...ids} name="day" type="date" defaultValue={typed['day'] ?? `${year.year}-01-01`} />}
        </Field>
        <Select
          name="working"
          label={w.kind}
          value={typed['working'] ?? 'no'}
          options={[
            { value: 'no', words: w.off },
            { value: 'yes', words: w.working }
          ]}
        />
        <Button>{w.put}</Button>
      </Post>
    </Part>
  )
}
