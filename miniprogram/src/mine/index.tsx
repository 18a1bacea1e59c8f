import { Text, View } from '@tarojs/components'
import { monthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { draftsQueued, useDrafts } from '../drafts'
import { toggleElder, useElder } from '../elder'
import { openPage } from '../navigation'
import { useLastTaken } from '../outbox'
import { dial } from '../platform'
import { olderReports, myReports, type MyReport } from '../my-reports'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { CaseListRow } from '../parts/case-list-row'
import { QueuedLines } from '../parts/queued-lines'
import { Empty, HOTLINE, Offline, WhenLoaded, Strip } from '../parts/states'
import { Switch } from '../parts/switch'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { usePageData } from '../use-loaded'
import { usePages } from '../use-pages'
import { Older } from '../parts/older'
import './mine.scss'

const say = mini.mine

const noteOf = ({ waiting, rateBy }: MyReport) =>
  waiting && fill(say.waiting[waiting], { day: rateBy ? monthDay(rateBy) : '' })

/** What asks for an answer stands first. */
const sorted = (items: readonly MyReport[]) =>
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
  const waiting = useDrafts(draftsQueued).length
  const own = usePageData(myReports, `own ${useLastTaken() ?? ''}`)
  const pages = usePages(own.value, olderReports)

  return (
    <Page title={mini.titles.mine} tab="mine">
      <Offline />
      <View className="me-h">
        <Icon name="person" />
        <Text>{resident.viewer() ? say.signedIn : say.guest}</Text>
      </View>
      <QueuedLines />
      <View className="own">
        <Heading className="own-h">{say.list}</Heading>
        <WhenLoaded of={own}>
          {(reports) => {
            const items = sorted(pages.items)
            return (
              <View>
                {reports.missing > 0 && <Strip icon="info">{fill(say.some, { n: reports.missing })}</Strip>}
                {items.length === 0 && reports.missing === 0 && waiting === 0 && (
                  <Empty words={say.none}>
                    <Button kind="main" onTap={() => openPage('report')}>
                      {say.shoot}
                    </Button>
                  </Empty>
                )}
                {items.map((report) => (
                  <CaseListRow
                    key={report.report}
                    of={report.case}
                    note={noteOf(report)}
                    onTap={() => openPage('myReport', { id: report.report, no: report.case.no })}
                  />
                ))}
                <Older of={pages} />
              </View>
            )
          }}
        </WhenLoaded>
      </View>
      <View className="lines">
        <Line id="activities" icon="people" words={say.activities} onTap={() => openPage('activities')} />
        <Line id="signups" icon="tick" words={say.signups} onTap={() => openPage('signups')} />
        <Line id="notices" icon="horn" words={say.notices} onTap={() => openPage('notices')} />
        <Line id="privacy" icon="person" words={say.own} onTap={() => openPage('privacy')} />
        <Line id="find" icon="key" words={say.find} onTap={() => openPage('findReport')} />
        <View className="line">
          <Switch id="elder" title={mini.elder.on} hint={mini.elder.hint} on={elder} onTurn={toggleElder} />
        </View>
        <Line id="call" icon="phone" words={fill(mini.hotline, { n: HOTLINE })} onTap={() => dial(HOTLINE)} />
        <Line id="office" icon="door" words={say.office} onTap={() => openPage('office')} />
      </View>
      <View className="me-p">{say.privacy}</View>
    </Page>
  )
}
