import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { monthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, type CallRefused } from '../api'
import { toggleElder, useElder } from '../elder'
import { go } from '../go'
import { dial } from '../host'
import { useLoaded } from '../loaded'
import { olderOwnReports, ownReports, type OwnReport } from '../own-reports'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { Row } from '../parts/row'
import { Empty, HOTLINE, Offline, Shown, Strip } from '../parts/state'
import { Switch } from '../parts/switch'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import './mine.scss'

const say = mini.mine

const noteOf = ({ waiting, rateBy }: OwnReport) =>
  waiting && fill(say.waiting[waiting], { day: rateBy ? monthDay(rateBy) : '' })

/** What asks for an answer stands first. */
const sorted = (items: readonly OwnReport[]) =>
  [...items].sort((a, b) => Number(Boolean(b.waiting)) - Number(Boolean(a.waiting)))

function Line({ icon, words, id, onTap }: { icon: string; words: string; id: string; onTap: () => void }) {
  return (
    <Tap id={id} className="line" onTap={onTap}>
      <Icon name={icon} />
      <Text className="line-t">{words}</Text>
      <Icon name="right" className="line-r" />
    </Tap>
  )
}

export default function Mine() {
  const elder = useElder()
  const own = useLoaded(ownReports, 'own')
  const [more, setMore] = useState<{ items: OwnReport[]; older?: string | undefined }>()
  const [trouble, setTrouble] = useState<CallRefused>()
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) {
      setMore(undefined)
      void own.reload()
    }
    shown.current = true
  })
  usePullDownRefresh(() => void own.reload().finally(() => Taro.stopPullDownRefresh()))

  const older = more ? more.older : own.value?.older
  const load = async () => {
    if (!older) return
    setTrouble(undefined)
    try {
      const next = await olderOwnReports(older)
      setMore({ items: [...(more?.items ?? []), ...next.items], older: next.older })
    } catch (why) {
      setTrouble(asRefused(why))
    }
  }

  return (
    <Page title={mini.titles.mine} tab="mine">
      <Offline />
      <View className="me-h">
        <Icon name="person" />
        <Text>{resident.viewer() ? say.signedIn : say.guest}</Text>
      </View>
      <View className="own">
        <Heading className="own-h">{say.list}</Heading>
        <Shown of={own}>
          {(reports) => {
            const items = sorted([...reports.items, ...(more?.items ?? [])])
            return (
              <View>
                {reports.missing > 0 && <Strip icon="info">{fill(say.some, { n: reports.missing })}</Strip>}
                {items.length === 0 && reports.missing === 0 && (
                  <Empty words={say.none}>
                    <Button kind="main" onTap={() => go('report')}>
                      {say.shoot}
                    </Button>
                  </Empty>
                )}
                {items.map((it) => (
                  <Row
                    key={it.report}
                    of={it.case}
                    note={noteOf(it)}
                    onTap={() => go('own', { id: it.report, no: it.case.no })}
                  />
                ))}
                {trouble && <Strip icon="info">{trouble.detail}</Strip>}
                {older && (
                  <View className="own-m">
                    <Button onTap={() => void load()}>{mini.cases.older}</Button>
                  </View>
                )}
              </View>
            )
          }}
        </Shown>
      </View>
      <View className="lines">
        <Line id="activities" icon="people" words={say.activities} onTap={() => go('activities')} />
        <Line id="signups" icon="tick" words={say.signups} onTap={() => go('signups')} />
        <Line id="find" icon="key" words={say.find} onTap={() => go('find')} />
        <View className="line">
          <Switch id="elder" title={mini.elder.on} hint={mini.elder.hint} on={elder} onTurn={toggleElder} />
        </View>
        <Line id="call" icon="phone" words={fill(mini.hotline, { n: HOTLINE })} onTap={() => dial(HOTLINE)} />
        <Line id="office" icon="door" words={say.office} onTap={() => go('office')} />
      </View>
      <View className="me-p">{say.privacy}</View>
    </Page>
  )
}
