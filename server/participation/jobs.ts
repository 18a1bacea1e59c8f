/** What happens later: notices told, seats that lapse, people reminded. Each is safe to repeat. */
import { dayOf } from '#shared/time-format.ts'
import { enqueue, type JobHandler } from '#server/kernel/jobs.ts'
import type { AppContext } from '#server/context.ts'
import { tell } from '#server/notifications/index.ts'
import { findShift } from './model.ts'
import type { ShiftRow } from './shift.ts'
import { lapse } from './waitlist.ts'

export { shiftOutboxes } from './model.ts'

const reminders = { day: 24 * 60, soon: 2 * 60 } as const

/** Two reminders a shift, due before it begins; a shift that moves gets new ones, and the old find nothing to say. */
export const remind = (shift: Pick<ShiftRow, '_id' | 'from'>, now: Date): Promise<void> =>
  enqueue(
    Object.entries(reminders)
      .map(([which, minutes]) => ({
        _id: `remind:${shift._id}:${shift.from.getTime()}:${which}`,
        topic: 'shift_near',
        dueAt: new Date(shift.from.getTime() - minutes * 60_000),
        facts: { shift: shift._id, from: shift.from.getTime(), which }
      }))
      .filter((job) => job.dueAt > now)
  )

export const shiftJobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  seat_lapsed: (facts) => lapse((facts as { signup: string }).signup, context.now()),
  async shift_near(facts) {
    const { shift: id, from, which } = facts as { shift: string; from: number; which: keyof typeof reminders }
    const shift = await findShift(id)
    if (!shift || shift.cancelled || shift.from.getTime() !== from || shift.from <= context.now()) return
    // A job that comes late must not call today tomorrow.
    if (which === 'day' && dayOf(shift.from) === dayOf(context.now())) return
    const said = {
      code: which === 'day' ? ('remindDay' as const) : ('remindSoon' as const),
      facts: { time: shift.from.toISOString(), title: shift.title, address: shift.address }
    }
    await tell(
      shift.people
        .filter((e) => e.state === 'in')
        .map((e) => ({
          _id: `${e.id}:remind:${from}:${which}`,
          member: e.member,
          no: shift.activity,
          verb: 'remind',
          said,
          signup: e.id,
          at: context.now()
        }))
    )
  }
})

export { moveQueues } from './waitlist.ts'
