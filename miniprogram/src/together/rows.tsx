import { View, Text } from '@tarojs/components'
import { marks } from '#shared/locales/marks.ts'
import type { Api } from '#shared/api.ts'
import type { ActivityRow } from '#shared/activities.ts'
import { activitiesAt } from '#shared/activity-list.ts'
import { clockTime, local } from '#shared/time-format.ts'
import { nextSpan } from '#shared/together.ts'
import { fill } from '#shared/locales/fill.ts'
import { when } from '#shared/locales/time-format.ts'
import { miniTogether as say } from '#shared/locales/mini-together.ts'
import { openPage } from '../navigation'
import { Icon } from '../parts/icon'
import { Tap } from '../parts/tap'

/** The list of activities as an endpoint, without the contract of everything else about activities. */
export const listing = activitiesAt as Api['listActivities']

/** Seats as one sentence. */
export const seatWords = (activity: Pick<ActivityRow, 'seats' | 'status' | 'to'>): string =>
  (activity.status !== 'open' && activity.status !== 'running') || Date.parse(activity.to) <= Date.now()
    ? say.closed
    : activity.seats > 0
      ? fill(say.free, { n: activity.seats })
      : say.wait

/** An activity under the day of its next shift. */
export function TogetherRow({ of }: { of: ActivityRow }) {
  const { from } = nextSpan(of)
  const { day, month, weekday } = local(from)
  return (
    <Tap id={`together-${of.no}`} className="todo" onTap={() => openPage('activity', { no: of.no })}>
      <View className="dt">
        <View className="dt-d">{day}</View>
        <View className="dt-w">{fill(say.day, { month, weekday: when.weekday[weekday] ?? '' })}</View>
      </View>
      <View className="todo-b">
        <View className="b">{of.title}</View>
        <View className="todo-t">
          {clockTime(from)}
          {marks.comma}
          {of.address}
          {marks.stop}
          {seatWords(of)}
        </View>
        {of.mine && <Text className="todo-m">{say.mineMark}</Text>}
      </View>
      <Icon name="right" />
    </Tap>
  )
}
