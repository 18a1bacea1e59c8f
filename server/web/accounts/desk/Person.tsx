/** One account: what it may, its link, its devices, and what may be done with it. */
import type { StaffAct, StaffDetail } from '#shared/staff.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { Button, ButtonLink, ErrorBox, FormToken, Hidden, Select, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { fill, say } from '../words.ts'
import { RoleTicks, rolesWords } from './Fields.tsx'
import { moment, peopleHome } from './People.tsx'

export interface PersonShown {
  words?: string
  /** What was ticked and typed. */
  roles?: readonly string[]
  email?: string
}

interface PersonProps {
  staff: StaffDetail
  mail: boolean
  shown: PersonShown | undefined
}

const Facts = ({ staff }: { staff: StaffDetail }) => {
  const { person, invitation } = staff
  return (
    <dl className="dl me">
      <dt>{say.one.login}</dt>
      <dd>{person.login}</dd>
      <dt>{say.one.office}</dt>
      <dd>{person.office.name}</dd>
      {person.title && (
        <>
          <dt>{say.one.job}</dt>
          <dd>{person.title}</dd>
        </>
      )}
      <dt>{say.one.roles}</dt>
      <dd>
        {rolesWords(person.roles) || say.people.noRoles}
        {staff.granted.length > 0 && staff.ofCity && (
          <small>{fill(say.one.granted, { roles: rolesWords(staff.granted) })}</small>
        )}
        {staff.withheld.length > 0 && <small>{fill(say.one.withheld, { roles: rolesWords(staff.withheld) })}</small>}
      </dd>
      <dt>{say.one.state}</dt>
      <dd>{say.state[person.state]}</dd>
      {invitation && (
        <>
          <dt>{say.one.link}</dt>
          <dd>
            {fill(invitation.reset ? say.one.resetBy : say.one.linkBy, {
              by: invitation.by,
              at: moment(invitation.at),
              until: moment(invitation.until)
            })}
            {invitation.mailed && <small>{say.one.mailed}</small>}
          </dd>
        </>
      )}
      <dt>{say.one.devices}</dt>
      <dd>{fill(say.one.deviceCount, { n: staff.sessions })}</dd>
      <dt>{say.one.deputy}</dt>
      <dd>{staff.deputy ?? say.one.noDeputy}</dd>
    </dl>
  )
}

/** A button that asks nothing more. */
const Press = ({ act, login, token, mail }: { act: StaffAct; login: string; token: string; mail?: string }) => (
  <form method="post" action={`${peopleHome}/${login}/${act}`} className="me-f">
    <FormToken token={token} />
    {mail !== undefined && (
      <label className="tick">
        <input type="checkbox" name="mail" value="yes" defaultChecked />
        <span>{fill(say.one.byMail, { email: mail })}</span>
      </label>
    )}
    <Button kind={act === 'invite' ? 'primary' : 'outline'}>{say.act[act]}</Button>
  </form>
)

function Assign({ staff, shown, desk, token }: PersonProps & Pick<DeskGiven, 'desk' | 'token'>) {
  const { person } = staff
  const gives = [...new Set([...staff.gives, ...person.roles])]
  return (
    <section>
      <h2 className="dk-h2">{say.act.assign}</h2>
      <p className="hint">{staff.ofCity ? say.one.ofCity : say.one.beside}</p>
      <form method="post" action={`${peopleHome}/${person.login}/assign`} className="dk-form">
        <FormToken token={token} />
        <Hidden name="name" value={person.name} />
        <Hidden name="title" value={person.title} />
        {staff.ofCity || !desk.viewer.roles.includes('admin') ? (
          <Hidden name="office" value={person.office.id} />
        ) : (
          <Select
            name="office"
            label={say.one.office}
            value={person.office.id}
            options={desk.offices.map(({ id, short }) => ({ value: id, words: short }))}
          />
        )}
        <RoleTicks label={say.one.roles} hint={say.one.rolesHint} gives={gives} has={shown?.roles ?? person.roles} />
        <TextField
          name="email"
          label={say.one.email}
          optional
          value={shown?.email ?? staff.email}
          maxLength={longest('assignStaff', '/email')}
        />
        {desk.viewer.roles.includes('admin') && (
          <label className="tick">
            <input type="checkbox" name="head" value="yes" defaultChecked={person.head} />
            <span>{say.one.isHead}</span>
          </label>
        )}
        <div>
          <Button kind={person.may.includes('invite') ? 'outline' : 'primary'} busy={say.one.saving}>
            {say.one.save}
          </Button>
        </div>
      </form>
    </section>
  )
}

export function Person({ staff, mail, shown, desk, token, base }: PersonProps & DeskGiven) {
  const { person } = staff
  const may = (act: StaffAct): boolean => person.may.includes(act)
  const link = (['invite', 'reset'] as const).find(may)
  return (
    <main className="dk-page" id="case">
      <p className="crumb">
        <a href={peopleHome}>{say.people.title}</a>
      </p>
      <h1>{person.name}</h1>
      {shown?.words && (
        <ErrorBox title={say.one.failed}>
          <p>{shown.words}</p>
        </ErrorBox>
      )}
      <Facts staff={staff} />
      <div className="dk-row">
        {link && (
          <Press
            act={link}
            login={person.login}
            token={token}
            {...(mail && staff.email !== undefined && { mail: staff.email })}
          />
        )}
        {(['cancel', 'sign_out', 'reset_factor', 'back'] as const).filter(may).map((act) => (
          <Press key={act} act={act} login={person.login} token={token} />
        ))}
        {may('leave') && <ButtonLink href={`${peopleHome}/${person.login}/leave`}>{say.act.leave}</ButtonLink>}
      </div>
      {link && !mail && <p className="hint">{say.one.mailOff}</p>}
      {may('assign') && <Assign {...{ staff, mail, shown, desk, token, base }} />}
    </main>
  )
}

export function Leave({ staff, words, token }: { staff: StaffDetail; words?: string | undefined } & DeskGiven) {
  const { person, deputy } = staff
  return (
    <main className="dk-page" id="case">
      <h1>{fill(say.one.leaveTitle, { name: person.name })}</h1>
      {words && (
        <ErrorBox title={say.one.failed}>
          <p>{words}</p>
        </ErrorBox>
      )}
      <p>{deputy === undefined ? say.one.leaveAlone : fill(say.one.leaveWords, { deputy })}</p>
      <form method="post" className="me-f">
        <FormToken token={token} />
        <Button kind="primary">{say.one.leaveYes}</Button>
        <ButtonLink href={`${peopleHome}/${person.login}`}>{say.one.leaveNo}</ButtonLink>
      </form>
    </main>
  )
}
