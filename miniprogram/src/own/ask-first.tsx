import { View } from '@tarojs/components'
import { useState } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { asRole } from '../aria-role'

export interface AskFirstWords {
  open: string
  title: string
  text: string
  go: string
  stay: string
}

/** What it means is said before it is done: the title is the question and the buttons are verbs. */
export function AskFirst({
  id,
  words: say,
  onGo,
  grave = false
}: {
  id: string
  words: AskFirstWords
  onGo: () => Promise<void>
  /** It cannot be undone. */
  grave?: boolean
}) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!open) {
    return (
      <View className="ask-o">
        <Button id={id} kind="link" onTap={() => setOpen(true)}>
          {say.open}
        </Button>
      </View>
    )
  }
  return (
    <View className="dlg" {...asRole('alertdialog')} aria-label={say.title}>
      <View className="dlg-h">{say.title}</View>
      <View className="dlg-p">{say.text}</View>
      <View className="btns">
        <Button
          id={`${id}-go`}
          kind={grave ? 'grave' : 'main'}
          busy={busy && mini.submit.busy}
          onTap={() => {
            setBusy(true)
            void onGo().finally(() => {
              setBusy(false)
              setOpen(false)
            })
          }}
        >
          {say.go}
        </Button>
        <Button onTap={() => setOpen(false)}>{say.stay}</Button>
      </View>
    </View>
  )
}
