import { View } from '@tarojs/components'
import { useState } from 'react'
import { phone } from '#shared/phone.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { reportPlan, type ReportFormProps } from './report-form'

/** What is asked for with a reason, and ruled on by somebody else. */
interface Request {
  endpoint: typeof phone.requestReopen | typeof phone.objectTo
  id: string
  words: () => typeof mini.own.reopen | typeof mini.own.objection
}

/** 请求重办: ruled by another verifier. */
export const ReopenForm = (props: ReportFormProps) => (
  <RequestForm {...props} request={{ endpoint: phone.requestReopen, id: 'reopen', words: () => mini.own.reopen }} />
)
/** 异议, to a refusal: ruled by somebody else than who refused. */
export const ObjectionForm = (props: ReportFormProps) => (
  <RequestForm {...props} request={{ endpoint: phone.objectTo, id: 'objection', words: () => mini.own.objection }} />
)

function RequestForm({ request: { endpoint, id, words }, ...props }: ReportFormProps & { request: Request }) {
  const say = words()
  const [open, setOpen] = useState(false)
  const form = useForm(
    reportPlan<Request['endpoint'], { text: string }>(props, endpoint, say.done, {
      start: { text: '' },
      fields: () => [
        { kind: 'long', id: `${id}-words`, name: 'text', label: say.words, complaint: tooShort(say.short) }
      ],
      body: (values) => values,
      draft: `${id}.${props.of.id}`
    })
  )
  if (!open) {
    return (
      <View className="ask-o">
        <Button id={id} onTap={() => setOpen(true)}>
          {say.open}
        </Button>
      </View>
    )
  }
  return (
    <View className="ask">
      <Heading>{say.title}</Heading>
      <View className="ask-p">{say.text}</View>
      <Fields of={form} />
      <FormError of={form} id={`${id}-form`} />
      <Send of={form} id={`${id}-go`} wide>
        {say.go}
      </Send>
    </View>
  )
}
