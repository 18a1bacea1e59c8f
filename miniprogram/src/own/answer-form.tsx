import { View } from '@tarojs/components'
import { phone } from '#shared/phone.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { mini } from '#shared/locales/mini.ts'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { reportPlan, type ReportFormProps } from './report-form'

const say = mini.own.answer

/** The office's question as it was asked, and room for words and photos. */
export function AnswerForm(props: ReportFormProps) {
  const question = props.of.case.timeline.find((entry) => entry.verb === 'ask')
  const form = useForm(
    reportPlan<typeof phone.answer, { text: string }>(props, phone.answer, say.done, {
      start: { text: '' },
      fields: () => [
        { kind: 'long', id: 'answer-words', name: 'text', label: say.words, complaint: tooShort(say.none) },
        { kind: 'photos', id: 'answer-photo', name: 'photos' }
      ],
      body: ({ text }, photos) => ({ text, photos }),
      draft: `answer.${props.of.id}`
    })
  )
  return (
    <View className="ask" id="answer">
      <Heading>{say.title}</Heading>
      {question && (
        <View className="asked">
          <View>{question.text}</View>
          <View className="hint">
            {[question.who.office, question.who.name].filter(Boolean).join(' ')} {monthDayTime(question.at)}
          </View>
        </View>
      )}
      <Fields of={form} />
      <FormError of={form} id="answer-form" />
      <Send of={form} id="answer-go" wide>
        {say.go}
      </Send>
    </View>
  )
}
