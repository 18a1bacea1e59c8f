import { Text, View } from '@tarojs/components'
import type { ElapsedClock, DeadlineClock, Status } from '#shared/cases.ts'
import { limitWords, shownLight } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { boxes, endOf, mainMark, deadlineNote, stripDays, usedWords } from './clock-facts'
import { LightLine } from './chip'

const say = mini.clocks

/** One box a promised unit, filled by the time used; hatched while it stands still. */
function Meter({ clock }: { clock: DeadlineClock }) {
  const { fills, unitsABox } = boxes(clock)
  const still = clock.state === 'stopped' || clock.state === 'held'
  return (
    <View>
      <View
        className={`meter meter-${shownLight(clock)}${still ? ' meter-still' : ''}`}
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
    <View className="clocks" aria-label={say.label}>
      <View className="ck">
        <View className="ck-h">{say.deadline}</View>
        <View className="ck-v">{usedWords(clock)}</View>
        <View className="ck-s">{deadlineNote(clock, status)}</View>
        <Meter clock={clock} />
        {end ? <View className="light">{say.noMore}</View> : <LightLine clock={clock} />}
      </View>
      <View className="ck">
        <View className="ck-h">{say.elapsed}</View>
        <View className="ck-v">{elapsed.days === 0 ? say.sameDay : fill(say.days, { n: elapsed.days })}</View>
        <View className="ck-s">{end ? say.doneEnded[end] : elapsed.to ? say.done : say.open}</View>
        <View className="days">
          {stripDays(elapsed).map((day) => {
            const mark = mainMark(day.marks)
            const ended = end !== undefined && mark === 'closed'
            const look = ended ? 'ended' : mark
            return (
              <View key={day.day} className={`day${day.gap ? ' day-gap' : ''}`}>
                <View className={`day-b${day.working ? '' : ' day-off'}${look ? ` day-${look}` : ''}`}>
                  <Text className="day-w">{day.weekday}</Text>
                  <Text className="day-d">{day.date}</Text>
                </View>
                {mark && <Text className={`day-m day-m-${look}`}>{ended ? say.markEnded[end] : say.marks[mark]}</Text>}
              </View>
            )
          })}
        </View>
      </View>
    </View>
  )
}
