import { View } from '@tarojs/components'
import { marks } from '#shared/locales/marks.ts'
import type { ActivityRow } from '#shared/activities.ts'
import { clockTime, local } from '#shared/time-format.ts'
import { findTogether, nextSpan } from '#shared/together.ts'
import { fill, words } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { seatWords } from '../activities/words'
import { listing } from '../activities/listing'
import { ask } from '../api'
import { openPage } from '../navigation'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Tap } from '../parts/tap'
import { useLoaded } from '../use-loaded'

const say = mini.home
const atMost = 2

const read = () => findTogether(async (query) => (await ask(listing, { query })).items, Date.now(), atMost)

function Activity({ of }: { of: ActivityRow }) {
  const { from } = nextSpan(of)
  const { day, month, weekday } = local(from)
  return (
    <Tap id={`together-${of.no}`} className="todo" onTap={() => openPage('activity', { no: of.no })}>
      <View className="dt">
        <View className="dt-d">{day}</View>
        <View className="dt-w">{fill(say.together.day, { month, weekday: words.when.weekday[weekday] ?? '' })}</View>
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
      </View>
      <Icon name="right" />
    </Tap>
  )
}

/** What one can do with others at the weekend; without a network, or with nothing planned, only the way to all of it. */
export function TogetherCells() {
  const { value } = useLoaded(read, 'together')
  const rows = value?.rows ?? []
  return (
    <View className="cells">
      {value && rows.length > 0 && <Heading>{value.weekend ? say.together.weekend : say.together.soon}</Heading>}
      {rows.map((row) => (
        <Activity key={row.no} of={row} />
      ))}
      <Tap id="activities" className="todo" onTap={() => openPage('activities')}>
        <Icon name="people" />
        <View className="todo-b">
          <View className="b">{rows.length > 0 ? say.together.all : say.activities}</View>
          {rows.length === 0 && <View className="todo-t">{say.activitiesHint}</View>}
        </View>
        <Icon name="right" />
      </Tap>
    </View>
  )
}
