import { View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { certificateEndpoints, type CertificateRow } from '#shared/certificates.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { ask } from '../api'
import { go } from '../go'
import { useLoaded } from '../loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Page } from '../parts/page'
import { Empty, Offline, Shown } from '../parts/state'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { dayWords, own, PaperChip, spanWords } from './paper-kit'
import { PaperForm } from './paper-form'
import { Stranger } from './stranger'
import './activities.scss'

const say = miniPapers.list
const read = () => own(() => ask(certificateEndpoints.myCertificates, {}, { as: resident }))

function Row({ it }: { it: CertificateRow }) {
  const note = it.lowered ? say.lowered : it.until ? fill(say.until, { until: monthDayTime(it.until) }) : undefined
  return (
    <Tap id={`paper-${it.id}`} className="pa-row" onTap={() => go('paper', { id: it.id })}>
      <View className="pa-eh">
        <View className="ac-t">{it.office.name}</View>
        <PaperChip status={it.status} />
      </View>
      <View className="ac-m">
        {fill(say.row, { from: dayWords(it.from), to: dayWords(it.to), span: spanWords(it.minutes) })}
      </View>
      <View className="hint">{it.number ?? fill(say.asked, { date: monthDay(it.at) })}</View>
      {note && <View className={it.lowered ? 'ac-hot' : 'hint'}>{note}</View>}
    </Tap>
  )
}

/** Certificates somebody has asked for, and the way to ask for one. */
export default function Papers() {
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
      <Shown of={of} rows={3}>
        {(it) => {
          if (it === 'web') return <Stranger words={miniPapers.web} onIn={() => void of.reload()} />
          if (it.items.length === 0 && it.offices.length === 0) {
            return (
              <Empty words={say.none}>
                <Button kind="main" onTap={() => go('activities')}>
                  {miniPapers.see}
                </Button>
              </Empty>
            )
          }
          return (
            <View>
              <View className="pa-lead">{say.lead}</View>
              {it.items.length > 0 && <Heading className="ac-day">{say.own}</Heading>}
              {it.items.map((row) => (
                <Row key={row.id} it={row} />
              ))}
              {it.offices.length > 0 &&
                (asking ? (
                  <PaperForm
                    offices={it.offices}
                    onBack={() => setAsking(false)}
                    onAsked={(asked) => {
                      setAsking(false)
                      void of.reload()
                      go('paper', { id: asked.id })
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
      </Shown>
    </Page>
  )
}
