/** What happens later: shifts brought in line, people told, activities that begin by themselves. Each is safe to repeat. */
import { activeStates } from '#shared/activities.ts'
import type { Said } from '#shared/notices.ts'
import { recordVolunteerHelp, type VolunteerHelp } from '#server/cases/index.ts'
import type { JobHandler } from '#server/kernel/jobs.ts'
import type { AppContext } from '#server/context.ts'
import { tell } from '#server/notifications/index.ts'
import { wholeShiftsOf } from '#server/participation/index.ts'
import { sync } from './change.ts'
import { moveByClock } from './commands.ts'
import { dueToArchive, dueToStart, findActivity } from './model.ts'

export { activityOutboxes } from './model.ts'

interface Told {
  id: string
  no: string
  at: string
  verb: string
  said?: Said
  /** The sentence itself, in jobs from before notices were codes. */
  words?: string
  shift?: string
  /** Whom; everybody who is still in it where nothing is said. */
  states?: string[]
  request?: string
}

/** Days after its end at which a settled activity is put away. */
const archiveDays = 90

export const activityJobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  async activity_synced(facts) {
    const activity = await findActivity((facts as { no: string }).no)
    if (activity) await sync(activity, context.now())
  },
  async case_helped(facts) {
    const { case: no, request, ...help } = facts as unknown as VolunteerHelp & { case: string; request?: string }
    const { activity, title, people, minutes, words, photos } = help
    await recordVolunteerHelp(
      no,
      { activity, ...(title !== undefined && { title }), people, minutes, words, photos },
      { at: context.now(), city: context.city(), request }
    )
    context.moved('anything')
  },
  async activity_told(facts) {
    const { id, no, at, verb, said, words, shift, request, ...told } = facts as unknown as Told
    const states = told.states ?? ([...activeStates] as string[])
    for (const s of await wholeShiftsOf(no)) {
      if (shift && s._id !== shift) continue
      await tell(
        s.people
          .filter((e) => states.includes(e.state))
          .map((e) => ({
            _id: `${id}:${e.id}`,
            member: e.member,
            no,
            verb,
            ...(said && { said }),
            ...(words && { words }),
            signup: e.id,
            at: new Date(at)
          })),
        request
      )
    }
  }
})

export async function keepTime(context: AppContext): Promise<void> {
  const now = { at: context.now(), city: context.city() }
  for (const { no } of await dueToStart(now.at)) {
    await moveByClock(no, 'start', now)
    context.moved('anything')
  }
  const old = new Date(now.at.getTime() - archiveDays * 86_400_000)
  for (const { no } of await dueToArchive(old)) await moveByClock(no, 'archive', now)
}
