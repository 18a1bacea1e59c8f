import { Text, View } from '@tarojs/components'
import { photosAtMost } from '#shared/photos.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRole } from '../aria-role'
import { takePhotos, type From } from '../camera'
import type { PhotoToSend, PhotoQueue } from '../photos-to-send'
import { Icon } from './icon'
import { Picture } from './image'
import { FieldError } from './states'
import { Tap } from './tap'

const say = mini.photos

/** The first shows the place, the second the thing. */
const roleOf = (n: number): string | undefined => (n === 1 ? say.wide : n === 2 ? say.close : undefined)

function Slot({ shot, n, queue }: { shot: PhotoToSend; n: number; queue: PhotoQueue }) {
  const role = roleOf(n)
  return (
    <View className={`pg pg-${shot.state}`}>
      {shot.path !== '' && <Picture src={shot.path} alt={fill(say.one, { n })} />}
      {shot.state === 'shrinking' && (
        <View className="pg-p" {...asRole('status')}>
          <Text>{say.shrinking}</Text>
        </View>
      )}
      {shot.state === 'sending' && (
        <View className="pg-p" {...asRole('img')} aria-label={fill(say.sending, { n, percent: shot.percent })}>
          <Text>{shot.percent}%</Text>
          <View className="pg-bar">
            <View className="pg-fill" style={{ width: `${shot.percent}%` }} />
          </View>
        </View>
      )}
      {shot.state === 'failed' && (
        <Tap className="pg-r" label={fill(say.retryOne, { n })} onTap={() => queue.retry(shot.name)}>
          <Icon name="again" />
          <Text>{say.retry}</Text>
        </Tap>
      )}
      {shot.state === 'sent' && role && <View className="pg-n">{role}</View>}
      <Tap className="pg-x" label={fill(say.remove, { n })} onTap={() => queue.remove(shot.name)}>
        <View className="pg-xi">
          <Icon name="cross" />
        </View>
      </Tap>
    </View>
  )
}

/** Four in a row; a photo that fails says so and never holds up the others. */
export function PhotoPicker({
  id,
  list,
  queue,
  from = ['camera', 'album'],
  onRefused
}: {
  id: string
  list: readonly PhotoToSend[]
  queue: PhotoQueue
  from?: readonly From[]
  onRefused?: () => void
}) {
  const add = async () => {
    const result = await takePhotos(photosAtMost - list.length, from, (photo) => void queue.add([photo]))
    if (result === 'refused') onRefused?.()
  }
  const failed = list.map((shot, i) => ({ shot, n: i + 1 })).find(({ shot }) => shot.state === 'failed')
  return (
    <View>
      <View className="grid">
        {list.map((shot, i) => (
          <Slot key={shot.name} shot={shot} n={i + 1} queue={queue} />
        ))}
        {list.length < photosAtMost && (
          <Tap id={id} className="pg pg-add" onTap={() => void add()}>
            <Icon name="plus" />
            <Text>{say.add}</Text>
          </Tap>
        )}
      </View>
      {failed && (
        <FieldError>{fill(say.failed, { n: failed.n, why: failed.shot.why?.detail ?? say.offline })}</FieldError>
      )}
    </View>
  )
}
