import { Text, View } from '@tarojs/components'
import type { ElapsedClock, DeadlineClock, Status } from '#shared/cases.ts'
import { limitWords, shownLight } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { clocks as say } from '#shared/locales/clocks.ts'
import {
  deadlineNote,
  deadlineWords,
  elapsedNote,
  elapsedWords,
  endOf,
  mainMark,
  stripDays,
  usedWords
} from '#shared/clock-words.ts'
import { asRole } from '../aria-role'
import { boxes } from './clock-facts'
import { LightLine } from './chip'

/** One box a promised unit, filled by the time used; hatched while it stands still. */
function Meter({ clock }: { clock: DeadlineClock }) {
  const { fills, unitsABox } = boxes(clock)
  const still = clock.state === 'stopped' || clock.state === 'held'
  return (
    <View>
      <View
        className={`meter meter-${shownLight(clock)}${still ? ' meter-still' : ''}`}
        {...asRole('img')}
        aria-label={fill(say.meter, { limit: limitWords(clock.limit), used: usedWords(clock) })}
      >
        {fills.map((full, i) => (
          <View key={i} className="meter-i">
            {full > 0 && <View className="meter-b" style={{ width: `${full}%` }} />}
          </View>
        ))}
      </View>
      {unitsABox > 1 && (
        <View className="hint">{fill(say.group, { limit: limitWords({ ...clock.limit, n: unitsABox }) })}</View>
      )}
    </View>
  )
}

/** The promise and the wait, of one size and side by side: the one may not hide the other. */
export function Clocks({ clock, elapsed, status }: { clock: DeadlineClock; elapsed: ElapsedClock; status: Status }) {
  const end = endOf(status)
  return (
    <View className="clocks" {...asRole('group')} aria-label={say.both}>
      <View className="ck">
        <View className="ck-h">{say.deadline}</View>
        <View className="ck-v">{usedWords(clock)}</View>
        <View className="ck-s">{deadlineNote(clock, status)}</View>
        <Meter clock={clock} />
        {end ? (
          <View className="light">{deadlineWords(clock, status)}</View>
        ) : (
          <LightLine clock={clock} words={deadlineWords(clock)} />
        )}
      </View>
      <View className="ck">
        <View className="ck-h">{say.elapsed}</View>
        <View className="ck-v">{elapsedWords(elapsed)}</View>
        <View className="ck-s">{elapsedNote(elapsed, status)}</View>
        <View className="days">
          {stripDays(elapsed).map((day) => {
            const mark = mainMark(day.marks)
            const ended = end !== undefined && mark === 'closed'
            const look = ended ? 'ended' : mark
            return (
              <View key={day.day} className={`day${day.gap > 0 ? ' day-gap' : ''}`}>
                <View className={`day-b${day.working ? '' : ' day-off'}${look ? ` day-${look}` : ''}`}>
                  <Text className="day-w">{day.weekday}</Text>
                  <Text className="day-d">{day.date}</Text>
                </View>
                {mark && <Text className={`day-m day-m-${look}`}>{ended ? say.endMark[end] : say.marks[mark]}</Text>}
              </View>
            )
          })}
        </View>
      </View>
    </View>
  )
}
