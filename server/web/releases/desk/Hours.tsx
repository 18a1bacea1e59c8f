/** The hours on which clocks run: the city's, from a day on others, and of offices that keep their own. */
import type { ReactNode } from 'react'
import { workingSpan } from '#shared/time-format.ts'
import { marks } from '#shared/locales/marks.ts'
import { Button, Field, Hidden, Select, TextField } from '../../parts/Form.tsx'
import type { CalendarProps } from './calendar-props.ts'
import { Part, Post, Wide } from './Frame.tsx'
import type { CalendarData } from './hours.ts'
import { adminHome, entryHref, pageHref, query } from './links.ts'
import { fill, say } from './words.ts'

const w = say.calendar
const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const written = (slots: CalendarData['slots']): string => slots.map((slot) => slot.join('-')).join(marks.comma)

interface ChangesProps {
  changes: CalendarData['changes']
  office?: string
  token: string
  revision: number
}

/** Each with the way to take it out again. */
function Changes({ changes = [], office, token, revision }: ChangesProps) {
  if (changes.length === 0) return null
  return (
    <ul className="adm-ov">
      {changes.map((change) => (
        <li key={change.from}>
          <span>{fill(w.hoursFrom, { day: change.from })}</span>
          <b>{written(change.slots)}</b>
          <Post action={`${adminHome}calendar/hours/remove`} token={token} revision={revision}>
            <Hidden name="from" value={change.from} />
            {office && <Hidden name="office" value={office} />}
            <button className="linky" aria-label={fill(w.removeOf, { day: change.from })}>
              {w.remove}
            </button>
          </Post>
        </li>
      ))}
    </ul>
  )
}

const FromDay = ({
  name,
  typed,
  wrong,
  hint
}: { name: string; hint: string } & Pick<CalendarProps, 'typed' | 'wrong'>) => (
  <Field name={name} label={w.hoursSince} hint={hint} error={wrong[name]} optional className="adm-short">
    {(ids) => <input {...ids} name={name} type="date" defaultValue={typed[name]} />}
  </Field>
)

export function CityHours({ value, revision, token, typed, wrong }: CalendarProps) {
  const length = value.slots.reduce((sum, [from = '', to = '']) => sum + minutes(to) - minutes(from), 0) * 60_000
  return (
    <Part id="slots" title={w.slots} note={fill(w.dayLength, { hours: workingSpan(length, 86_400_000, true) })}>
      <p className="adm-lead">{w.slotsLead}</p>
      <Changes changes={value.changes} token={token} revision={revision} />
      <Post action={`${adminHome}calendar/slots`} token={token} revision={revision} className="adm-f">
        <TextField
          name="slots"
          label={w.slotsField}
          hint={w.slotsHint}
          error={wrong['slots']}
          value={typed['slots'] ?? written(value.slots)}
          autoComplete="off"
        />
        <FromDay name="slotsFrom" typed={typed} wrong={wrong} hint={w.hoursSinceHint} />
        <div>
          <Button>{w.put}</Button>
        </div>
      </Post>
    </Part>
  )
}

/** Every office: what residents read, and on what its clock runs. Those with hours of their own can be changed here. */
export function OfficeHours(props: CalendarProps) {
  const { value, offices, token, revision } = props
  const own = value.offices ?? {}
  return (
    <Part id="duty" title={w.duty} note={w.dutyLead}>
      <Wide label={w.duty}>
        <table className="plain adm-tab adm-hours">
          <thead>
            <tr>
              <th scope="col">{say.columns.office}</th>
              <th scope="col">{say.columns.hours}</th>
              <th scope="col">{w.clockHours}</th>
              <th scope="col">
                <span className="vh">{w.change}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {offices.map((office) => {
              const hours = own[office.id]
              return (
                <tr key={office.id}>
                  <th scope="row">
                    <a href={`${entryHref('offices', office.id)}#hours`}>{office.short}</a>
                  </th>
                  <td>{office.hours || <span className="hint">{say.columns.asCalendar}</span>}</td>
                  <td>
                    {hours ? (
                      `${w.onDays[hours.days]} ${written(hours.slots)}`
                    ) : (
                      <span className="hint">{w.asCity}</span>
                    )}
                    {hours && <Changes changes={hours.changes} office={office.id} token={token} revision={revision} />}
                  </td>
                  <td className="nobr">
                    <a
                      href={`${pageHref('calendar')}${query({ office: office.id })}#office-hours`}
                      aria-label={fill(w.changeOf, { office: office.short })}
                    >
                      {w.change}
                    </a>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Wide>
      <OfficeForm {...props} />
    </Part>
  )
}

function OfficeForm({ value, offices, token, revision, typed, wrong }: CalendarProps): ReactNode {
  const chosen = typed['office'] ?? ''
  const hours = value.offices?.[chosen]
  return (
    <div id="office-hours" className="adm-sub">
      <h3>{w.officeHours}</h3>
      <Post action={`${adminHome}calendar/office`} token={token} revision={revision} className="adm-f">
        <div className="adm-cols">
          <Select
            name="office"
            label={say.columns.office}
            error={wrong['office']}
            value={chosen}
            options={[
              { value: '', words: say.values.choose },
              ...offices.map((office) => ({ value: office.id, words: office.short }))
            ]}
          />
          <Select
            name="officeDays"
            label={w.officeDays}
            value={typed['officeDays'] ?? hours?.days ?? 'every'}
            options={[
              { value: 'every', words: w.onDays.every },
              { value: 'working', words: w.onDays.working }
            ]}
          />
        </div>
        <TextField
          name="officeSlots"
          label={w.slotsField}
          hint={w.officeSlotsHint}
          error={wrong['officeSlots']}
          value={typed['officeSlots'] ?? written(hours?.slots ?? value.slots)}
          autoComplete="off"
        />
        <FromDay name="officeFrom" typed={typed} wrong={wrong} hint={w.officeSinceHint} />
        <div className="adm-row">
          <Button>{w.put}</Button>
        </div>
      </Post>
      {hours && (
        <Post action={`${adminHome}calendar/office/remove`} token={token} revision={revision}>
          <Hidden name="office" value={chosen} />
          <button className="linky">
            {fill(w.officeAsCity, { office: offices.find((office) => office.id === chosen)?.short ?? chosen })}
          </button>
        </Post>
      )}
    </div>
  )
}
