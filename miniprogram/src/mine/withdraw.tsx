import { View } from '@tarojs/components'
import { useState } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { asRole } from '../aria-role'

const say = mini.own.withdraw

/** It cannot be undone, so the title is the question and the buttons are verbs. */
export function Withdraw({ onGo }: { onGo: () => Promise<void> }) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!open) {
    return (
      <View className="ask-o">
        <Button id="withdraw" kind="link" onTap={() => setOpen(true)}>
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
          id="withdraw-go"
          kind="grave"
          busy={busy && mini.submit.busy}
          onTap={() => {
            setBusy(true)
            void onGo().finally(() => setBusy(false))
          }}
        >
          {say.go}
        </Button>
        <Button onTap={() => setOpen(false)}>{say.stay}</Button>
      </View>
    </View>
  )
}
