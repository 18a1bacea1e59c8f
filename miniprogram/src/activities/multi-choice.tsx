import { Text, View } from '@tarojs/components'
import { Icon } from '../parts/icon'
import { FieldError } from '../parts/states'
import { Tap } from '../parts/tap'
import { asRole } from '../aria-role'

/** Any of a few, as pills that are in or out; in the order they are offered, whatever was pressed first. */
export function MultiChoice<V extends string>({
  id,
  label,
  hint,
  error,
  options,
  value,
  onChange
}: {
  id: string
  label: string
  hint?: string
  error?: string | undefined
  options: readonly { value: V; name: string }[]
  value: readonly V[]
  onChange: (value: V[]) => void
}) {
  const turn = (one: V) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((option) => (option === one ? !value.includes(option) : value.includes(option)))
    )
  return (
    <View className={`fld${error ? ' fld-err' : ''}`} id={id}>
      <View className="lab">{label}</View>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <View className="vo-picks" {...asRole('group')} aria-label={label}>
        {options.map(({ value: one, name }) => {
          const on = value.includes(one)
          return (
            <Tap key={one} id={`${id}-${one}`} className="pill" on={on} onTap={() => turn(one)}>
              {on && <Icon name="tick" />}
              <Text>{name}</Text>
            </Tap>
          )
        })}
      </View>
      {hint && <View className="hint">{hint}</View>}
    </View>
  )
}
