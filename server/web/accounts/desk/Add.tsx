/** One person more. */
import type { Role } from '#shared/members.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { fill, say } from '../words.ts'
import { RoleTicks } from './Fields.tsx'
import { peopleHome } from './People.tsx'

export interface AddShown {
  typed: Posted
  words: string
}
interface AddProps {
  gives: readonly Role[]
  mail: boolean
  shown: AddShown | undefined
}

export function Add({ gives, mail, shown, desk, token }: AddProps & DeskGiven) {
  const typed = shown?.typed ?? {}
  const everywhere = desk.viewer.roles.includes('admin')
  return (
    <main className="dk-page" id="case">
      <p className="crumb">
        <a href={peopleHome}>{say.people.title}</a>
      </p>
      <h1>{say.add.title}</h1>
      {shown && (
        <ErrorBox title={say.add.failed}>
          <p>{shown.words}</p>
        </ErrorBox>
      )}
      <form method="post" className="dk-form">
        <FormToken token={token} />
        <TextField
          name="login"
          label={say.add.login}
          hint={say.add.loginHint}
          value={one(typed, 'login')}
          spellCheck={false}
        />
        <TextField
          name="name"
          label={say.add.name}
          value={one(typed, 'name')}
          maxLength={longest('addStaff', '/name')}
        />
        {everywhere ? (
          <Select
            name="office"
            label={say.one.office}
            value={one(typed, 'office') || desk.viewer.office}
            options={desk.offices.map(({ id, short }) => ({ value: id, words: short }))}
          />
        ) : (
          <Hidden name="office" value={desk.viewer.office} />
        )}
        <TextField
          name="title"
          label={say.one.job}
          optional
          value={one(typed, 'title')}
          maxLength={longest('addStaff', '/title')}
        />
        <RoleTicks label={say.one.roles} hint={say.one.rolesHint} gives={gives} has={typed['roles'] ?? []} />
        <TextField
          name="email"
          label={say.one.email}
          optional
          value={one(typed, 'email')}
          maxLength={longest('addStaff', '/email')}
          {...(!mail && { hint: say.one.mailOff })}
        />
        {mail && (
          <label className="tick">
            <input type="checkbox" name="mail" value="yes" defaultChecked />
            <span>{fill(say.one.byMail, { email: '' })}</span>
          </label>
        )}
        <div>
          <Button kind="primary" busy={say.add.busy}>
            {say.add.submit}
          </Button>
        </div>
      </form>
    </main>
  )
}
