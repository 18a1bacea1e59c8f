import { View } from '@tarojs/components'
import { mini } from '#shared/locales/mini.ts'
import { offices, type Offices } from '../city'
import { asRole } from '../aria-role'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm, type FieldRow } from '../parts/form'
import { Strip } from '../parts/states'
import { staff } from '../session'
import { useLoaded } from '../use-loaded'
import { movePlan, type MoveFormProps } from './move-form'

const say = mini.office.return
interface Return {
  ground: keyof typeof say.grounds | undefined
  duty: string
  office: string
  words: string
}

/** Only the field of the chosen ground is asked. */
function groundField({ ground }: Return, { items }: Offices, present: string): FieldRow<Return> | undefined {
  const none = { value: '', name: say.pick }
  if (ground === 'duty') {
    const own = items.find((office) => office.id === staff.viewer()?.office)
    const duties = (own?.duties ?? []).map((duty) => ({ value: duty.id, name: duty.text }))
    return { kind: 'choice', id: 'duty', name: 'duty', label: say.duty, options: [none, ...duties] }
  }
  if (ground !== 'office') return undefined
  const others = items.filter((office) => office.id !== present)
  return {
    kind: 'choice',
    id: 'right-office',
    name: 'office',
    at: '/rightOffice',
    label: say.office,
    options: [none, ...others.map((office) => ({ value: office.id, name: office.name }))]
  }
}

/** A return names its ground, a line of the duty list or the right office, so that a case is not passed around. */
export function ReturnForm(props: MoveFormProps) {
  const known = useLoaded(offices, 'offices')
  const form = useForm(
    movePlan<Return>(props, say.done, {
      start: { ground: undefined, duty: '', office: '', words: '' },
      fields: (values) => [
        { kind: 'answers', id: 'ground', name: 'ground', label: say.ground, of: say.grounds },
        known.value && groundField(values, known.value, props.of.office.id),
        { kind: 'long', id: 'return-words', name: 'words', label: say.words, complaint: tooShort(say.short) }
      ],
      body: ({ ground, duty, office, words }) => ({
        verb: 'return',
        words,
        ...(ground === 'duty' && duty && { duty }),
        ...(ground === 'office' && office && { rightOffice: office })
      }),
      draft: 'return'
    })
  )
  return (
    <View className="dlg" id="return-form" {...asRole('alertdialog')} aria-label={say.title}>
      <View className="dlg-h">{say.title}</View>
      <View className="dlg-p">{say.text}</View>
      {known.trouble && <Strip icon="info">{known.trouble.detail}</Strip>}
      <Fields of={form} />
      <FormError of={form} id="return" />
      <View className="btns">
        <Send of={form} id="return-go">
          {say.go}
        </Send>
        <Button onTap={props.onClose}>{say.stay}</Button>
      </View>
    </View>
  )
}
