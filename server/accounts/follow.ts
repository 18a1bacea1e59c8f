/** Accounts follow the release in force; once for each release and day, since whoever leaves leaves by the day. */
import { dayOf } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { followCity, settleMails } from '#server/members/index.ts'

const followed = new WeakMap<AppContext, string>()
export async function followPeople(context: AppContext): Promise<void> {
  const city = context.city()
  const day = dayOf(context.now())
  const mark = `${city.release} ${city.from} ${day}`
  if (mark === followed.get(context)) return
  const kept = await followCity(
    city.people.map((p) => ({ ...p, roles: [...p.roles] })),
    city.gone,
    day,
    context.now()
  )
  await settleMails()
  if (kept.length > 0) context.log.error({ kept }, 'the last administrator stays one, whatever the release says')
  await context.staffChanged()
  followed.set(context, mark)
}
