import { View } from '@tarojs/components'
import { soonestFirst } from '#shared/together.ts'
import { mini } from '#shared/locales/mini.ts'
import { miniTogether as say } from '#shared/locales/mini-together.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { Button } from '../parts/button'
import { Page } from '../parts/page'
import { Empty, Offline, WhenLoaded } from '../parts/states'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { usePageData } from '../use-loaded'
import { listing, TogetherRow } from './rows'

/** What comes next, the soonest first; choosing among all of it is a page of the second package. */
const read = async () => {
  const as = resident.viewer() ? { as: resident } : {}
  const { items } = await ask(listing, { query: { limit: 20 } }, as)
  return soonestFirst(items.filter((activityRow) => activityRow.next))
}

export default function Together() {
  const of = usePageData(read, 'together')
  return (
    <Page title={mini.tabs.activities} tab="activities">
      <Offline />
      <View className="tg-w">
        <Tap id="all-activities" className="more" onTap={() => openPage('allActivities')}>
          {say.find}
        </Tap>
        <Tap id="my-activities" className="more" onTap={() => openPage('signups')}>
          {say.own}
        </Tap>
      </View>
      <WhenLoaded of={of} rows={4}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={say.nothing} />
          ) : (
            <View className="cells">
              {rows.map((row) => (
                <TogetherRow key={row.no} of={row} />
              ))}
              <Button id="every" wide onTap={() => openPage('allActivities')}>
                {say.every}
              </Button>
            </View>
          )
        }
      </WhenLoaded>
    </Page>
  )
}
