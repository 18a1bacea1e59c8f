import { Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { queueTabs, type CaseRow, type QueueTab } from '#shared/cases.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { call } from '../api'
import { openPage, replacePage } from '../navigation'
import { Button } from '../parts/button'
import { Page } from '../parts/page'
import { CaseListRow } from '../parts/case-list-row'
import { Empty, Offline, WhenLoaded } from '../parts/states'
import { Tap } from '../parts/tap'
import { staff } from '../session'
import { usePageData } from '../use-loaded'
import { grouped } from './groups'
import { asRole } from '../aria-role'
import './office.scss'

const say = mini.office
/** What one can do on a phone in the street; the rest is the desk's. */
const COUNT_ATMOST = 99

function Groups({ items, now }: { items: readonly CaseRow[]; now: number }) {
  return (
    <View>
      {grouped(items, now).map(([group, rows]) => (
        <View key={group}>
          <View className="q-h">
            <Text>{say.groups[group]}</Text>
            <Text>{rows.length}</Text>
          </View>
          {rows.map((row) => (
            <CaseListRow key={row.no} of={row} onTap={() => openPage('officeCase', { no: row.no })} />
          ))}
        </View>
      ))}
    </View>
  )
}

function Queue() {
  const [tab, setTab] = useState<QueueTab>('todo')
  const queue = usePageData(async () => {
    const answer = await call('queue', { query: { tab } }, { as: staff })
    return { ...answer, readAt: Date.now() }
  }, tab)
  // Somebody whose sign-in is over, or who never had one, is shown the door and not an error.
  const over = queue.trouble?.code === 'session_over' || queue.trouble?.code === 'unauthenticated'
  useEffect(() => {
    if (over) replacePage('officeSignIn')
  }, [over])

  const viewer = staff.viewer()
  const counts = queue.value?.counts ?? {}
  const leave = () => void staff.leave().then(() => openPage('mine'))
  return (
    <>
      <View className="of-h">
        <View>
          <View className="b">{viewer?.officeName}</View>
          <View className="hint">{viewer?.name}</View>
        </View>
        <Button id="sign-out" kind="link" onTap={leave}>
          {say.out}
        </Button>
      </View>
      <View className="of-tabs" {...asRole('tablist')} aria-label={say.tabsLabel}>
        {queueTabs
          .filter((name) => name in counts || name === tab)
          .map((name) => {
            const count = counts[name] ?? 0
            return (
              <Tap
                key={name}
                id={`tab-${name}`}
                className="of-tab"
                role="tab"
                on={name === tab}
                onTap={() => setTab(name)}
              >
                <Text>{say.tabs[name]}</Text>
                {name !== 'all' && <Text className="of-n">{count > COUNT_ATMOST ? say.many : count}</Text>}
              </Tap>
            )
          })}
      </View>
      <WhenLoaded of={queue} rows={5}>
        {({ items, readAt }) =>
          items.length === 0 ? <Empty words={say.none} /> : <Groups items={items} now={readAt} />
        }
      </WhenLoaded>
      <View className="of-d">{fill(say.desk, { path: say.deskPath })}</View>
    </>
  )
}

export default function Office() {
  const [inside, setInside] = useState(Boolean(staff.viewer()))
  useDidShow(() => {
    const now = Boolean(staff.viewer())
    setInside(now)
    if (!now) replacePage('officeSignIn')
  })
  return (
    <Page title={mini.titles.office}>
      <Offline />
      {inside && <Queue />}
    </Page>
  )
}
