import { Text, View } from '@tarojs/components'
import { clockTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRole } from '../aria-role'
import { takeUp, unqueueDraft, type Draft } from '../drafts'
import { useOnline } from '../network'
import { sendQueued, useProgress } from '../outbox'
import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { Picture } from '../parts/image'
import { joinWords } from '../parts/join-words'
import { Page } from '../parts/page'
import { queuedWords } from '../parts/queued-lines'
import type { PhotoToSend } from '../photos-to-send'

const say = mini.queue

/** A report that is sent off: how far it is, what is in it, and the way back while it has not gone. */
export function Queued({
  draft,
  photos,
  category
}: {
  draft: Draft
  photos: readonly PhotoToSend[]
  category: string | undefined
}) {
  const online = useOnline()
  const { at, why } = useProgress(draft.key)
  const sent = photos.filter(({ state }) => state === 'sent').length
  const percent = photos.reduce((sum, shot) => sum + (shot.state === 'sent' ? 100 : shot.percent), 0) / photos.length
  const isAway = at === 'report'
  return (
    <Page
      title={mini.titles.report}
      foot={
        <View className="send que-f">
          {!isAway && (
            <Button
              id="take-back"
              wide
              onTap={() => {
                unqueueDraft(draft.key)
                takeUp(draft.key)
              }}
            >
              {say.back}
            </Button>
          )}
          {!at && online && (
            <Button id="again" kind="main" wide onTap={() => void sendQueued()}>
              {say.again}
            </Button>
          )}
        </View>
      }
    >
      <View className="que" id="queued" {...asRole('status')}>
        <Icon name={at ? 'clock' : 'tickDisc'} />
        <View className="que-b">
          <View className="que-h">{queuedWords({ at, online })}</View>
          <View>
            {at === 'photos' && photos.length > 0
              ? fill(say.photos, { n: sent, of: photos.length })
              : at
                ? say.stay
                : fill(say.kept, { time: clockTime(draft.savedAt) })}
          </View>
          {at === 'photos' && (
            <View className="pg-bar">
              <View className="pg-fill" style={{ width: `${Math.round(percent || 0)}%` }} />
            </View>
          )}
          {!at && online && why && <View>{why.detail}</View>}
        </View>
      </View>
      <View className="que-w">
        <View className="grid">
          {photos.map(({ name, path }, i) => (
            <View key={name} className="pg">
              {path !== '' && <Picture src={path} alt={fill(mini.photos.one, { n: i + 1 })} />}
            </View>
          ))}
        </View>
        <Text className="b">{joinWords(category, draft.address)}</Text>
        <View>{draft.text}</View>
      </View>
    </Page>
  )
}
