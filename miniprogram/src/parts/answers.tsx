import { Text, View } from '@tarojs/components'
import { Icon } from './icon'
import { Tap } from './tap'
import { asRole } from '../aria-role'

/** One of a few, nothing chosen for anybody: answers, outcomes, grounds. */
export function Answers<V extends string>({
  id,
  label,
  of,
  value,
  onChoose
}: {
  id: string
  label: string
  of: Readonly<Record<V, string>>
  value: V | undefined
  onChoose: (value: V) => void
}) {
  return (
    <View className="ans" id={id}>
      <View className="lab">{label}</View>
      <View className="rates" {...asRole('radiogroup')} aria-label={label}>
        {(Object.entries(of) as [V, string][]).map(([key, words]) => (
          <Tap
            key={key}
            id={`${id}-${key}`}
            className="rate"
            role="radio"
            on={key === value}
            onTap={() => onChoose(key)}
          >
            {key === value && <Icon name="tick" />}
            <Text>{words}</Text>
          </Tap>
        ))}
      </View>
    </View>
  )
}
