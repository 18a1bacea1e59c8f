import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { PhotoView } from '#shared/photos.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { absolute } from '../api'
import { Icon } from './icon'
import { Picture } from './image'
import { Tap } from './tap'

const say = mini.case

export const previewPhotos = (photos: readonly PhotoView[], at = 0): void =>
  void Taro.previewImage({
    urls: photos.map((photo) => absolute(photo.large)),
    current: absolute(photos[at]?.large ?? '')
  })

interface Side {
  photos: readonly PhotoView[]
  word: string
  alt: string
  at: string
  tone: 'a' | 'b'
}

function Figure({ photos, word, alt, at, tone }: Side) {
  const first = photos[0]
  if (!first) return null
  return (
    <Tap className={`ph ph-${tone}`} onTap={() => previewPhotos(photos)}>
      <Picture src={first.medium} alt={alt} />
      <View className="ph-c">
        <View className="ph-w">{word}</View>
        <View>{monthDayTime(at)}</View>
      </View>
    </Tap>
  )
}

/** Before and after, framed by the corner quotes; or what was reported, while there is no after. */
export function BeforeAfter({
  before,
  after,
  at,
  afterAt,
  distanceM,
  what,
  demo
}: {
  before: readonly PhotoView[]
  after: readonly PhotoView[]
  at: string
  afterAt?: string | undefined
  distanceM?: number | undefined
  what: string
  demo?: boolean
}) {
  if (before.length + after.length === 0) return null
  const both = before.length > 0 && after.length > 0
  const alt = (words: string) => fill(words, { what })
  const many = before.length + after.length > (both ? 2 : 1)
  return (
    <View>
      <View className={`pair${both ? '' : ' pair-one'}`}>
        <Figure
          photos={before}
          word={both ? say.before : say.reported}
          alt={alt(both ? say.alt.before : say.alt.reported)}
          at={at}
          tone="a"
        />
        {both && (
          <View className="pair-mid">
            <Icon name="right" />
          </View>
        )}
        <Figure photos={after} word={say.after} alt={alt(say.alt.after)} at={afterAt ?? at} tone="b" />
      </View>
      <View className="pair-n">
        {both && distanceM !== undefined && <View>{fill(say.apart, { n: distanceM })}</View>}
        <View>{demo ? say.demo : say.screened}</View>
        {many && (
          <Tap className="more" onTap={() => previewPhotos([...before, ...after])}>
            {fill(say.all, { n: before.length + after.length })}
          </Tap>
        )}
      </View>
    </View>
  )
}
