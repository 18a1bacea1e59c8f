/** The deadline light: a shape, a hue and words, never the hue alone. */
import type { Light as Hue, DeadlineClock } from '#shared/cases.ts'
import { lightWords } from '#shared/time-format.ts'
import { Icon } from './Icon.tsx'

export const lightShape = {
  green: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0z',
  yellow: 'M8 1.5 15.5 14.5H.5z',
  red: 'M2 2h12v12H2z'
} as const satisfies Record<Hue, string>

/** The shape alone, for where the words stand nearby; what is over has a tick. */
export function LightMark({ light, title }: { light: Hue | 'none'; title?: string }) {
  if (light === 'none') return <Icon name="tick" />
  return (
    <svg
      className={`lt lt-${light}`}
      viewBox="0 0 16 16"
      width="13"
      height="13"
      focusable="false"
      {...(title ? { role: 'img', 'aria-label': title } : { 'aria-hidden': true })}
    >
      <path d={lightShape[light]} />
    </svg>
  )
}

/** The shape with what it says: 还剩 1 天 3 小时. `words` replaces the clock's own sentence. */
export function Light({ clock, words }: { clock: DeadlineClock; words?: string }) {
  return (
    <span className={`light light-${clock.light}`}>
      <LightMark light={clock.light} />
      {words ?? lightWords(clock)}
    </span>
  )
}
