import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { fill } from '#shared/locales/fill.ts'
import { miniPrivacy as say } from '#shared/locales/mini-privacy.ts'
import { openPage } from '../navigation'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { LoadedPage } from '../parts/loaded-page'
import { Empty } from '../parts/states'
import { Tap } from '../parts/tap'
import { asRole } from '../aria-role'
import { dropReceipt, storedReceipts } from '../receipts'
import { receiptHolder, resident } from '../session'
import { allDrafts } from '../drafts'
import { discard, letGo } from '../outbox'
import { dropPersonal } from '../storage'
import { usePageData } from '../use-loaded'
import { Copy } from './copy'
import { Erase } from './erase'
import './privacy.scss'

/** Who has no account has a receipt for each report. */
function Stranger() {
  const receipts = storedReceipts()
  return (
    <View>
      <Empty words={say.stranger} />
      {receipts.length > 0 && (
        <View className="pv-box">
          <Heading>{say.receipts}</Heading>
          {receipts.map(({ no }) => (
            <Tap key={no} id={`receipt-${no}`} className="line" onTap={() => openPage('privacy', { no })}>
              <Icon name="key" />
              <Text className="line-t">{no}</Text>
              <Icon name="right" className="line-r" />
            </Tap>
          ))}
        </View>
      )}
    </View>
  )
}

/** What was allowed is taken back where it was given. */
const Allowed = () => (
  <View className="pv-box">
    <Heading>{say.allow.title}</Heading>
    <View className="pv-p">{say.allow.text}</View>
    <View className="btns">
      <Button id="to-reports" onTap={() => openPage('mine')}>
        {say.allow.reports}
      </Button>
      <Button id="to-notices" onTap={() => openPage('notices')}>
        {say.allow.notices}
      </Button>
      <Button id="to-profile" onTap={() => openPage('profile')}>
        {say.allow.profile}
      </Button>
    </View>
  </View>
)

/** Of one report there is one thing to take back, on its own page. */
function AllowedOfReport({ no }: { no: string }) {
  const report = storedReceipts().find((receipt) => receipt.no === no)?.report
  return (
    <View className="pv-box">
      <Heading>{say.allow.title}</Heading>
      <View className="pv-p">{say.allow.report}</View>
      <Button
        id="to-report"
        onTap={() => (report === undefined ? openPage('mine') : openPage('myReport', { id: report, no }))}
      >
        {say.allow.toReport}
      </Button>
    </View>
  )
}

const Gone = ({ no }: { no: string | undefined }) => (
  <View className="pv-box" id="erased" {...asRole('status')}>
    <View>{no === undefined ? say.erase.done : say.erase.doneReport}</View>
    <Button id="home" kind="main" onTap={() => openPage('home')}>
      {say.erase.home}
    </Button>
  </View>
)

/** What is kept of whoever holds this phone, or a receipt: to take along, and to have erased. */
export default function Privacy() {
  const { params } = useRouter()
  const no = params['no']
  const as = no === undefined ? resident : receiptHolder(no)
  const of = usePageData(async () => ((await as.token()) === undefined ? 'stranger' : 'known'), `privacy ${no ?? ''}`, {
    onReturn: false
  })
  const [gone, setGone] = useState(false)
  const erased = async () => {
    setGone(true)
    await as.leave()
    if (no === undefined) {
      for (const { key } of allDrafts()) discard(key)
      dropPersonal()
      letGo(Infinity)
    } else dropReceipt(no)
  }
  return (
    <LoadedPage title={say.title} of={of} rows={3}>
      {(who) =>
        gone ? (
          <Gone no={no} />
        ) : who === 'stranger' ? (
          <Stranger />
        ) : (
          <View>
            <View className="pv-lead">{no === undefined ? say.lead : fill(say.leadReport, { no })}</View>
            <Copy as={as} />
            {no === undefined ? <Allowed /> : <AllowedOfReport no={no} />}
            <Erase as={as} no={no} onErased={() => void erased()} />
          </View>
        )
      }
    </LoadedPage>
  )
}
