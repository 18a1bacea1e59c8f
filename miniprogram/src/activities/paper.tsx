import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import {
  certificateEndpoints,
  type CertificateMove,
  type CertificateView,
  type Shows as Chosen
} from '#shared/certificates.ts'
import { groupedCode } from '#shared/codes.ts'
import { monthDay, monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { certificates } from '#shared/locales/certificates.ts'
import { marks } from '#shared/locales/marks.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { ask, asRefused } from '../api'
import { go } from '../go'
import { useLoaded } from '../loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Page } from '../parts/page'
import { FieldError, Offline, Shown, Strip } from '../parts/state'
import { resident } from '../session'
import { dayWords, Fact, own, PaperChip, spanWords } from './paper-kit'
import { openPdf, publicAddress } from './phone'
import { Shows } from './shows'
import { Stranger } from './stranger'
import './activities.scss'

const say = miniPapers.one
type Move = (said: CertificateMove) => Promise<string | undefined>

function Facts({ it }: { it: CertificateView }) {
  const { identity, issued } = it
  return (
    <View className="ac-kv">
      <Fact name={say.facts.office}>{it.office.name}</Fact>
      <Fact name={say.facts.period}>
        {fill(certificates.between, { from: dayWords(it.from), to: dayWords(it.to) })}
      </Fact>
      <Fact name={say.facts.hours}>{spanWords(it.minutes)}</Fact>
      <Fact name={say.facts.name}>{identity ? identity.name : say.erased}</Fact>
      <Fact name={say.facts.document}>
        {identity?.document &&
          fill(say.document, {
            kind: certificates.idKind[identity.document.kind],
            number: identity.document.number
          })}
      </Fact>
      <Fact name={say.facts.volunteerNo}>{identity?.volunteerNo}</Fact>
      <Fact name={say.facts.purpose}>{it.purpose}</Fact>
      <Fact name={say.facts.by}>{issued && fill(say.issued, { ...issued, at: yearMonthDay(issued.at) })}</Fact>
    </View>
  )
}

/** What makes a stranger believe it: the PDF, and an address at which anybody sees whether it still holds. */
function Use({ it }: { it: CertificateView }) {
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const { pdf, number = '', code = '' } = it
  const address = publicAddress(`/certificates/${number}?code=${code}`)
  const open = async (path: string) => {
    setBusy(true)
    setWrong(undefined)
    try {
      await openPdf(path)
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
    }
    setBusy(false)
  }
  const copy = () =>
    void Taro.setClipboardData({ data: address }).then(() => Taro.showToast({ title: say.copied, icon: 'none' }))
  return (
    <View className="pa-use">
      {pdf && (
        <Button id="pdf" kind="main" wide busy={busy && say.opening} onTap={() => void open(pdf)}>
          {say.open}
        </Button>
      )}
      {wrong && <FieldError id="pdf-error">{wrong}</FieldError>}
      <View className="pa-pair">
        <View>
          <View className="hint">{say.number}</View>
          <View className="pa-no" id="number">
            {number}
          </View>
        </View>
        <View>
          <View className="hint">{say.code}</View>
          <View className="pa-no" id="code">
            {groupedCode(code)}
          </View>
        </View>
      </View>
      <View>
        <View className="lab">{say.verify}</View>
        <Text className="pa-url" id="address" selectable userSelect>
          {address}
        </Text>
        <View className="hint">{say.verifyHint}</View>
      </View>
      <Button id="copy-address" icon="copy" wide onTap={copy}>
        {say.copy}
      </Button>
    </View>
  )
}

function ChangeShows({ it, onMove }: { it: CertificateView; onMove: Move }) {
  const [shows, setShows] = useState<Chosen>()
  const [wrong, setWrong] = useState<string>()
  const listed = (names: Chosen['code']): string =>
    names.map((name) => certificates.showable[name]).join(marks.list) || miniPapers.shows.nothing
  const save = async (chosen: Chosen) => {
    const refused = await onMove({ verb: 'show', version: it.version, shows: chosen })
    setWrong(refused)
    if (refused !== undefined) return
    setShows(undefined)
    void Taro.showToast({ title: miniPapers.shows.saved, icon: 'none' })
  }
  return (
    <View className="pa-box">
      {shows ? (
        <>
          <Shows of={shows} document={it.identity?.document !== undefined} onChange={setShows} />
          {wrong && <FieldError id="shows-error">{wrong}</FieldError>}
          <Button id="save-shows" onTap={() => void save(shows)}>
            {miniPapers.shows.save}
          </Button>
        </>
      ) : (
        <>
          <Heading>{miniPapers.shows.title}</Heading>
          {(['code', 'all'] as const).map((who) => (
            <View key={who}>
              <View className="hint">{miniPapers.shows[who]}</View>
              <View>{listed(it.shows[who])}</View>
            </View>
          ))}
          <Button id="change-shows" onTap={() => setShows(it.shows)}>
            {miniPapers.shows.change}
          </Button>
        </>
      )}
    </View>
  )
}

function Withdraw({ it, onMove }: { it: CertificateView; onMove: Move }) {
  const [sure, setSure] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const leave = async () => setWrong(await onMove({ verb: 'withdraw', version: it.version }))
  return (
    <View className="pa-box">
      {sure ? (
        <View className="ac-ask" aria-role="alert">
          <View className="b">{say.withdrawSure}</View>
          {wrong && <FieldError id="withdraw-error">{wrong}</FieldError>}
          <View className="btns">
            <Button id="withdraw-yes" kind="grave" onTap={() => void leave()}>
              {say.withdrawYes}
            </Button>
            <Button onTap={() => setSure(false)}>{say.withdrawNo}</Button>
          </View>
        </View>
      ) : (
        <Button id="withdraw" onTap={() => setSure(true)}>
          {say.withdraw}
        </Button>
      )}
    </View>
  )
}

const Services = ({ it }: { it: CertificateView }) => (
  <View>
    <Heading className="ac-day">{say.services}</Heading>
    {it.services.map((service, i) => (
      <View key={i} className="pa-e">
        <View className="pa-eh">
          <View className="ac-t">{service.title}</View>
          <View className="pa-n">{spanWords(service.minutes)}</View>
        </View>
        <View className="hint">
          {fill(say.service, {
            date: yearMonthDay(service.from),
            role: service.role || certificates.holder
          })}
        </View>
      </View>
    ))}
  </View>
)

const Log = ({ it }: { it: CertificateView }) => (
  <View>
    <Heading className="ac-day">{say.log}</Heading>
    {[...it.log].reverse().map((e) => (
      <View key={e.n} className="pa-e">
        <View className="ac-t">{certificates.verb[e.verb]}</View>
        <View className="hint">{fill(say.logLine, { at: monthDayTime(e.at), by: e.by || say.self })}</View>
        {e.words && <View className="pa-w">{e.words}</View>}
      </View>
    ))}
  </View>
)

function Standing({ it }: { it: CertificateView }) {
  const { notice, revoked, refused, lowered } = it
  return (
    <View className="pa-h">
      <PaperChip status={it.status} />
      <View className="pa-say" id="standing">
        {fill(miniPapers.status[it.status], { until: notice ? monthDayTime(notice.until) : '' })}
      </View>
      {revoked && (
        <>
          <View className="b">{fill(say.cause, { cause: certificates.cause[revoked.cause] })}</View>
          <View>{fill(say.said, { at: monthDay(revoked.at), by: revoked.by, words: revoked.words })}</View>
        </>
      )}
      {refused && <View>{fill(say.refusedWords, refused)}</View>}
      {lowered && it.status === 'issued' && (
        <Strip icon="warn">{fill(say.lowered, { minutes: spanWords(lowered.minutes) })}</Strip>
      )}
      {it.ledger !== undefined && (it.status === 'requested' || it.status === 'notice') && (
        <Strip icon="info">{fill(say.ledger, { ledger: spanWords(it.ledger), minutes: spanWords(it.minutes) })}</Strip>
      )}
    </View>
  )
}

/** One certificate, as its holder has it. */
export default function Paper() {
  const { params } = useRouter()
  const id = params['id'] ?? ''
  const of = useLoaded(
    () => own(() => ask(certificateEndpoints.readCertificate, { params: { certificate: id } }, { as: resident })),
    id
  )
  const shown = useRef(false)
  useDidShow(() => {
    // The address of the PDF is good for some minutes only.
    if (shown.current) void of.reload()
    shown.current = true
  })
  usePullDownRefresh(() => void of.reload().finally(() => Taro.stopPullDownRefresh()))
  const move: Move = async (body) => {
    try {
      of.replace(
        await ask(certificateEndpoints.moveCertificate, { params: { certificate: id }, body }, { as: resident })
      )
      return undefined
    } catch (trouble) {
      return asRefused(trouble).detail
    }
  }
  return (
    <Page title={miniPapers.titles.one}>
      <Offline />
      <Shown of={of} rows={3}>
        {(it) =>
          it === 'web' ? (
            <Stranger words={miniPapers.web} onIn={() => void of.reload()} />
          ) : (
            <View>
              <Standing it={it} />
              {it.status === 'issued' && <Use it={it} />}
              <Facts it={it} />
              {it.may.includes('show') && <ChangeShows it={it} onMove={move} />}
              {it.services.length > 0 && <Services it={it} />}
              <Log it={it} />
              {it.may.includes('withdraw') && <Withdraw it={it} onMove={move} />}
              {(it.status === 'revoked' || it.status === 'refused') && (
                <View className="pa-box">
                  <Button id="again-paper" onTap={() => go('papers')}>
                    {say.again}
                  </Button>
                </View>
              )}
            </View>
          )
        }
      </Shown>
    </Page>
  )
}
