import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { mini } from '#shared/locales/mini.ts'
import { call } from '../api'
import { useLoaded } from '../loaded'
import MapView from '../map-view'
import { CaseBody } from '../parts/case-body'
import { Heading } from '../parts/heading'
import { Page } from '../parts/page'
import { Offline, Shown } from '../parts/state'
import { fill } from '#shared/locales/index.ts'
import './cases.scss'

const ZOOM = 16

/** A published case, as anyone may read it. */
export default function CasePage() {
  const { params } = useRouter()
  const no = params['no'] ?? ''
  const of = useLoaded(() => call('readCase', { params: { no } }), no)
  return (
    <Page title={mini.titles.case}>
      <Offline />
      <Shown of={of}>
        {(it) => (
          <View>
            <CaseBody of={it} />
            {it.place && (
              <View className="sec">
                <Heading>{mini.case.place}</Heading>
                <MapView
                  className="case-m"
                  centre={it.place}
                  zoom={ZOOM}
                  still
                  label={fill(mini.place.map, { where: it.address ?? it.area.name })}
                  pins={[{ id: it.no, at: it.place, title: it.title, status: it.status, light: it.clock.light }]}
                />
                <View className="hint">{it.address ?? it.area.name}</View>
              </View>
            )}
          </View>
        )}
      </Shown>
    </Page>
  )
}
