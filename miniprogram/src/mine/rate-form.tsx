import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CallInput } from '../api'
import type { ReportView } from '#shared/reports.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { cases } from '#shared/locales/cases.ts'
import { verbTable } from '#shared/verbs.ts'
import { mini } from '#shared/locales/mini.ts'
import { Answers } from '../parts/answers'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { FieldError } from '../parts/states'

const say = mini.own.rate
type Body = CallInput<'rate'>['body']

/** Two questions, nothing chosen for anybody. */
export function RateForm({ of, onSend }: { of: ReportView; onSend: (body: Body) => Promise<boolean> }) {
  const [solved, setSolved] = useState<Body['solved']>()
  const [satisfied, setSatisfied] = useState<Body['satisfied']>()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const { closedAt, rateBy } = of.case

  const send = async () => {
    setMissing(!solved || !satisfied)
    if (!solved || !satisfied) return
    setBusy(true)
    await onSend({ solved, satisfied, ...(text.trim() && { text }) })
    setBusy(false)
  }
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
      <Answers id="solved" label={say.solved} of={cases.solved} value={solved} onChoose={setSolved} />
      <Answers id="satisfied" label={say.satisfied} of={cases.satisfied} value={satisfied} onChoose={setSatisfied} />
      {(solved ?? satisfied) && (
        <Field
          id="rate-words"
          label={say.words}
          aside={mini.words.optional}
          value={text}
          onInput={setText}
          max={verbTable.rate.length[1]}
          long
        />
      )}
      <View className="hint">{say.reopen}</View>
      {missing && <FieldError>{say.both}</FieldError>}
      <Button id="rate-go" kind="main" wide busy={busy && mini.submit.busy} onTap={() => void send()}>
        {say.go}
      </Button>
    </View>
  )
}
