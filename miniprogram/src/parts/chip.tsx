import { Text, View } from '@tarojs/components'
import { alarmsOf } from '#shared/clock-words.ts'
import type { CaseRow, Light, DeadlineClock, Status } from '#shared/cases.ts'
import { cases } from '#shared/locales/cases.ts'
import { titleParts } from '#shared/title-parts.ts'
import { lightWords, shownLight } from '#shared/time-format.ts'
import { Icon } from './icon'

/** Icon and word, square corners, not to be pressed. 已办结 is the only solid one: done is the loudest. */
const looks = {
  received: ['tray', 'received'],
  dispatched: ['plane', 'dispatched'],
  handling: ['half', 'handling'],
  on_hold: ['pause', 'hold'],
  replied: ['speech', 'replied'],
  rework: ['turnBack', 'returned'],
  returned: ['back', 'returned'],
  closed: ['tickDisc', 'closed'],
  refused: ['slashed', 'refused'],
  withdrawn: ['trayUp', 'refused']
} as const satisfies Record<Status, readonly [string, string]>

export const statusIcon = (status: Status): string => looks[status][0]

export function Chip({ status }: { status: Status }) {
  const [icon, tone] = looks[status]
  return (
    <View className={`chip chip-${tone}`}>
      <Icon name={icon} />
      <Text>{cases.status[status]}</Text>
    </View>
  )
}

export const LightMark = ({ light }: { light: Light | 'none' }) =>
  light === 'none' ? <Icon name="tick" /> : <View className={`lt lt-${light}`} />

/** How the promise stands, in shape and words; a list says it shorter than the clocks do. */
export function LightLine({ clock, words = lightWords(clock) }: { clock: DeadlineClock; words?: string }) {
  return (
    <View className={`light light-${shownLight(clock)}`}>
      <LightMark light={shownLight(clock)} />
      <Text>{words}</Text>
    </View>
  )
}

/** Late, and by how much; read out to everybody, and since when. */
export const Alarms = ({ of }: { of: Pick<CaseRow, 'clock' | 'status' | 'exposedAt'> }) => (
  <>
    {alarmsOf(of).map(({ kind, words }) => (
      <View key={kind} className="alarm">
        {kind === 'late' ? <LightMark light="red" /> : <Icon name="horn" />}
        <Text>{words}</Text>
      </View>
    ))}
  </>
)

/** A title with the place where a line may break: WeChat has no mark for it but a character without width. */
export const titleOf = (of: { title: string; address?: string | undefined }): string => titleParts(of).join('\u200b')
