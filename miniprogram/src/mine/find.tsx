import { View } from '@tarojs/components'
import { useState } from 'react'
import { caseNo, check } from '#shared/schema.ts'
import { receiptCode } from '#shared/members.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, type CallRefused } from '../api'
import { replacePage } from '../navigation'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Page } from '../parts/page'
import { ErrorBox } from '../parts/states'
import { storeReceipt } from '../receipts'
import { receiptHolder } from '../session'
import './mine.scss'

const say = mini.find

/** Number and code from a receipt bring a report back to this phone. */
export default function Find() {
  const [no, setNo] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<{ no?: string; code?: string }>({})
  const [refused, setRefused] = useState<CallRefused>()
  const [busy, setBusy] = useState(false)

  const find = async () => {
    const given = { no: no.trim(), code: code.trim() }
    const wrongNow = {
      ...(!check(caseNo(), given.no).ok && { no: say.noWrong }),
      ...(!check(receiptCode(), given.code).ok && { code: say.codeWrong })
    }
    setWrong(wrongNow)
    setRefused(undefined)
    if (Object.keys(wrongNow).length > 0) return
    setBusy(true)
    try {
      const session = await call('signInCode', { body: given })
      const report = session.viewer.report
      storeReceipt({ ...given, at: new Date().toISOString(), ...(report && { report }) })
      receiptHolder(given.no).enter(session)
      replacePage('myReport', { ...(report && { id: report }), no: given.no })
    } catch (trouble) {
      setRefused(asRefused(trouble))
    }
    setBusy(false)
  }

  return (
    <Page title={mini.titles.find}>
      <View className="form">
        <View className="form-h">{say.title}</View>
        <View className="form-p">{say.text}</View>
        <Field id="no" label={say.no} hint={say.noHint} value={no} onInput={setNo} max={20} error={wrong.no} />
        <Field
          id="code"
          label={say.code}
          hint={say.codeHint}
          value={code}
          onInput={setCode}
          max={16}
          error={wrong.code}
          onEnter={() => void find()}
        />
        <Button id="find-go" kind="main" wide busy={busy && say.busy} onTap={() => void find()}>
          {say.go}
        </Button>
      </View>
      {refused && <ErrorBox title={mini.trouble.failed} detail={refused.detail} />}
    </Page>
  )
}
