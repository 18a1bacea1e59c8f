import { metresBetween } from '#shared/distance.ts'
import { marks } from '#shared/locales/marks.ts'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { activityEndpoints, type ActivityRow } from '#shared/activities.ts'
import { nextSpan, soonestFirst } from '#shared/together.ts'
import { addDays, clockTime, dayOf } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { activities } from '#shared/locales/activities.ts'
import { mini } from '#shared/locales/mini.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { ask } from '../api'
import { asRole } from '../aria-role'
import { openPage } from '../navigation'
import { Button } from '../parts/button'
import { Picture } from '../parts/image'
import { Page } from '../parts/page'
import { Empty, Offline, WhenLoaded, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { locatePhone } from '../place'
import type { Spot } from '../place/datum'
import { resident } from '../session'
import { usePageData } from '../use-loaded'
import { usePages } from '../use-pages'
import { Older } from '../parts/older'
import { dateWords, endTime, farWords, seatWords } from './words'
import './activities.scss'

type Filter = 'all' | 'week' | 'free' | 'near'
const filters: readonly Filter[] = ['all', 'week', 'free', 'near']

function Row({ activity, from }: { activity: ActivityRow; from: Spot | undefined }) {
  const span = nextSpan(activity)
  return (
    <Tap id={`activity-${activity.no}`} className="ac-row" onTap={() => openPage('activity', { no: activity.no })}>
      <View className="ac-b">
        <View className="ac-t">{activity.title}</View>
        <View className="ac-m">
          {fill(say.short, { from: clockTime(span.from), to: endTime(span) })}
          {marks.comma}
          {activity.address}
        </View>
        <View className={activity.seats > 0 ? 'ac-free' : 'ac-wait'}>
          {seatWords(activity)}
          {activity.mine && <Text className="ac-mine">{say.mineMark}</Text>}
        </View>
        <View className="ac-x">
          <Text>{activities.kind[activity.kind]}</Text>
          <Text>{activity.area.name}</Text>
          {from && <Text>{farWords(metresBetween(from, activity.place))}</Text>}
          {activity.demo && <Text>{mini.demo}</Text>}
        </View>
      </View>
      {activity.cover && (
        <View className="ac-p">
          <Picture src={activity.cover.small} alt="" />
        </View>
      )}
    </Tap>
  )
}

/** Under the days they begin; nearby is by distance, and then a day stands in each row's own line. */
function Rows({ items, from }: { items: readonly ActivityRow[]; from: Spot | undefined }) {
  const sorted = from
    ? [...items].sort((a, b) => metresBetween(from, a.place) - metresBetween(from, b.place))
    : soonestFirst(items)
  return (
    <>
      {sorted.map((activity, i) => {
        const before = sorted[i - 1]
        const { from: begins } = nextSpan(activity)
        const fresh = !before || dayOf(nextSpan(before).from) !== dayOf(begins)
        return (
          <View key={activity.no}>
            {fresh && <View className="ac-day">{dateWords(begins)}</View>}
            <Row activity={activity} from={from} />
          </View>
        )
      })}
    </>
  )
}

export default function Activities() {
  const [filter, setFilter] = useState<Filter>('all')
  const [from, setFrom] = useState<Spot>()
  const [nowhere, setNowhere] = useState(false)
  const [today] = useState(() => dayOf(Date.now()))
  const query =
    filter === 'week' ? { from: today, to: addDays(today, 6) } : filter === 'free' ? { free: '1' as const } : {}
  // Whoever has been here before is told where he has a seat; a guest sees the same list without it.
  const as = resident.viewer() ? { as: resident } : {}
  const page = (after?: string) =>
    ask(activityEndpoints.listActivities, { query: { ...query, limit: 20, ...(after && { after }) } }, as)
  const first = usePageData(() => page(), filter, { onReturn: false })
  const pages = usePages(first.value, page)
  const choose = async (name: Filter) => {
    setFilter(name)
    setNowhere(false)
    if (name !== 'near') return setFrom(undefined)
    const located = await locatePhone()
    if (located.ok) setFrom(located.spot)
    else setNowhere(true)
  }

  return (
    <Page title={say.titles.list}>
      <Offline />
      <View className="ac-f">
        <View className="ac-pills" {...asRole('radiogroup')} aria-label={say.filters.label}>
          {filters.map((name) => (
            <Tap
              key={name}
              id={`filter-${name}`}
              className="pill"
              role="radio"
              on={name === filter}
              onTap={() => void choose(name)}
            >
              <Text>{say.filters[name]}</Text>
            </Tap>
          ))}
        </View>
        <Tap id="my-activities" className="ac-own" onTap={() => openPage('signups')}>
          {say.entry.mine}
        </Tap>
      </View>
      {nowhere && <Strip icon="info">{say.nearOff}</Strip>}
      <WhenLoaded of={first} rows={4}>
        {() =>
          pages.items.length === 0 ? (
            <Empty words={say.none}>
              {filter !== 'all' && <Button onTap={() => void choose('all')}>{say.all}</Button>}
            </Empty>
          ) : (
            <View>
              <Rows items={pages.items} from={from} />
              <Older of={pages} end={say.end} />
            </View>
          )
        }
      </WhenLoaded>
    </Page>
  )
}
