import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { mini } from '#shared/locales/mini.ts'
import { call } from '../api'
import { useLoaded } from '../use-loaded'
import MapView from '../map-view'
import { Affected } from '../parts/affected'
import { CaseBody } from '../parts/case-body'
import { Heading } from '../parts/heading'
import { fill } from '#shared/locales/fill.ts'
import { LoadedPage } from '../parts/loaded-page'
import './cases.scss'

const ZOOM = 16

/** A published case, as anyone may read it. */
export default function CasePage() {
  const { params } = useRouter()
  const no = params['no'] ?? ''
  const of = useLoaded(() => call('readCase', { params: { no } }), no)
  return (
    <LoadedPage title={mini.titles.case} of={of}>
      {(found) => (
        <View>
          <CaseBody of={found} />
          <Affected of={found} onChange={() => void of.reload()} />
          {found.place && (
            <View className="sec">
              <Heading>{mini.case.place}</Heading>
              <MapView
                className="case-m"
                centre={found.place}
                zoom={ZOOM}
                still
                label={fill(mini.place.map, { where: found.address ?? found.area.name })}
                pins={[
                  {
                    id: found.no,
                    at: found.place,
                    title: found.title,
                    status: found.status,
                    light: found.clock.light
                  }
                ]}
              />
              <View className="hint">{found.address ?? found.area.name}</View>
            </View>
          )}
        </View>
      )}
    </LoadedPage>
  )
}
