/** What changes in an account of staff. */
import { StaffMembers } from './model.ts'

/** Puts another password in the place of the one that was weighed; false where somebody was faster. */
export async function setPassword(id: string, was: string | undefined, password: string): Promise<boolean> {
  const { matchedCount } = await StaffMembers.updateOne(
    { _id: id, left: { $exists: false }, password: was ?? { $exists: false } },
    { $set: { password } }
  )
  return matchedCount === 1
}
