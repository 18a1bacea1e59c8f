import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { activityEndpoints } from '#shared/activities.ts'
import type { SignupView } from '#shared/activities.ts'
import { noticeEndpoints, type NoticeView } from '#shared/notices.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { ask, asRefused, isUnanswered } from '../api'
import { openPage } from '../navigation'
import { watchNetwork } from '../platform'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Empty, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { LoadedPage } from '../parts/loaded-page'
import { sendEvents, unsentEvents } from './presence'
import { SignupCard } from './signup-card'
import { timeWords } from './words'
import './activities.scss'

/** Ways to what is kept of oneself. */
const entries = () =>
  [
    ['hours', miniPapers.entry.hours],
    ['certificates', miniPapers.entry.papers],
    ['profile', miniVolunteers.titles.profile],
    ['teams', miniVolunteers.titles.teams],
    ['honours', miniVolunteers.titles.honours]
  ] as const

interface Read {
  items: readonly SignupView[]
  notices: readonly Pick<NoticeView, 'id' | 'about' | 'no' | 'at' | 'text'>[]
}

async function read(): Promise<Read> {
  if (!(await resident.token())) return { items: [], notices: [] }
  const [mine, notices] = await Promise.all([
    ask(activityEndpoints.mySignups, {}, { as: resident }),
    ask(noticeEndpoints.myNotices, {}, { as: resident })
  ])
  return {
    items: mine.items,
    notices: notices.items.filter((n) => n.about === 'activity' || n.about === 'certificate')
  }
}

/** Check-ins that were made without a network go out as soon as there is one. */
function Queue({ onSent }: { onSent: () => void }) {
  const [left, setLeft] = useState(unsentEvents().length)
  const [refused, setRefused] = useState<string[]>([])
  const flush = useCallback(async () => {
    if (unsentEvents().length === 0) return
    try {
      const results = await sendEvents()
      setRefused(results.flatMap((r) => (r.kept ? [] : [say.checkIn.rejected[r.why ?? 'unknown']])))
      onSent()
    } catch (trouble) {
      if (!isUnanswered(asRefused(trouble))) setRefused([asRefused(trouble).detail])
    }
    setLeft(unsentEvents().length)
  }, [onSent])
  useEffect(() => watchNetwork((online) => void (online && flush())), [flush])
  return (
    <>
      {left > 0 && (
        <View className="ac-card">
          <View>{fill(say.checkIn.waiting, { n: left })}</View>
          <Button id="send-queue" onTap={() => void flush()}>
            {say.checkIn.send}
          </Button>
        </View>
      )}
      {refused.map((why) => (
        <Strip key={why} icon="warn">
          {fill(say.checkIn.refused, { why })}
        </Strip>
      ))}
    </>
  )
}

function Group({ title, items, onChange }: { title: string; items: readonly SignupView[]; onChange: () => void }) {
  return items.length === 0 ? null : (
    <View>
      <Heading className="ac-day">{title}</Heading>
      {items.map((signup) => (
        <View key={signup.id} className="ac-own-row">
          <Tap
            id={`open-${signup.id}`}
            className="ac-own-h"
            onTap={() => openPage('activity', { no: signup.activity.no })}
          >
            <View className="ac-t">{signup.activity.title}</View>
            <View className="ac-m">{timeWords(signup.shift)}</View>
            <View className="ac-m">{signup.activity.address}</View>
          </Tap>
          <SignupCard of={signup} onChange={onChange} />
        </View>
      ))}
    </View>
  )
}

export default function MyActivities() {
  const of = usePageData(read, 'mine')
  const { reload } = of
  const again = useCallback(() => void reload(), [reload])
  const [now] = useState(() => Date.now())
  const isComing = (signup: SignupView) =>
    ['waiting', 'offered', 'in'].includes(signup.state) &&
    !signup.outcome &&
    Date.parse(signup.shift.to) + 7_200_000 > now
  return (
    <LoadedPage title={say.titles.mine} of={of} rows={3} above={<Queue onSent={again} />}>
      {({ items, notices }) => (
        <View>
          <View className="ac-to">
            {entries().map(([name, words]) => (
              <Tap key={name} id={`to-${name}`} className="ac-own" onTap={() => openPage(name)}>
                {words}
              </Tap>
            ))}
          </View>
          {items.length === 0 && (
            <Empty words={say.mine.none}>
              <Button kind="main" onTap={() => openPage('activities')}>
                {say.mine.see}
              </Button>
            </Empty>
          )}
          {/* The nearest first: what one is about to go to. */}
          <Group title={say.mine.coming} items={items.filter(isComing).reverse()} onChange={again} />
          <Group title={say.mine.past} items={items.filter((signup) => !isComing(signup))} onChange={again} />
          {(items.length > 0 || notices.length > 0) && (
            <View className="ac-ntc" id="notices">
              <Heading className="ac-day">{say.notices.title}</Heading>
              {notices.length === 0 && <View className="hint ac-pad">{say.notices.none}</View>}
              {notices.map((notice) => (
                <Tap
                  key={notice.id}
                  className="ac-nt"
                  onTap={() =>
                    notice.about === 'certificate'
                      ? openPage('certificate', { id: notice.no })
                      : openPage('activity', { no: notice.no })
                  }
                >
                  <View>{notice.text}</View>
                  <View className="hint">{monthDayTime(notice.at)}</View>
                </Tap>
              ))}
            </View>
          )}
        </View>
      )}
    </LoadedPage>
  )
}
