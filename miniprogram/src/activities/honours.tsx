import { View } from '@tarojs/components'
import { hourEndpoints } from '#shared/hours.ts'
import { fill } from '#shared/locales/fill.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { volunteers } from '#shared/locales/volunteers.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Empty } from '../parts/states'
import { LoadedPage } from '../parts/loaded-page'
import { spanWords } from './hours-and-certificates'
import './activities.scss'

const say = miniVolunteers.honours
const read = () => ask(hourEndpoints.wall, {})

/** Volunteers who want to be named, under the names they chose. */
export default function Honours() {
  const of = usePageData(read, 'wall', { onReturn: false })
  const settings = (
    <Button id="to-profile" onTap={() => openPage('profile')}>
      {say.go}
    </Button>
  )
  return (
    <LoadedPage title={miniVolunteers.titles.honours} of={of} rows={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty words={say.none}>{settings}</Empty>
        ) : (
          <View>
            <View className="pa-lead vo-lead">{say.lead}</View>
            {/* Two may have chosen the same name. */}
            {items.map((volunteer, i) => (
              <View key={i} className="pa-e">
                <View className="pa-eh">
                  <View className="ac-t">{volunteer.display}</View>
                  {volunteer.star > 0 && <View className="pa-s">{fill(volunteers.star, { n: volunteer.star })}</View>}
                </View>
                <View className="hint">
                  {fill(say.row, { span: spanWords(volunteer.minutes), n: volunteer.activities })}
                </View>
              </View>
            ))}
            <View className="vo-foot">
              <View className="hint">{say.mine}</View>
              {settings}
            </View>
          </View>
        )
      }
    </LoadedPage>
  )
}
