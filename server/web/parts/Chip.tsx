import type { Status } from '#shared/cases.ts'
import { caseWords } from '../frame/words.ts'
import { Icon, type IconName } from './Icon.tsx'

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
