/** Demo accounts: one password for all, said aloud at the start; a real city makes its own. */
import type { City } from '#config/city/types.ts'
import { hashPassword, StaffMembers } from '#server/members/index.ts'

export async function addStaff(city: City, password: string): Promise<void> {
  const hashed = await hashPassword(password)
  await StaffMembers.bulkWrite(
    city.people.map((p) => ({
      updateOne: {
        filter: { _id: p.id },
        update: { $setOnInsert: { name: p.name, office: p.office, roles: p.roles, title: p.title, password: hashed } },
        upsert: true
      }
    }))
  )
}
