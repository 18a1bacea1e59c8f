import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CaseView } from '#shared/cases.ts'
import { verbTable } from '#shared/verbs.ts'
import { mini } from '#shared/locales/mini.ts'
import { offices } from '../city'
import { useLoaded } from '../use-loaded'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { Field } from '../parts/field'
import { Answers } from '../parts/answers'
import { WhenLoaded } from '../parts/states'
import { staff } from '../session'
import type { Say } from './case'
import { asRole } from '../aria-role'

const say = mini.office.return
const [SHORTEST, LONGEST] = verbTable.return.length
type Ground = keyof typeof say.grounds

/** A return names its ground, a line of the duty list or the right office, so that a case is not passed around. */
export function ReturnForm({ of, move, onClose }: { of: CaseView; move: Say; onClose: () => void }) {
  const known = useLoaded(offices, 'offices')
  const [ground, setGround] = useState<Ground>()
  const [duty, setDuty] = useState('')
  const [office, setOffice] = useState('')
  const [words, setWords] = useState('')
  const [short, setShort] = useState(false)
  const [busy, setBusy] = useState(false)
  const none = { value: '', name: say.pick }

  const send = async () => {
    const tooShort = [...words.trim()].length < SHORTEST
    setShort(tooShort)
    if (tooShort) return
    setBusy(true)
    const why = {
      ...(ground === 'duty' && duty && { duty }),
      ...(ground === 'office' && office && { rightOffice: office })
    }
    if (await move({ verb: 'return', words, ...why }, say.done)) onClose()
    setBusy(false)
  }
  return (
    <View className="dlg" id="return-form" {...asRole('alertdialog')} aria-label={say.title}>
      <View className="dlg-h">{say.title}</View>
      <View className="dlg-p">{say.text}</View>
      <Answers id="ground" label={say.ground} of={say.grounds} value={ground} onChoose={setGround} />
      <WhenLoaded of={known}>
        {({ items }) => (
          <>
            {ground === 'duty' && (
              <Choice
                id="duty"
                label={say.duty}
                value={duty}
                onChoose={setDuty}
                options={[
                  none,
                  ...(items.find((item) => item.id === staff.viewer()?.office)?.duties ?? []).map((duty) => ({
                    value: duty.id,
                    name: duty.text
                  }))
                ]}
              />
            )}
            {ground === 'office' && (
              <Choice
                id="right-office"
                label={say.office}
                value={office}
                onChoose={setOffice}
                options={[
                  none,
                  ...items
                    .filter((office) => office.id !== of.office.id)
                    .map((office) => ({ value: office.id, name: office.name }))
                ]}
              />
            )}
          </>
        )}
      </WhenLoaded>
      <Field
        id="return-words"
        label={say.words}
        value={words}
        onInput={setWords}
        max={LONGEST}
        long
        error={short ? say.short : undefined}
      />
      <View className="btns">
        <Button id="return-go" kind="main" busy={busy && mini.submit.busy} onTap={() => void send()}>
          {say.go}
        </Button>
        <Button onTap={onClose}>{say.stay}</Button>
      </View>
    </View>
  )
}
