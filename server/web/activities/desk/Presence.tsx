/** What a person's phone and the organiser reported: who came when and went when, how it is known, and what wants a look. */
import { marks } from '#shared/locales/marks.ts'
import type { PresenceView } from '#shared/presence.ts'
import { clockTime } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { fill, say } from './words.ts'

const { roster } = say

export function Presence({ row }: { row: { presence: PresenceView } }) {
  const { state, events, flags } = row.presence
  return (
    <>
      {events.length === 0 && <span className="dim">{roster.presence[state]}</span>}
      {events.map((e, i) => (
        <small key={i}>
          {fill(roster.at, { kind: roster.kind[e.kind], time: clockTime(e.at), how: roster.how[e.how] })}
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
