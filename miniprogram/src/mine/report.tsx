import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { monthDay } from '#shared/time-format.ts'
import { groupedCode } from '#shared/codes.ts'
import type { ReportView } from '#shared/reports.ts'
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

/** First what the reporter is asked, then everything that happened. */
function Asks({ of, act, as }: { of: ReportView; act: Act; as: ReturnType<typeof reporterOf> }) {
  const may = (verb: ReportView['may'][number]) => of.may.includes(verb)
  const params = { id: of.id }
  return (
    <View>
      {may('answer') && (
        <AnswerForm
          of={of}
          as={as}
          onSend={(body) => act(() => call('answer', { params, body }, { as }), say.answer.done)}
        />
      )}
      {may('rate') && (
        <RateForm of={of} onSend={(body) => act(() => call('rate', { params, body }, { as }), say.rate.done)} />
      )}
      {may('request_reopen') &&
        (of.rating?.solved === 'unsolved' || of.rating?.satisfied === 'dissatisfied' || !may('rate')) && (
          <ReopenForm
            onSend={(text) => act(() => call('requestReopen', { params, body: { text } }, { as }), say.reopen.done)}
          />
        )}
    </View>
  )
}

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
