import { becauseWords } from '#shared/because.ts'
import { Canvas, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { encodeQR } from 'qr'
import { useState } from 'react'
import { groupedCode } from '#shared/codes.ts'
import type { ReceiptPicture } from '#shared/receipt-picture.ts'
import type { Receipt } from '#shared/reports.ts'
import { limitWords, monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { deadlines } from '#shared/locales/deadlines.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { when } from '#shared/locales/time-format.ts'
import { openPage, replacePage } from '../navigation'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { joinWords } from '../parts/join-words'
import { Page } from '../parts/page'
import { Empty, Strip } from '../parts/states'
import { WechatMessages } from '../parts/wechat-messages'
import { lastReceipt } from '../report/last-receipt'
import { canvasId, savePicture, webOrigin } from './picture'
import '../report/report.scss'

const say = mini.receipt

/** An address is ASCII; WeChat has no TextEncoder. */
const bytesOf = (address: string): Uint8Array => Uint8Array.from(address, (letter) => letter.charCodeAt(0))

/** With a code one follows it anywhere; without one, what is public of it. */
function pictureOf({ no, code, office, deadline, at }: Receipt): ReceiptPicture {
  const address = code ? `${webOrigin()}/track?no=${no}` : `${webOrigin()}/cases/${no}`
  return {
    head: mini.brand,
    title: say.picture,
    rows: [
      { label: say.no, words: no, large: true },
      ...(code ? [{ label: say.code, words: groupedCode(code), large: true }] : []),
      { label: say.office, words: office.name },
      { label: say.due, words: fill(say.dueBy, { due: monthDayTime(deadline.dueAt) }) },
      { label: say.at, words: yearMonthDay(at) }
    ],
    note: code ? say.scan.both : say.scan.no,
    code: encodeQR(address, 'raw', { ecc: 'medium', border: 1, encoding: 'byte', textEncoder: bytesOf })
  }
}

export default function ReceiptPage() {
  const [given] = useState(lastReceipt)
  if (!given) {
    return (
      <Page title={mini.titles.receipt}>
        <Empty words={say.lost}>
          <Button onTap={() => openPage('mine')}>{mini.mine.list}</Button>
        </Empty>
      </Page>
    )
  }
  const { receipt, earlier } = given
  const what = receipt.code ? 'both' : 'no'
  const copy = () => {
    void Taro.setClipboardData({ data: fill(say.copying[what], { no: receipt.no, code: receipt.code ?? '' }) }).then(
      () => Taro.showToast({ title: say.copied, icon: 'none' })
    )
  }
  const save = () => {
    void savePicture(pictureOf(receipt)).then((how) => Taro.showToast({ title: say[how], icon: 'none' }))
  }
  return (
    <Page title={mini.titles.receipt}>
      {earlier && <Strip icon="info">{say.late}</Strip>}
      <View className="rc">
        <View className="rc-h">
          <Icon name="tickDisc" />
          <Text>{say.title}</Text>
        </View>
        <View className="rc-f">
          <View className="rc-l">{say.no}</View>
          <View className="rc-no" id="receipt-no">
            {receipt.no}
          </View>
          {receipt.code && (
            <>
              <View className="rc-l">{say.code}</View>
              <View className="rc-code" id="receipt-code">
                {groupedCode(receipt.code)}
              </View>
            </>
          )}
        </View>
        <View className="rc-k">{receipt.code ? say.keep : say.account}</View>
        <Button id="copy" icon="copy" wide onTap={copy}>
          {say.copy[what]}
        </Button>
        <Button id="save-picture" icon="download" wide onTap={save}>
          {say.save}
        </Button>
        {canvasId && <Canvas type="2d" id={canvasId} className="rc-c" />}
      </View>
      <View className="rc-p">
        <View className="rc-l">{say.office}</View>
        <View className="rc-v" id="receipt-office">
          {receipt.office.name}
        </View>
        <View className="rc-l">{say.due}</View>
        <View className="rc-v" id="receipt-due">
          {fill(say.dueBy, { due: monthDayTime(receipt.deadline.dueAt) })}
        </View>
        <View className="hint">
          {joinWords(
            fill(say.limit, { limit: limitWords(receipt.deadline.limit) }),
            deadlines.counts[receipt.deadline.limit.unit],
            receipt.deadline.provisional && when.provisional
          )}
        </View>
      </View>
      <View className="sec">
        <Heading className="rc-w">{say.why}</Heading>
        {receipt.because.map(becauseWords).map((words, i) => (
          <View key={i} className="why">
            {words}
          </View>
        ))}
      </View>
      {!receipt.code && <WechatMessages of={['question', 'closed', 'replied', 'accepted']} />}
      <View className="sec rc-a">
        <Button id="see" kind="main" wide onTap={() => replacePage('myReport', { id: receipt.report, no: receipt.no })}>
          {say.see}
        </Button>
        <Button wide onTap={() => openPage('home')}>
          {say.more}
        </Button>
      </View>
    </Page>
  )
}
