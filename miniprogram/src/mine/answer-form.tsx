import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CallInput, Caller } from '../api'
import type { ReportView } from '#shared/reports.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { verbTable } from '#shared/verbs.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { PhotoPicker } from '../parts/photo-picker'
import { FieldError } from '../parts/states'
import { allSent, someFailed, usePhotoQueue } from '../photos-to-send'

const say = mini.own.answer

/** The office's question as it was asked, and room for words and photos. */
export function AnswerForm({
  of,
  as,
  onSend
}: {
  of: ReportView
  as: Caller
  onSend: (body: CallInput<'answer'>['body']) => Promise<boolean>
}) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [list, lot] = usePhotoQueue(() => Promise.resolve(as))
  const question = of.case.timeline.find((entry) => entry.verb === 'ask')

  const send = async () => {
    const why =
      text.trim() === ''
        ? say.none
        : someFailed(list)
          ? mini.photos.stuck
          : allSent(list)
            ? undefined
            : mini.photos.notYet
    setWrong(why)
    if (why) return
    setBusy(true)
    if (await onSend({ text, photos: list.flatMap((shot) => shot.id ?? []) })) lot.clear()
    setBusy(false)
  }
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
      <Field
        id="answer-words"
        label={say.words}
        value={text}
        onInput={setText}
        max={verbTable.answer.length[1]}
        long
        error={wrong === say.none ? wrong : undefined}
      />
      <PhotoPicker id="answer-photo" list={list} lot={lot} />
      {wrong && wrong !== say.none && <FieldError>{wrong}</FieldError>}
      <Button id="answer-go" kind="main" wide busy={busy && mini.submit.busy} onTap={() => void send()}>
        {say.go}
      </Button>
    </View>
  )
}
