/** All who work here, as far as one runs their accounts. */
import { Fragment } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import { clockTime, monthDay } from '#shared/time-format.ts'
import { marks } from '#shared/locales/marks.ts'
import { staffStates, type StaffRow } from '#shared/staff.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { Button, ButtonLink, Select, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { DeskTable, MoreLink } from '../../parts/Table.tsx'
import { fill, say } from '../words.ts'
import { rolesWords } from './Fields.tsx'

export const peopleHome = '/office/people'

export interface Where {
  office: string
  q: string
  state: string
}

const when = (at: string): { date: string; time: string } => {
  const date = new Date(at)
  return { date: monthDay(date), time: clockTime(date) }
}
export const moment = (at: string): string => {
  const { date, time } = when(at)
  return `${date} ${time}`
}

const Row = ({ staff }: { staff: StaffRow }) => (
  <tr>
    <th scope="row">
      <a href={`${peopleHome}/${staff.login}`}>{staff.name}</a>
      <small>{staff.login}</small>
    </th>
    <td>
      {staff.office.short}
      <small>{[staff.title, staff.head && say.people.isHead].filter(Boolean).join(marks.comma)}</small>
    </td>
    <td>{rolesWords(staff.roles) || say.people.noRoles}</td>
    <td className={staff.state === 'active' ? 'pp-s' : 'pp-s pp-w'}>
      {say.state[staff.state]}
      {staff.until && <small>{fill(say.people.until, when(staff.until))}</small>}
    </td>
    <td data-label={say.people.head.last}>
      {staff.lastSignIn ? moment(staff.lastSignIn) : say.people.never}
      {staff.secondFactor !== undefined && (
        <small>{staff.secondFactor ? say.people.factor : say.people.noFactor}</small>
      )}
    </td>
  </tr>
)

/** Who can sign in already, and who still waits for his link: each count leads to them. */
const Counts = ({ counts }: Pick<ApiAnswer<'listStaff'>, 'counts'>) => (
  <p className="pp-n">
    {(['active', 'invited', 'without_password'] as const)
      .filter((state) => state === 'active' || counts[state] > 0)
      .map((state, i) => (
        <Fragment key={state}>
          {i > 0 && marks.comma}
          <a href={`${peopleHome}?state=${state}`}>{fill(say.people.counts[state], { n: counts[state] })}</a>
        </Fragment>
      ))}
    {marks.stop}
  </p>
)

interface PeopleProps {
  list: ApiAnswer<'listStaff'>
  where: Where
  after: string
}

export function People({ list, where, after, desk }: PeopleProps & DeskGiven) {
  const everywhere = desk.viewer.roles.includes('admin')
  const none = { value: '', words: say.people.all }
  const asked = Object.entries(where).filter(([, value]) => value !== '')
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{say.people.title}</h1>
      <Counts counts={list.counts} />
      <p className="hint">{everywhere ? say.people.lead : say.people.leadHead}</p>
      <p className="dk-row">
        <ButtonLink href={`${peopleHome}/new`} kind="primary" icon="plus">
          {say.people.add}
        </ButtonLink>
        <ButtonLink href={`${peopleHome}/list`}>{say.people.list}</ButtonLink>
        {list.counts.without_password > 0 && (
          <ButtonLink href={`${peopleHome}/list?who=waiting`}>{say.list.waiting}</ButtonLink>
        )}
      </p>
      <form className="wt-f" method="get" action={peopleHome}>
        <TextField
          name="q"
          label={say.people.search}
          value={where.q}
          type="search"
          maxLength={longest('listStaff', '/q')}
        />
        {everywhere && (
          <Select
            name="office"
            label={say.people.office}
            value={where.office}
            options={[none, ...desk.offices.map(({ id, short }) => ({ value: id, words: short }))]}
          />
        )}
        <Select
          name="state"
          label={say.people.state}
          value={where.state}
          options={[none, ...staffStates.map((state) => ({ value: state, words: say.state[state] }))]}
        />
        <Button>{say.people.find}</Button>
      </form>
      <DeskTable
        className="pp"
        caption={say.people.title}
        head={Object.values(say.people.head)}
        rows={list.items.length}
        empty={say.people.empty}
      >
        {list.items.map((staff) => (
          <Row key={staff.login} staff={staff} />
        ))}
      </DeskTable>
      {after !== '' && <a href={`${peopleHome}?${new URLSearchParams(asked).toString()}`}>{say.people.first}</a>}
      {list.older !== undefined && (
        <MoreLink
          href={`${peopleHome}?${new URLSearchParams([...asked, ['after', list.older]]).toString()}`}
          words={say.people.older}
        />
      )}
    </main>
  )
}
