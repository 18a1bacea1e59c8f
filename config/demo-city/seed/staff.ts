/** Demo accounts: one password for all, said aloud at the start; a real city makes its own. */
import type { City, Person } from '#config/city/types.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { hashPassword, keepStaff } from '#server/members/index.ts'

export async function addStaff(city: City, password: string): Promise<void> {
  const hashed = await hashPassword(password)
  await keepStaff(
    city.people.map(({ id, name, office, roles, title }) => ({
      _id: id,
      name,
      office,
      roles: [...roles],
      title,
      password: hashed
    }))
  )
}

/** As a command sees him who does what the demo city tells. */
export const staffOf = ({ id, name, office, roles }: Pick<Person, 'id' | 'name' | 'office' | 'roles'>): Staff => ({
  kind: 'staff',
  id,
  name,
  office,
  roles,
  family: 'demo'
})
