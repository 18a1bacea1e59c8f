import { View } from '@tarojs/components'
import { phone } from '#shared/phone.ts'
import { mini } from '#shared/locales/mini.ts'
import { guest } from '../api'
import { replacePage } from '../navigation'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { Page } from '../parts/page'
import { storeReceipt } from '../receipts'
import { receiptHolder } from '../session'
import { plainCode } from '#shared/codes.ts'
import { caseNo, valueOf } from '#shared/schema.ts'
import '../mine/mine.scss'

const say = mini.find

/** Number and code from a receipt bring a report back to this phone. */
export default function Find() {
  const form = useForm({
    endpoint: phone.signInCode,
    as: guest,
    start: { no: '', code: '' },
    fields: () => [
      { id: 'no', name: 'no', label: say.no, hint: say.noHint, complaint: say.noWrong },
      { id: 'code', name: 'code', label: say.code, hint: say.codeHint, complaint: say.codeWrong, sends: true }
    ],
    body: ({ no, code }) => ({ no, code }),
    draft: 'find',
    done(session, values) {
      const [no, code] = [valueOf(caseNo(), values.no) ?? '', plainCode(values.code)]
      const { report } = session.viewer
      storeReceipt({ no, code, at: new Date().toISOString(), ...(report && { report }) })
      receiptHolder(no).enter(session)
      replacePage('myReport', { ...(report && { id: report }), no })
    }
  })
  return (
    <Page title={mini.titles.find}>
      <View className="form">
        <View className="form-h">{say.title}</View>
        <View className="form-p">{say.text}</View>
        <Fields of={form} />
        <FormError of={form} id="find" />
        <Send of={form} id="find-go" wide busy={say.busy}>
          {say.go}
        </Send>
      </View>
    </Page>
  )
}
