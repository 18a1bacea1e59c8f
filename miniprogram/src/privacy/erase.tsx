import { View } from '@tarojs/components'
import { useState } from 'react'
import { ownDataEndpoints } from '#shared/own-data.ts'
import { miniPrivacy } from '#shared/locales/mini-privacy.ts'
import { ask, asRefused, type Caller } from '../api'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { FieldError } from '../parts/states'
import { Switch } from '../parts/switch'
import { asRole } from '../aria-role'

const say = miniPrivacy.erase

/** Everything personal, for good. What goes and what stays is said first, and one press too many does nothing. */
export function Erase({ as, no, onErased }: { as: Caller; no: string | undefined; onErased: () => void }) {
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
      await ask(ownDataEndpoints.eraseMe, {}, { as })
      onErased()
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
      setBusy(false)
    }
  }
  return (
    <View className="pv-box" id="erase-box">
      <Heading>{no === undefined ? say.title : say.titleReport}</Heading>
      <View className="pv-p">{no === undefined ? say.goes : say.goesReport}</View>
      <View className="pv-p">{no === undefined ? say.stays : say.staysReport}</View>
      <View className="pv-p">{say.backups}</View>
      {asking ? (
        <View className="dlg" {...asRole('alertdialog')} aria-label={say.sure}>
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
          {no === undefined ? say.open : say.openReport}
        </Button>
      )}
    </View>
  )
}
