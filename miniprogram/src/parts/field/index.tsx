import type { ReactNode } from 'react'
import { Input, Text, Textarea, View } from '@tarojs/components'
import { Icon } from '../icon'

export interface FieldProps {
  id: string
  label: ReactNode
  value: string
  onInput: (value: string) => void
  /** A word beside the label, such as 可以不填. */
  aside?: string
  placeholder?: string
  hint?: string
  /** What is wrong with it, between label and control. */
  error?: string | undefined
  /** Characters at most; without it, as many as one likes. */
  max?: number | undefined
  /** Several lines. */
  long?: boolean
  kind?: 'text' | 'tel' | 'password'
  /** Shows how much of the room is used. */
  count?: string
  onEnter?: () => void
}

/** A label, a control, and what to know about it. `index.h5.tsx` uses the browser's own fields. */
export function Field({
  id,
  label,
  value,
  onInput,
  aside,
  placeholder = '',
  hint,
  error,
  max,
  long = false,
  kind = 'text',
  count,
  onEnter
}: FieldProps) {
  return (
    <View className={`fld${error ? ' fld-err' : ''}`}>
      <View className="lab">
        {label}
        {aside && <Text className="small">{aside}</Text>}
      </View>
      {error && (
        <View className="err">
          <Icon name="warn" />
          <View>{error}</View>
        </View>
      )}
      {long ? (
        <Textarea
          id={id}
          className="ctl ctl-long"
          value={value}
          placeholder={placeholder}
          placeholderClass="hold"
          maxlength={max ?? -1}
          autoHeight
          disableDefaultPadding
          showConfirmBar={false}
          cursorSpacing={96}
          onInput={(event) => onInput(event.detail.value)}
        />
      ) : (
        <Input
          id={id}
          className="ctl"
          value={value}
          placeholder={placeholder}
          placeholderClass="hold"
          maxlength={max ?? -1}
          cursorSpacing={24}
          {...(kind === 'tel' && { type: 'digit' })}
          {...(kind === 'password' && { password: true })}
          onInput={(event) => onInput(event.detail.value)}
          {...(onEnter && { onConfirm: onEnter })}
        />
      )}
      {count && <View className="cnt">{count}</View>}
      {hint && <View className="hint">{hint}</View>}
    </View>
  )
}
