import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { monthDay } from '#shared/time-format.ts'
import { groupedCode } from '#shared/codes.ts'
import type { ReportView } from '#shared/reports.ts'
import type { ReporterVerb } from '#shared/verbs.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, type CallRefused } from '../api'
import { openPage } from '../navigation'
import { useLoaded } from '../use-loaded'
import { CaseBody } from '../parts/case-body'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { ErrorBox, Offline, WhenLoaded, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { WechatMessages } from '../parts/wechat-messages'
import { storedReceipts } from '../receipts'
import { reporterOf } from '../session'
import { AnswerForm } from './answer-form'
import { RateForm } from './rate-form'
import { ObjectionForm, ReopenForm } from './reopen-form'
import { isStale, type ReportFormProps } from './report-form'
import { AskFirst } from './ask-first'
import '../mine/mine.scss'

const say = mini.own

/** What a reporter may do, each with its form; what needs a question first and no words stands below everything else. */
const forms: Record<Exclude<ReporterVerb, 'withdraw' | 'consent'>, (props: ReportFormProps) => ReactNode> = {
  answer: AnswerForm,
  rate: RateForm,
  object: ObjectionForm,
  request_reopen: (props) => {
    const { may, rating } = props.of
    const unhappy = rating?.solved === 'unsolved' || rating?.satisfied === 'dissatisfied'
    return (unhappy || !may.includes('rate')) && <ReopenForm {...props} />
  }
}

/** First what the reporter is asked, then everything that happened. */
const Asks = (props: ReportFormProps) => (
  <View>
    {(Object.keys(forms) as (keyof typeof forms)[])
      .filter((verb) => props.of.may.includes(verb))
      .map((verb) => {
        const Form = forms[verb]
        return <Form key={verb} {...props} />
      })}
  </View>
)

/** Whether the public reads what he wrote; nothing is said where all is as he chose it. */
function Publication({ of: { consentPublic, waitsAnew, case: caseView } }: { of: ReportView }) {
  if (!consentPublic) return <Strip icon="info">{say.privateChoice}</Strip>
  if (!caseView.public) return <Strip icon="info">{say.notPublic}</Strip>
  return waitsAnew ? <Strip icon="info">{say.waitsAnew}</Strip> : null
}

export default function OwnReport() {
  const { params } = useRouter()
  const id = params['id'] ?? ''
  const no = params['no'] ?? ''
  const as = reporterOf(no)
  const of = useLoaded(() => call('readReport', { params: { id } }, { as }), id)
  const [refused, setRefused] = useState<CallRefused>()
  const code = storedReceipts().find((receipt) => receipt.no === no)?.code

  const onDone = (report: ReportView, said: string) => {
    of.replace(report)
    void Taro.showToast({ title: said, icon: 'none' })
  }
  // Somebody was faster: what is shown is brought up to date, what was written stays.
  const onStale = () => void of.reload()
  const act = async (go: () => Promise<ReportView>, said: string) => {
    setRefused(undefined)
    try {
      onDone(await go(), said)
    } catch (trouble) {
      const why = asRefused(trouble)
      setRefused(why)
      if (isStale(why.code)) onStale()
    }
  }

  const withdraw = () => act(() => call('withdraw', { params: { id }, body: {} }, { as }), say.withdraw.done)
  const consent = (consentPublic: boolean) =>
    act(
      () => call('consent', { params: { id }, body: { consentPublic } }, { as }),
      say.consent[consentPublic ? 'yes' : 'no'].done
    )

  return (
    <Page title={mini.titles.own}>
      <Offline />
      {refused && <ErrorBox title={mini.submit.failed} detail={refused.detail} />}
      <WhenLoaded of={of}>
        {(report) => (
          <View>
            <Publication of={report} />
            <CaseBody
              of={report.case}
              asks={<Asks of={report} as={as} onDone={onDone} onStale={onStale} />}
              next={
                report.may.includes('rate') && report.case.rateBy
                  ? { words: mini.home.waiting.rate, by: monthDay(report.case.rateBy) }
                  : undefined
              }
            />
            {!code && report.case.status !== 'closed' && <WechatMessages of={['question', 'closed', 'replied']} />}
            {code && (
              <View className="kept">
                <Icon name="key" />
                <Text selectable>{fill(say.code, { code: groupedCode(code) })}</Text>
              </View>
            )}
            <Tap id="privacy" className="line" onTap={() => openPage('privacy', code ? { no } : {})}>
              <Icon name="person" />
              <Text className="line-t">{mini.mine.own}</Text>
              <Icon name="right" className="line-r" />
            </Tap>
            {report.may.includes('consent') && (
              <AskFirst
                key={String(report.consentPublic)}
                id="consent"
                words={say.consent[report.consentPublic ? 'no' : 'yes']}
                onGo={() => consent(!report.consentPublic)}
              />
            )}
            {report.may.includes('withdraw') && <AskFirst id="withdraw" words={say.withdraw} onGo={withdraw} grave />}
          </View>
        )}
      </WhenLoaded>
    </Page>
  )
}
