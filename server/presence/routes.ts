/** Codes for organisers, passes for those who come, and everybody's comings and goings. */
import { codePeriodMs, codesAtMost, comeMinutes, goMinutes, slotOf } from '#shared/presence.ts'
import { refuse } from '#shared/errors.ts'
import { ring } from '#server/kernel/keys.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { AppContext } from '#server/context.ts'
import { isOrganiserOf } from '#server/members/index.ts'
import { findEntry, findShift, isOwner, shiftPolicy } from '#server/participation/index.ts'
import { codeOf, passOf, publicKeyOf } from './codes.ts'
import { report, type Reported } from './commands.ts'
import { eventsAround } from './model.ts'
import { presentPresence } from './present.ts'
import { sumUp } from './sum.ts'

const minute = 60_000
const firstAt = ({ from }: { from: Date }): number => from.getTime() - comeMinutes * minute
const lastAt = ({ to }: { to: Date }): number => to.getTime() + goMinutes * minute

export function presenceRoutes(context: AppContext): Pick<Handlers, 'readCodes' | 'readPresence' | 'reportPresence'> {
  const root = context.keys.checkIns
  const roots = ring(context.keys).map(({ checkIns }) => checkIns)
  return {
    async readCodes({ params, query }, viewer) {
      const shift = (await findShift(params.shift)) ?? refuse('not_found')
      shiftPolicy.permit(viewer, 'showCodes', shift)
      if (shift.cancelled || shift.settled) refuse('not_in_this_status')
      const now = context.now().getTime()
      // Nobody needs codes for another time than that of coming and going.
      const first = Math.max(slotOf(firstAt(shift)), Math.min(slotOf(now) - 1, slotOf(shift.from.getTime())))
      const last = slotOf(lastAt(shift))
      const slot = Math.min(Math.max(query.slot ?? first, slotOf(firstAt(shift))), last)
      const codes = Array.from({ length: Math.min(codesAtMost, last - slot + 1) }, (_, i) =>
        codeOf(root, shift._id, slot + i)
      )
      return {
        periodMs: codePeriodMs,
        slot,
        codes,
        publicKey: publicKeyOf(root, shift._id),
        passes: shift.people
          .filter((e) => e.state === 'in')
          .map((e) => ({ signup: e.id, name: e.name ?? '', seats: e.n }))
      }
    },

    async readPresence({ params }, viewer) {
      const found = (await findEntry(params.signup)) ?? refuse('not_found')
      const { shift, entry } = found
      if (!isOwner(viewer, entry) && !isOrganiserOf(viewer, shift)) refuse('not_found')
      const events = (await eventsAround([entry.member], [shift.from])).get(entry.member) ?? []
      return {
        shift: shift._id,
        publicKey: publicKeyOf(root, shift._id),
        pass: passOf(root, shift._id, entry.id),
        place: shift.place,
        radiusM: shift.radiusM,
        from: new Date(firstAt(shift)).toISOString(),
        to: new Date(lastAt(shift)).toISOString(),
        presence: presentPresence(
          sumUp(events, shift, context.now()),
          events.filter((e) => e.shift === shift._id)
        )
      }
    },

    async reportPresence({ body }, viewer) {
      const now = context.now()
      const { events, device, sentAt } = body
      const off = sentAt === undefined ? 0 : now.getTime() - Date.parse(sentAt)
      const answer = (results: readonly Reported[]) => ({
        at: now.toISOString(),
        results: results.map((r) =>
          r.kept
            ? { id: r.id, kept: true, presence: presentPresence(r.sum, r.events) }
            : { id: r.id, kept: false, why: r.why }
        )
      })
      const show = (report: Reported) => mustShow('reportPresence', () => answer([report]))
      return answer(await report(events, { device, off }, viewer, now, roots, show))
    }
  }
}
