import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { Fragment, useState, type ReactNode } from 'react'
import { monthDay } from '#shared/time-format.ts'
import { groupedCode } from '#shared/codes.ts'
import type { ReportView } from '#shared/reports.ts'
import type { ReporterVerb } from '#shared/verbs.ts'
import { fill } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, type CallRefused } from '../api'
import { useLoaded } from '../use-loaded'
import { CaseBody } from '../parts/case-body'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { ErrorBox, Offline, WhenLoaded, Strip } from '../parts/states'
import { storedReceipts } from '../receipts'
import { reporterOf } from '../session'
import { AnswerForm } from './answer-form'
import { RateForm } from './rate-form'
import { ReopenForm } from './reopen-form'
import { Withdraw } from './withdraw'
import './mine.scss'

const say = mini.own

/** What a form on this page does: one call as the reporter, the newest report back. */
export type Act = (made: () => Promise<ReportView>, done: string) => Promise<boolean>

type Asking = { of: ReportView; act: Act; as: ReturnType<typeof reporterOf> }
/** What a reporter may do, each with its form; withdrawing stands below everything else. */
const forms: Record<Exclude<ReporterVerb, 'withdraw'>, (asking: Asking) => ReactNode> = {
  answer: ({ of, act, as }) => (
    <AnswerForm
      of={of}
      as={as}
      onSend={(body) => act(() => call('answer', { params: { id: of.id }, body }, { as }), say.answer.done)}
    />
  ),
  rate: ({ of, act, as }) => (
    <RateForm
      of={of}
      onSend={(body) => act(() => call('rate', { params: { id: of.id }, body }, { as }), say.rate.done)}
    />
  ),
  request_reopen: ({ of, act, as }) =>
    (of.rating?.solved === 'unsolved' || of.rating?.satisfied === 'dissatisfied' || !of.may.includes('rate')) && (
      <ReopenForm
        onSend={(text) =>
          act(() => call('requestReopen', { params: { id: of.id }, body: { text } }, { as }), say.reopen.done)
        }
      />
    )
}

/** First what the reporter is asked, then everything that happened. */
const Asks = (asking: Asking) => (
  <View>
    {(Object.keys(forms) as (keyof typeof forms)[])
      .filter((verb) => asking.of.may.includes(verb))
      .map((verb) => (
        <Fragment key={verb}>{forms[verb](asking)}</Fragment>
      ))}
  </View>
)

export default function OwnReport() {
  const { params } = useRouter()
  const id = params['id'] ?? ''
  const no = params['no'] ?? ''
  const as = reporterOf(no)
  const of = useLoaded(() => call('readReport', { params: { id } }, { as }), id)
  const [refused, setRefused] = useState<CallRefused>()
  const code = storedReceipts().find((receipt) => receipt.no === no)?.code

  const act: Act = async (made, done) => {
    setRefused(undefined)
    try {
      of.replace(await made())
      void Taro.showToast({ title: done, icon: 'none' })
      return true
    } catch (trouble) {
      const why = asRefused(trouble)
      setRefused(why)
      // Somebody was faster: what is shown is brought up to date, what was written stays.
      if (why.code === 'stale' || why.code === 'not_in_this_status' || why.code === 'already_rated') void of.reload()
      return false
    }
  }

  return (
    <Page title={mini.titles.own}>
      <Offline />
      {refused && <ErrorBox title={mini.submit.failed} detail={refused.detail} />}
      <WhenLoaded of={of}>
        {(report) => (
          <View>
            {!report.case.public && (
              <Strip icon="info">{report.consentPublic ? say.notPublic : say.privateChoice}</Strip>
            )}
            <CaseBody
              of={report.case}
              asks={<Asks of={report} act={act} as={as} />}
              next={
                report.may.includes('rate') && report.case.rateBy
                  ? { words: mini.home.waiting.rate, by: monthDay(report.case.rateBy) }
                  : undefined
              }
            />
            {code && (
              <View className="kept">
                <Icon name="key" />
                <Text selectable>{fill(say.code, { code: groupedCode(code) })}</Text>
              </View>
            )}
            {report.may.includes('withdraw') && (
              <Withdraw
                onGo={() => act(() => call('withdraw', { params: { id }, body: {} }, { as }), say.withdraw.done)}
              />
            )}
          </View>
        )}
      </WhenLoaded>
    </Page>
  )
}
