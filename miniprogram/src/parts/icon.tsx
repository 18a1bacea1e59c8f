import { View } from '@tarojs/components'

/** An icon is a mask over the colour of the words beside it (`styles/_icons.scss`); it is never alone, so it is not spoken. */
export function Icon({ name, className = '' }: { name: string; className?: string }) {
  return <View className={`ic ic-${name} ${className}`} />
}

/** The icons a city may name for its tiles; a name without a drawing shows three dots. */
const TILES = ['stall', 'bin', 'car', 'water', 'cone', 'horn', 'lamp', 'dots', 'people', 'home', 'map']
export const tileIcon = (icon: string): string => (TILES.includes(icon) ? icon : 'dots')

export const Mark = () => <View className="mark" />
