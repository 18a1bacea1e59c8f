import { Text, View } from '@tarojs/components'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { draftsQueued, useDrafts, type Draft } from '../drafts'
import { openPage } from '../navigation'
import { useOnline } from '../network'
import { useProgress, type Progress } from '../outbox'
import { Heading } from './heading'
import { Icon } from './icon'
import { Tap } from './tap'

const say = mini.queue

export const queuedWords = ({ at, online }: { at: Progress['at']; online: boolean }): string =>
  at === 'photos' ? say.sending : at === 'report' ? mini.submit.busy : online ? say.soon : say.offline

function Line({ of }: { of: Draft }) {
  const online = useOnline()
  const { at } = useProgress(of.key)
  return (
    <Tap id={`queued-${of.key}`} className="todo" onTap={() => openPage('report', { key: of.key })}>
      <View className="todo-b">
        <View className="b">{queuedWords({ at, online })}</View>
        <View className="todo-t">
          <Text>{[fill(say.has, { n: of.photos.length }), of.address, of.text].filter(Boolean).join(mini.comma)}</Text>
        </View>
      </View>
      <Icon name="right" />
    </Tap>
  )
}

/** Reports that are sent off and have not gone. */
export function QueuedLines() {
  const queued = useDrafts(draftsQueued)
  if (queued.length === 0) return null
  return (
    <View className="cells" id="queue">
      <Heading>{fill(say.title, { n: queued.length })}</Heading>
      {queued.map((draft) => (
        <Line key={draft.key} of={draft} />
      ))}
    </View>
  )
}
