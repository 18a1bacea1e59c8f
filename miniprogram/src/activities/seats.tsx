import { View } from '@tarojs/components'
import { fill } from '#shared/locales/fill.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { asRole } from '../aria-role'

/** More squares than this are no picture any more. */
const squaresAtMost = 80

/** A square a seat, the taken ones filled. */
export function Seats({ capacity, free }: { capacity: number; free: number }) {
  const taken = Math.max(0, capacity - free)
  const label = fill(say.seats, { n: capacity, taken })
  if (capacity > squaresAtMost) {
    return (
      <View className="seatl" {...asRole('img')} aria-label={label}>
        <View className="seatl-f" style={{ width: `${capacity === 0 ? 0 : (taken / capacity) * 100}%` }} />
      </View>
    )
  }
  return (
    <View className="seatg" {...asRole('img')} aria-label={label}>
      {Array.from({ length: capacity }, (_, i) => (
        <View key={i} className={i < taken ? 'seat on' : 'seat'} />
      ))}
    </View>
  )
}
