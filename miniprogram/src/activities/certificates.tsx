import { View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { certificateEndpoints, type CertificateRow } from '#shared/certificates.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { useLoaded } from '../use-loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Page } from '../parts/page'
import { Empty, Offline, WhenLoaded } from '../parts/states'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { dayWords, ifSignedIn, CertificateChip, spanWords } from './hours-and-certificates'
import { CertificateForm } from './certificate-form'
import { NotSignedIn } from './not-signed-in'
import './activities.scss'

const say = miniPapers.list
const read = () => ifSignedIn(() => ask(certificateEndpoints.myCertificates, {}, { as: resident }))

function Row({ certificate }: { certificate: CertificateRow }) {
  const note = certificate.lowered
    ? say.lowered
    : certificate.until
      ? fill(say.until, { until: monthDayTime(certificate.until) })
      : undefined
  return (
    <Tap
      id={`paper-${certificate.id}`}
      className="pa-row"
      onTap={() => openPage('certificate', { id: certificate.id })}
    >
      <View className="pa-eh">
        <View className="ac-t">{certificate.office.name}</View>
        <CertificateChip status={certificate.status} />
      </View>
      <View className="ac-m">
        {fill(say.row, {
          from: dayWords(certificate.from),
          to: dayWords(certificate.to),
          span: spanWords(certificate.minutes)
        })}
      </View>
      <View className="hint">{certificate.number ?? fill(say.asked, { date: monthDay(certificate.at) })}</View>
      {note && <View className={certificate.lowered ? 'ac-hot' : 'hint'}>{note}</View>}
    </Tap>
  )
}

/** Certificates somebody has asked for, and the way to ask for one. */
export default function CertificatesPage() {
  const of = useLoaded(read, 'papers')
  const [asking, setAsking] = useState(false)
  const shown = useRef(false)
  useDidShow(() => {
    // Whoever comes back from a notice or the PDF finds what he has written in the form.
    if (shown.current && !asking) void of.reload()
    shown.current = true
  })
  usePullDownRefresh(() => void of.reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title={miniPapers.titles.list}>
      <Offline />
      <WhenLoaded of={of} rows={3}>
        {(read) => {
          if (read === 'web') return <NotSignedIn words={miniPapers.web} onIn={() => void of.reload()} />
          if (read.items.length === 0 && read.offices.length === 0) {
            return (
              <Empty words={say.none}>
                <Button kind="main" onTap={() => openPage('activities')}>
                  {miniPapers.see}
                </Button>
              </Empty>
            )
          }
          return (
            <View>
              <View className="pa-lead">{say.lead}</View>
              {read.items.length > 0 && <Heading className="ac-day">{say.own}</Heading>}
              {read.items.map((row) => (
                <Row key={row.id} certificate={row} />
              ))}
              {read.offices.length > 0 &&
                (asking ? (
                  <CertificateForm
                    offices={read.offices}
                    onBack={() => setAsking(false)}
                    onAsked={(asked) => {
                      setAsking(false)
                      void of.reload()
                      openPage('certificate', { id: asked.id })
                    }}
                  />
                ) : (
                  <View className="ac-e">
                    <Button id="ask-paper" kind="main" onTap={() => setAsking(true)}>
                      {say.ask}
                    </Button>
                  </View>
                ))}
            </View>
          )
        }}
      </WhenLoaded>
    </Page>
  )
}
