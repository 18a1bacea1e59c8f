/** Roles to tick, and what else is said of a person. */
import type { Role } from '#shared/members.ts'
import { caseWords, say as deskSay } from '../../frame/desk-words.ts'

export const rolesWords = (roles: readonly Role[]): string =>
  roles.map((role) => caseWords.role[role]).join(deskSay.me.and)

interface RoleTicksProps {
  label: string
  hint: string
  /** Those that may be given; one that he has and cannot be taken here stands beside them, ticked. */
  gives: readonly Role[]
  has: readonly string[]
}
export const RoleTicks = ({ label, hint, gives, has }: RoleTicksProps) => (
  <fieldset className="fld">
    <legend className="lab">{label}</legend>
    <div className="adm-ticks">
      {gives.map((role) => (
        <label key={role} className="tick">
          <input type="checkbox" name="roles" value={role} defaultChecked={has.includes(role)} />
          <span>{caseWords.role[role]}</span>
        </label>
      ))}
    </div>
    <p className="hint">{hint}</p>
  </fieldset>
)
