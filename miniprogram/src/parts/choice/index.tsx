import { Picker, View } from '@tarojs/components'
import { Icon } from '../icon'

export interface ChoiceProps {
  id: string
  label: string
  /** Shown label beside, or only spoken. */
  quiet?: boolean
  options: readonly { value: string; name: string }[]
  value: string
  onChoose: (value: string) => void
}

/** One of a list. */
export function Choice({ id, label, quiet = false, options, value, onChoose }: ChoiceProps) {
  const at = Math.max(
    0,
    options.findIndex((option) => option.value === value)
  )
  return (
    <View className="fld">
      {!quiet && <View className="lab">{label}</View>}
      <Picker
        mode="selector"
        range={options.map((option) => option.name)}
        value={at}
        onChange={(event) => onChoose(options[Number(event.detail.value)]?.value ?? '')}
      >
        <View id={id} className="ctl sel" aria-role="button" aria-label={label}>
          <View className="sel-t">{options[at]?.name}</View>
          <Icon name="down" />
        </View>
      </Picker>
    </View>
  )
}
