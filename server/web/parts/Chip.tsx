import { alarmsOf } from '#shared/clock-words.ts'
import type { CaseRow, Status } from '#shared/cases.ts'
import { caseWords } from '../frame/words.ts'
import { Icon, type IconName } from './Icon.tsx'
import { LightMark } from './Light.tsx'

export const statusIcon = {
  received: 'tray',
  dispatched: 'plane',
  handling: 'half',
  on_hold: 'pause',
  replied: 'speech',
  rework: 'turnBack',
  returned: 'back',
  closed: 'tickDisc',
  refused: 'slashed',
  withdrawn: 'trayUp'
} as const satisfies Record<Status, IconName>

/** Where a case stands: icon and word, square corners, never a link. */
export function Chip({ status }: { status: Status }) {
  return (
    <span className={`chip chip-${status}`}>
      <Icon name={statusIcon[status]} />
      {caseWords.status[status]}
    </span>
  )
}

/** Late, and by how much; read out to everybody, and since when. */
export function Alarms({ of }: { of: Pick<CaseRow, 'clock' | 'status' | 'exposedAt'> }) {
  return alarmsOf(of).map(({ kind, words }) => (
    <span key={kind} className={`alarm alarm-${kind}`}>
      {kind === 'late' ? <LightMark light="red" /> : <Icon name="horn" />}
      {words}
    </span>
  ))
}
