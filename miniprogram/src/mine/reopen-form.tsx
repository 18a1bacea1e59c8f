import { View } from '@tarojs/components'
import { useState } from 'react'
import { phone } from '#shared/phone.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { reportPlan, type ReportFormProps } from './report-form'

const say = mini.own.reopen

/** 请求重办: with a reason, ruled by another verifier. */
export function ReopenForm(props: ReportFormProps) {
  const [open, setOpen] = useState(false)
  const form = useForm(
    reportPlan<typeof phone.requestReopen, { text: string }>(props, phone.requestReopen, say.done, {
      start: { text: '' },
      fields: () => [
        { kind: 'long', id: 'reopen-words', name: 'text', label: say.words, complaint: tooShort(say.short) }
      ],
      body: (values) => values,
      draft: `reopen.${props.of.id}`
    })
  )
  if (!open) {
    return (
      <View className="ask-o">
        <Button id="reopen" onTap={() => setOpen(true)}>
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
      <FormError of={form} id="reopen-form" />
      <Send of={form} id="reopen-go" wide>
        {say.go}
      </Send>
    </View>
  )
}
