/** Demo accounts: one password for all, said aloud at the start; a real city makes its own. */
import type { City } from '#config/city/types.ts'
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
