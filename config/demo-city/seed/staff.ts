/** Demo accounts: one password for all, said aloud at the start; a real city makes its own. */
import type { City, Person } from '#config/city/types.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { hashPassword, keepStaff } from '#server/members/index.ts'

/** How the demo city calls who leads an office. */
const leads: readonly string[] = ['队长', '组长', '值班主任']
/** One an office: he runs the accounts of its people. */
export function headsOf({ people }: Pick<City, 'people'>): ReadonlySet<string> {
  const byOffice = new Map<string, string>()
  for (const { id, office, title } of people)
    if (leads.includes(title) && !byOffice.has(office)) byOffice.set(office, id)
  return new Set(byOffice.values())
}

export async function addStaff(city: City, password: string): Promise<void> {
  const heads = headsOf(city)
  const hashed = await hashPassword(password)
  await keepStaff(
    city.people.map(({ id, name, office, roles, title }) => ({
      _id: id,
      name,
      office,
      roles: [...roles],
      title,
      password: hashed,
      ...(heads.has(id) && { head: true })
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
