/** What a person's phone and the organiser reported: who came when and went when, how it is known, and what wants a look. */
import { marks } from '#shared/locales/marks.ts'
import type { PresenceView } from '#shared/presence.ts'
import { addDays, clockTime, dayOf, monthDay } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { fill, say } from './words.ts'

const { roster } = say

/** 01:55 of another day than the shift began on says so. */
function timeOf(at: string, from: string): string {
  const [day, first, time] = [dayOf(at), dayOf(from), clockTime(at)]
  if (day === first) return time
  return day === addDays(first, 1) ? fill(roster.nextDay, { time }) : fill(roster.otherDay, { day: monthDay(at), time })
}

/** `from`: when the shift began. */
export function Presence({ row, from }: { row: { presence: PresenceView }; from: string }) {
  const { state, events, flags } = row.presence
  return (
    <>
      {events.length === 0 && <span className="dim">{roster.presence[state]}</span>}
      {events.map((e, i) => (
        <small key={i}>
          {fill(roster.at, { kind: roster.kind[e.kind], time: timeOf(e.at, from), how: roster.how[e.how] })}
          {e.reason && `${marks.colon}${e.reason}`}
        </small>
      ))}
      {flags.length > 0 && (
        <small className="oa-flag">
          <Icon name="warn" />
          {flags.map((f) => roster.flags[f]).join(marks.list)}
        </small>
      )}
    </>
  )
}
