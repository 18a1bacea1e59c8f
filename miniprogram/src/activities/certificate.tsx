import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import {
  certificateEndpoints,
  type CertificateMove,
  type CertificateView,
  type Shows as Chosen
} from '#shared/certificates.ts'
import { groupedCode } from '#shared/codes.ts'
import { monthDay, monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { certificates } from '#shared/locales/certificates.ts'
import { marks } from '#shared/locales/marks.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { ask, asRefused } from '../api'
import { asRole } from '../aria-role'
import { openPage } from '../navigation'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { FieldError, Strip } from '../parts/states'
import { resident } from '../session'
import { LoadedPage } from '../parts/loaded-page'
import { dayWords, Fact, ifSignedIn, CertificateChip, spanWords } from './hours-and-certificates'
import { openPdf, publicAddress } from './device'
import { ShowsField } from './shows-field'
import { NotSignedIn } from './not-signed-in'
import './activities.scss'

const say = miniPapers.one
type Move = (said: CertificateMove) => Promise<string | undefined>

function Facts({ certificate }: { certificate: CertificateView }) {
  const { identity, issued } = certificate
  return (
    <View className="ac-kv">
      <Fact name={say.facts.office}>{certificate.office.name}</Fact>
      <Fact name={say.facts.period}>
        {fill(certificates.between, { from: dayWords(certificate.from), to: dayWords(certificate.to) })}
      </Fact>
      <Fact name={say.facts.hours}>{spanWords(certificate.minutes)}</Fact>
      <Fact name={say.facts.name}>{identity ? identity.name : say.erased}</Fact>
      <Fact name={say.facts.document}>
        {identity?.document &&
          fill(say.document, {
            kind: certificates.idKind[identity.document.kind],
            number: identity.document.number
          })}
      </Fact>
      <Fact name={say.facts.volunteerNo}>{identity?.volunteerNo}</Fact>
      <Fact name={say.facts.purpose}>{certificate.purpose}</Fact>
      <Fact name={say.facts.by}>{issued && fill(say.issued, { ...issued, at: yearMonthDay(issued.at) })}</Fact>
    </View>
  )
}

/** What makes a stranger believe it: the PDF, and an address at which anybody sees whether it still holds. */
function Use({ certificate }: { certificate: CertificateView }) {
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const { pdf, number = '', code = '' } = certificate
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

function ChangeShows({ certificate, onMove }: { certificate: CertificateView; onMove: Move }) {
  const [shows, setShows] = useState<Chosen>()
  const [wrong, setWrong] = useState<string>()
  const listed = (to: keyof Chosen): string =>
    certificate.shows[to].map((name) => certificates.showable[name]).join(marks.list) || miniPapers.shows.nothing[to]
  const save = async (chosen: Chosen) => {
    const refused = await onMove({ verb: 'show', version: certificate.version, shows: chosen })
    setWrong(refused)
    if (refused !== undefined) return
    setShows(undefined)
    void Taro.showToast({ title: miniPapers.shows.saved, icon: 'none' })
  }
  return (
    <View className="pa-box">
      {shows ? (
        <>
          <ShowsField of={shows} document={certificate.identity?.document !== undefined} onChange={setShows} />
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
              <View>{listed(who)}</View>
            </View>
          ))}
          <Button id="change-shows" onTap={() => setShows(certificate.shows)}>
            {miniPapers.shows.change}
          </Button>
        </>
      )}
    </View>
  )
}

function Withdraw({ certificate, onMove }: { certificate: CertificateView; onMove: Move }) {
  const [sure, setSure] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const leave = async () => setWrong(await onMove({ verb: 'withdraw', version: certificate.version }))
  return (
    <View className="pa-box">
      {sure ? (
        <View className="ac-ask" {...asRole('alert')}>
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

const Services = ({ certificate }: { certificate: CertificateView }) => (
  <View>
    <Heading className="ac-day">{say.services}</Heading>
    {certificate.services.map((service, i) => (
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
        {service.beyond !== undefined && (
          <View className="hint">{fill(certificates.beyond, { n: service.beyond })}</View>
        )}
      </View>
    ))}
  </View>
)

const Log = ({ certificate }: { certificate: CertificateView }) => (
  <View>
    <Heading className="ac-day">{say.log}</Heading>
    {[...certificate.log].reverse().map((e) => (
      <View key={e.n} className="pa-e">
        <View className="ac-t">{certificates.verb[e.verb]}</View>
        <View className="hint">{fill(say.logLine, { at: monthDayTime(e.at), by: e.by || say.self })}</View>
        {e.words && <View className="pa-w">{e.words}</View>}
      </View>
    ))}
  </View>
)

function Standing({ certificate }: { certificate: CertificateView }) {
  const { notice, revoked, refused, lowered } = certificate
  return (
    <View className="pa-h">
      <CertificateChip status={certificate.status} />
      <View className="pa-say" id="standing">
        {fill(miniPapers.status[certificate.status], { until: notice ? monthDayTime(notice.until) : '' })}
      </View>
      {revoked && (
        <>
          <View className="b">{fill(say.cause, { cause: certificates.cause[revoked.cause] })}</View>
          <View>{fill(say.said, { at: monthDay(revoked.at), by: revoked.by, words: revoked.words })}</View>
        </>
      )}
      {refused && <View>{fill(say.refusedWords, refused)}</View>}
      {lowered && certificate.status === 'issued' && (
        <Strip icon="warn">{fill(say.lowered, { minutes: spanWords(lowered.minutes) })}</Strip>
      )}
      {certificate.ledger !== undefined && (certificate.status === 'requested' || certificate.status === 'notice') && (
        <Strip icon="info">
          {fill(say.ledger, { ledger: spanWords(certificate.ledger), minutes: spanWords(certificate.minutes) })}
        </Strip>
      )}
    </View>
  )
}

/** One certificate, as its holder has it. */
export default function CertificatePage() {
  const { params } = useRouter()
  const id = params['id'] ?? ''
  const of = usePageData(
    () =>
      ifSignedIn(() => ask(certificateEndpoints.readCertificate, { params: { certificate: id } }, { as: resident })),
    id
  )
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
    <LoadedPage title={miniPapers.titles.one} of={of} rows={3}>
      {(certificate) =>
        certificate === 'web' ? (
          <NotSignedIn words={miniPapers.web} onIn={() => void of.reload()} />
        ) : (
          <View>
            <Standing certificate={certificate} />
            {certificate.status === 'issued' && <Use certificate={certificate} />}
            <Facts certificate={certificate} />
            {certificate.may.includes('show') && <ChangeShows certificate={certificate} onMove={move} />}
            {certificate.services.length > 0 && <Services certificate={certificate} />}
            <Log certificate={certificate} />
            {certificate.may.includes('withdraw') && <Withdraw certificate={certificate} onMove={move} />}
            {(certificate.status === 'revoked' || certificate.status === 'refused') && (
              <View className="pa-box">
                <Button id="again-paper" onTap={() => openPage('certificates')}>
                  {say.again}
                </Button>
              </View>
            )}
          </View>
        )
      }
    </LoadedPage>
  )
}
