import { Picker, View } from '@tarojs/components'
import { yearMonthDay } from '#shared/time-format.ts'
import { Icon } from '../../parts/icon'

export interface DayFieldProps {
  id: string
  label: string
  /** 2026-11-24, a day of the city; or none, where `none` says how that is called. */
  value: string
  none?: string
  /** The last that may be chosen. */
  end?: string
  onChoose: (day: string) => void
  hint?: string
  error?: string | undefined
}

/** One day of the calendar; none, where none may be chosen, is for the caller to offer. */
export function DayField({ id, label, value, none, end, onChoose, hint, error }: DayFieldProps) {
  return (
    <View className={`fld${error ? ' fld-err' : ''}`}>
      <View className="lab">{label}</View>
      {error && (
        <View className="err">
          <Icon name="warn" />
          <View>{error}</View>
        </View>
      )}
      <Picker mode="date" value={value} {...(end && { end })} onChange={(event) => onChoose(event.detail.value)}>
        <View id={id} className="ctl sel" aria-role="button" aria-label={label}>
          <View className="sel-t">{value ? yearMonthDay(`${value}T04:00:00Z`) : none}</View>
          <Icon name="down" />
        </View>
      </Picker>
      {hint && <View className="hint">{hint}</View>}
    </View>
  )
}
