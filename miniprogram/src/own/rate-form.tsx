import { plainText } from '#shared/typed.ts'
import { View } from '@tarojs/components'
import { phone } from '#shared/phone.ts'
import type { CallInput } from '../api'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { cases } from '#shared/locales/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { reportPlan, type ReportFormProps } from './report-form'

const say = mini.own.rate
type Body = CallInput<'rate'>['body']
interface Rating {
  solved: Body['solved'] | undefined
  satisfied: Body['satisfied'] | undefined
  text: string
}

/** Two questions, nothing chosen for anybody. */
export function RateForm(props: ReportFormProps) {
  const { closedAt, rateBy } = props.of.case
  const form = useForm(
    reportPlan<typeof phone.rate, Rating>(props, phone.rate, say.done, {
      start: { solved: undefined, satisfied: undefined, text: '' },
      fields: ({ solved, satisfied }) => [
        { kind: 'answers', id: 'solved', name: 'solved', label: say.solved, of: cases.solved, complaint: say.both },
        {
          kind: 'answers',
          id: 'satisfied',
          name: 'satisfied',
          label: say.satisfied,
          of: cases.satisfied,
          complaint: say.both
        },
        (solved ?? satisfied) && {
          kind: 'long',
          id: 'rate-words',
          name: 'text',
          label: say.words,
          aside: mini.words.optional
        }
      ],
      body: ({ solved, satisfied, text }) => ({ solved, satisfied, ...(plainText(text) && { text }) }),
      draft: `rate.${props.of.id}.${closedAt ?? ''}`
    })
  )
  return (
    <View className="ask" id="rate">
      <Heading>{say.title}</Heading>
      {closedAt && rateBy && (
        <View className="ask-p">
          {say.text.map((words) => (
            <View key={words}>{fill(words, { at: monthDayTime(closedAt), by: monthDay(rateBy) })}</View>
          ))}
        </View>
      )}
      {props.of.ratedBefore.length > 0 && <View className="ask-p">{say.again}</View>}
      <Fields of={form} />
      <View className="hint">{say.reopen}</View>
      <FormError of={form} id="rate-form" />
      <Send of={form} id="rate-go" wide>
        {say.go}
      </Send>
    </View>
  )
}
