import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { ownDataEndpoints } from '#shared/own-data.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { ask, asRefused } from '../api'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { FieldError } from '../parts/states'
import { Switch } from '../parts/switch'
import { asRole } from '../aria-role'
import { resident } from '../session'
import { dropProfile } from './profile-draft'

const say = miniVolunteers.profile.erase

/** Everything personal, for good. What goes and what stays is said first, and one press too many does nothing. */
export function EraseProfile({ onErased }: { onErased: () => void }) {
  const [asking, setAsking] = useState(false)
  const [knows, setKnows] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const close = () => {
    setAsking(false)
    setKnows(false)
    setWrong(undefined)
  }
  const erase = async () => {
    if (!knows) return setWrong(say.unchecked)
    setWrong(undefined)
    setBusy(true)
    try {
      await ask(ownDataEndpoints.eraseMe, {}, { as: resident })
      // What was typed and not saved is personal too.
      dropProfile()
      void Taro.showToast({ title: say.done, icon: 'none' })
      close()
      onErased()
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
    }
    setBusy(false)
  }
  return (
    <View className="pa-box" id="erase-box">
      <Heading>{say.title}</Heading>
      <View className="vo-p">{say.goes}</View>
      <View className="vo-p">{say.stays}</View>
      {asking ? (
        <View className="dlg vo-dlg" {...asRole('alert')}>
          <View className="dlg-h">{say.sure}</View>
          <View className="dlg-p">{say.never}</View>
          <Switch
            id="erase-know"
            title={say.check}
            on={knows}
            onTurn={(on) => {
              setKnows(on)
              setWrong(undefined)
            }}
          />
          {wrong && <FieldError id="erase-error">{wrong}</FieldError>}
          <View className="btns">
            <Button id="erase-yes" kind="grave" busy={busy && say.busy} onTap={() => void erase()}>
              {say.yes}
            </Button>
            <Button id="erase-no" onTap={close}>
              {say.no}
            </Button>
          </View>
        </View>
      ) : (
        <Button id="erase" onTap={() => setAsking(true)}>
          {say.open}
        </Button>
      )}
    </View>
  )
}
