import { View } from '@tarojs/components'
import { useState } from 'react'
import { certificateEndpoints, type CertificateRow } from '#shared/certificates.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Empty } from '../parts/states'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { LoadedPage } from '../parts/loaded-page'
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
  const [asking, setAsking] = useState(false)
  // Whoever comes back from a notice or the PDF finds what he has written in the form.
  const of = usePageData(read, 'certificates', { onReturn: !asking })
  return (
    <LoadedPage title={miniPapers.titles.list} of={of} rows={3}>
      {(found) => {
        if (found === 'web') return <NotSignedIn words={miniPapers.web} onIn={() => void of.reload()} />
        if (found.items.length === 0 && found.offices.length === 0) {
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
            {found.items.length > 0 && <Heading className="ac-day">{say.own}</Heading>}
            {found.items.map((row) => (
              <Row key={row.id} certificate={row} />
            ))}
            {found.offices.length > 0 &&
              (asking ? (
                <CertificateForm
                  offices={found.offices}
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
    </LoadedPage>
  )
}
