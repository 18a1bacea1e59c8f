import { View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { SignupView } from '#shared/activities.ts'
import type { ApiAnswer } from '#shared/api.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { asRefused, call, isUnheard } from '../api'
import { go } from '../go'
import { watchNetwork } from '../host'
import { useLoaded } from '../loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Page } from '../parts/page'
import { Empty, Offline, Shown, Strip } from '../parts/state'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { send, waiting } from './presence'
import { SignupCard } from './signup-card'
import { timeWords } from './words'
import './activities.scss'

/** Ways to what is kept of oneself. */
const entries = [
  ['hours', miniPapers.entry.hours],
  ['papers', miniPapers.entry.papers],
  ['profile', miniVolunteers.titles.profile],
  ['teams', miniVolunteers.titles.teams],
  ['honours', miniVolunteers.titles.honours]
] as const

interface Read {
  items: readonly SignupView[]
  notices: readonly Pick<ApiAnswer<'myNotices'>['items'][number], 'about' | 'no' | 'at' | 'words'>[]
}

async function read(): Promise<Read> {
  if (!(await resident.token())) return { items: [], notices: [] }
  const [mine, notices] = await Promise.all([
    call('mySignups', {}, { as: resident }),
    call('myNotices', {}, { as: resident })
  ])
  return { items: mine.items, notices: notices.items.filter((n) => n.about !== 'case' && n.words) }
}

/** Check-ins that were made without a network go out as soon as there is one. */
function Queue({ onSent }: { onSent: () => void }) {
  const [left, setLeft] = useState(waiting().length)
  const [refused, setRefused] = useState<string[]>([])
  const flush = useCallback(async () => {
    if (waiting().length === 0) return
    try {
      const results = await send()
      setRefused(results.flatMap((r) => (r.kept ? [] : [say.checkIn.rejected[r.why ?? 'unknown']])))
      onSent()
    } catch (trouble) {
      if (!isUnheard(asRefused(trouble))) setRefused([asRefused(trouble).detail])
    }
    setLeft(waiting().length)
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
      {items.map((it) => (
        <View key={it.id} className="ac-own-row">
          <Tap id={`open-${it.id}`} className="ac-own-h" onTap={() => go('activity', { no: it.activity.no })}>
            <View className="ac-t">{it.activity.title}</View>
            <View className="ac-m">{timeWords(it.shift)}</View>
            <View className="ac-m">{it.activity.address}</View>
          </Tap>
          <SignupCard of={it} onChange={onChange} />
        </View>
      ))}
    </View>
  )
}

export default function MyActivities() {
  const of = useLoaded(read, 'mine')
  const { reload } = of
  const again = useCallback(() => void reload(), [reload])
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) again()
    shown.current = true
  })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const [now] = useState(() => Date.now())
  const isComing = (it: SignupView) =>
    ['waiting', 'offered', 'in'].includes(it.state) && !it.outcome && Date.parse(it.shift.to) + 7_200_000 > now
  return (
    <Page title={say.titles.mine}>
      <Offline />
      <Queue onSent={again} />
      <Shown of={of} rows={3}>
        {({ items, notices }) => (
          <View>
            <View className="ac-to">
              {entries.map(([name, words]) => (
                <Tap key={name} id={`to-${name}`} className="ac-own" onTap={() => go(name)}>
                  {words}
                </Tap>
              ))}
            </View>
            {items.length === 0 && (
              <Empty words={say.mine.none}>
                <Button kind="main" onTap={() => go('activities')}>
                  {say.mine.see}
                </Button>
              </Empty>
            )}
            {/* The nearest first: what one is about to go to. */}
            <Group title={say.mine.coming} items={items.filter(isComing).reverse()} onChange={again} />
            <Group title={say.mine.past} items={items.filter((it) => !isComing(it))} onChange={again} />
            {(items.length > 0 || notices.length > 0) && (
              <View className="ac-ntc" id="notices">
                <Heading className="ac-day">{say.notices.title}</Heading>
                {notices.length === 0 && <View className="hint ac-pad">{say.notices.none}</View>}
                {notices.map((it) => (
                  <Tap
                    key={`${it.no}${it.at}`}
                    className="ac-nt"
                    onTap={() =>
                      it.about === 'certificate' ? go('paper', { id: it.no }) : go('activity', { no: it.no })
                    }
                  >
                    <View>{it.words}</View>
                    <View className="hint">{monthDayTime(it.at)}</View>
                  </Tap>
                ))}
              </View>
            )}
          </View>
        )}
      </Shown>
    </Page>
  )
}
