import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { hourEndpoints } from '#shared/hours.ts'
import { fill } from '#shared/locales/index.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { volunteers } from '#shared/locales/volunteers.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { useLoaded } from '../use-loaded'
import { Button } from '../parts/button'
import { Page } from '../parts/page'
import { Empty, Offline, WhenLoaded } from '../parts/states'
import { spanWords } from './hours-and-certificates'
import './activities.scss'

const say = miniVolunteers.honours
const read = () => ask(hourEndpoints.wall, {})

/** Volunteers who want to be named, under the names they chose. */
export default function Honours() {
  const of = useLoaded(read, 'wall')
  usePullDownRefresh(() => void of.reload().finally(() => Taro.stopPullDownRefresh()))
  const settings = (
    <Button id="to-profile" onTap={() => openPage('profile')}>
      {say.go}
    </Button>
  )
  return (
    <Page title={miniVolunteers.titles.honours}>
      <Offline />
      <WhenLoaded of={of} rows={4}>
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
      </WhenLoaded>
    </Page>
  )
}
