import { View } from '@tarojs/components'
import { useState } from 'react'
import { verbTable } from '#shared/verbs.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'

const say = mini.own.reopen
const [SHORTEST, LONGEST] = verbTable.request_reopen.length

/** 请求重办: with a reason, ruled by another verifier. */
export function ReopenForm({ onSend }: { onSend: (text: string) => Promise<boolean> }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [short, setShort] = useState(false)
  const [busy, setBusy] = useState(false)

  const send = async () => {
    const tooShort = [...text.trim()].length < SHORTEST
    setShort(tooShort)
    if (tooShort) return
    setBusy(true)
    await onSend(text)
    setBusy(false)
  }
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
      <Field
        id="reopen-words"
        label={say.words}
        value={text}
        onInput={setText}
        max={LONGEST}
        long
        error={short ? say.short : undefined}
      />
      <Button id="reopen-go" kind="main" wide busy={busy && mini.submit.busy} onTap={() => void send()}>
        {say.go}
      </Button>
    </View>
  )
}
