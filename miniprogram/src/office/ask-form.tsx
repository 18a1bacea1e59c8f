import { View } from '@tarojs/components'
import { useState } from 'react'
import { verbTable } from '#shared/verbs.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import type { Say } from './case'

const say = mini.office.ask
const [SHORTEST, LONGEST] = verbTable.ask.length

export function AskForm({ move, onClose }: { move: Say; onClose: () => void }) {
  const [words, setWords] = useState('')
  const [short, setShort] = useState(false)
  const [busy, setBusy] = useState(false)

  const send = async () => {
    const tooShort = [...words.trim()].length < SHORTEST
    setShort(tooShort)
    if (tooShort) return
    setBusy(true)
    if (await move({ verb: 'ask', words }, say.done)) onClose()
    setBusy(false)
  }
  return (
    <View className="ask of-f" id="ask-form">
      <Heading>{say.title}</Heading>
      <View className="ask-p">{say.text}</View>
      <Field
        id="ask-words"
        label={say.words}
        value={words}
        onInput={setWords}
        max={LONGEST}
        long
        error={short ? say.short : undefined}
      />
      <View className="btns">
        <Button id="ask-go" kind="main" busy={busy && mini.submit.busy} onTap={() => void send()}>
          {say.go}
        </Button>
        <Button onTap={onClose}>{mini.nav.back}</Button>
      </View>
    </View>
  )
}
