import { Text, View } from '@tarojs/components'
import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { photosAtMost } from '#shared/photos.ts'
import { clockTime, dayOf, monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { takePhotos, type From } from '../camera'
import { areas } from '../city'
import {
  draftsAside,
  isWorthKeeping,
  openDraft,
  putAside,
  storeDraft,
  storedDraft,
  takeUp,
  useDrafts,
  type Draft
} from '../drafts'
import { toggleElder, useElder } from '../elder'
import { openPage } from '../navigation'
import { photosOf, useLastTaken } from '../outbox'
import { dial, headerSpace } from '../platform'
import { useLoaded } from '../use-loaded'
import { myReports, type MyReport } from '../my-reports'
import { Button } from '../parts/button'
import { Chip, titleOf } from '../parts/chip'
import { Heading } from '../parts/heading'
import { Icon, Mark } from '../parts/icon'
import { Picture } from '../parts/image'
import { joinWords } from '../parts/join-words'
import { Page } from '../parts/page'
import { QueuedLines } from '../parts/queued-lines'
import { HOTLINE, Offline } from '../parts/states'
import { Tap } from '../parts/tap'
import { choosePlace, locatePhone, locateIfAllowed } from '../place'
import type { Spot } from '../place/datum'
import { openPicker, takePicked } from '../place/picking'
import { usePlaceFacts } from '../place/place-facts'
import { Around } from './around'
import { TogetherCells } from './together'
import './home.scss'

const say = mini.home

/** Header with the mark; WeChat's capsule keeps its corner. */
function Header({ city }: { city: string | undefined }) {
  const room = headerSpace()
  return (
    <View className="hd" style={{ paddingTop: `${room.top}px`, paddingRight: `${room.right}px` }}>
      <View className="hd-in" style={{ height: `${room.height}px` }}>
        <Mark />
        <View className="hd-b">{mini.brand}</View>
        <View className="hd-c">{city}</View>
      </View>
    </View>
  )
}

/** Where the trouble is, as far as the phone knows. */
function PlaceLine({
  spot,
  address,
  locating,
  onLocate,
  onChoose
}: {
  spot: Spot | undefined
  address: string
  locating: boolean
  onLocate: () => void
  onChoose: () => void
}) {
  const { where, refused } = usePlaceFacts(spot)
  const known = address || (where && joinWords(where.area.name, where.grid?.name))
  const words = locating
    ? say.locating
    : refused?.code === 'outside_city'
      ? refused.detail
      : spot
        ? known && fill(say.near, { where: known })
        : say.unknown
  return (
    <View className="fd-loc">
      <Icon name="pin" />
      <Text>{words}</Text>
      <Tap id="place" className="fd-a" onTap={spot ? onChoose : onLocate}>
        {spot ? say.change : say.locate}
      </Tap>
    </View>
  )
}

const draftWords = (draft: Draft): string => {
  const time = dayOf(draft.savedAt) === dayOf(Date.now()) ? clockTime(draft.savedAt) : monthDayTime(draft.savedAt)
  return fill(say.draft.text, { n: draft.photos.length, time })
}

/** Reports that were begun and not sent, the one that is being written first. */
function DraftLines({ draft, aside }: { draft: Draft | undefined; aside: readonly Draft[] }) {
  const all = [...(draft ? [draft] : []), ...aside]
  if (all.length === 0) return null
  return (
    <View className="cells">
      {all.map((draft, i) => (
        <Tap
          key={draft.key}
          id={i === 0 ? 'draft' : `draft-${i}`}
          className="todo"
          onTap={() => {
            takeUp(draft.key)
            openPage('report')
          }}
        >
          <View className="todo-b">
            <View className="b">{draft.refused ? say.draft.refused : say.draft.title}</View>
            <View className="todo-t">{draft.refused ? draft.refused.detail : draftWords(draft)}</View>
          </View>
          <Text className="todo-go">{say.draft.go}</Text>
          <Icon name="right" />
        </Tap>
      ))}
    </View>
  )
}

/** A draft waits and somebody wants to take a photo: of the same, or of something else? */
function SameOrAnother({ draft, onAnother }: { draft: Draft; onAnother: () => void }) {
  return (
    <View className="fd-ask" id="same-or-another">
      <View>
        <View className="b">{say.draft.title}</View>
        <View className="fd-sub">{draftWords(draft)}</View>
      </View>
      <Button id="same" kind="main" wide onTap={() => openPage('report')}>
        {say.draft.go}
      </Button>
      <Button id="another" wide onTap={onAnother}>
        {say.draft.another}
      </Button>
      <View className="fd-sub">{say.draft.stays}</View>
    </View>
  )
}

function Todo({ of }: { of: MyReport }) {
  if (!of.waiting) return null
  return (
    <Tap
      id={`todo-${of.report}`}
      className="todo"
      onTap={() => openPage('myReport', { id: of.report, no: of.case.no })}
    >
      <View className="todo-p">{of.case.thumb && <Picture src={of.case.thumb.small} alt="" />}</View>
      <View className="todo-b">
        <View className="b title">{titleOf(of.case)}</View>
        <View className="todo-t">
          {say.todo[of.waiting].map((words) => (
            <View key={words}>{fill(words, { day: of.rateBy ? monthDay(of.rateBy) : '' })}</View>
          ))}
        </View>
        <Chip status={of.case.status} />
      </View>
      <Icon name="right" />
    </Tap>
  )
}

const TODOS_ATMOST = 3

function Waiting({ of }: { of: readonly MyReport[] }) {
  return (
    <>
      {(['answer', 'rate'] as const).map((kind) => {
        const some = of.filter((report) => report.waiting === kind).slice(0, TODOS_ATMOST)
        return some.length === 0 ? null : (
          <View key={kind} className="cells">
            <Heading>{say.waiting[kind]}</Heading>
            {some.map((report) => (
              <Todo key={report.report} of={report} />
            ))}
          </View>
        )
      })}
    </>
  )
}

export default function Home() {
  const elder = useElder()
  const city = useLoaded(areas, 'city')
  const own = useLoaded(myReports, `own ${useLastTaken() ?? ''}`)
  const draft = useDrafts(storedDraft)
  const aside = useDrafts(draftsAside)
  /** What a photo was wanted from, while a draft waits. */
  const [asking, setAsking] = useState<From>()
  const [here_, setHere] = useState<Spot>()
  const [locating, setLocating] = useState(false)

  const keepPlace = async (place: Spot, address: string) => {
    storeDraft({ ...(await openDraft()), place, address, placed: { by: 'hand', at: Date.now() } })
  }
  useDidShow(() => {
    setAsking(undefined)
    const picked = takePicked()
    if (picked) void keepPlace(picked.place, picked.address)
    if (!storedDraft()?.place) void locateIfAllowed().then((spot) => spot && setHere(spot))
    if (own.value) void own.reload()
  })
  usePullDownRefresh(() => {
    void Promise.all([city.reload(), own.reload()]).finally(() => Taro.stopPullDownRefresh())
  })

  const spot = draft?.place ?? here_
  const change = async () => {
    const chosen = await choosePlace(spot)
    if (chosen === 'own-picker') openPicker({ ...(spot && { place: spot }), address: draft?.address ?? '' })
    else if (chosen !== 'cancelled') await keepPlace(chosen.spot, chosen.address)
  }
  const locate = async () => {
    setLocating(true)
    const located = await locatePhone()
    setLocating(false)
    if (located.ok) setHere(located.spot)
    else await change()
  }
  const waits = draft && isWorthKeeping(draft) ? draft : undefined
  /** With a draft that waits nobody knows whether the next photo is of it. */
  const wish = (from: From) => (waits ? setAsking(from) : void shoot(from))
  const another = async (from: From) => {
    if (!putAside()) return void Taro.showToast({ title: say.draft.tooMany, icon: 'none' })
    setAsking(undefined)
    await shoot(from)
  }
  const shoot = async (from: From) => {
    const open = await openDraft()
    const queue = photosOf(open)
    const result = await takePhotos(photosAtMost - open.photos.length, [from], (photo) => void queue.add([photo]))
    // A camera that may not be used is no reason to turn anyone away: the form says what else can be done.
    if (result !== 'cancelled') openPage('report', result === 'taken' ? {} : { refused: '1' })
  }

  // Until the city has begun there is nothing to send.
  const preparing = city.value?.city.preparing
  const { title, sub } = preparing ? say.preparing : say
  return (
    <Page title={mini.titles.home} tab="home" bare>
      <Header city={city.value?.city.name} />
      <Offline />
      <View className="finder">
        {!preparing && (
          <>
            <View className="brk brk-a" />
            <View className="brk brk-b" />
            <PlaceLine
              spot={spot}
              address={draft?.address ?? ''}
              locating={locating}
              onLocate={() => void locate()}
              onChoose={() => void change()}
            />
          </>
        )}
        <View className="fd-h">{title}</View>
        {sub.map((words) => (
          <View key={words} className="fd-sub">
            {words}
          </View>
        ))}
        {waits && asking && <SameOrAnother draft={waits} onAnother={() => void another(asking)} />}
        {!preparing && !(waits && asking) && (
          <Tap id="shoot" className="shutter" onTap={() => wish('camera')}>
            <View className="sh-o">
              <View className="sh-i">
                <Icon name="camera" />
              </View>
            </View>
            <Text className="sh-t">{say.shoot}</Text>
          </Tap>
        )}
        <View className="fd-alt">
          {!preparing && (
            <Tap id="album" className="fd-a" onTap={() => wish('album')}>
              <Icon name="album" />
              <Text>{say.album}</Text>
            </Tap>
          )}
          <Tap className="fd-a" onTap={() => dial(city.value?.city.hotline ?? HOTLINE)}>
            <Icon name="call" />
            <Text>{say.call}</Text>
          </Tap>
        </View>
      </View>
      <QueuedLines />
      <DraftLines draft={asking ? undefined : waits} aside={aside} />
      {own.value && <Waiting of={own.value.items} />}
      {city.value && <Around city={city.value} spot={spot} />}
      <TogetherCells />
      <View className="mini-f">
        <Tap id="elder" className="mini-a" onTap={toggleElder}>
          <Icon name="letters" />
          <Text>{elder ? mini.elder.off : mini.elder.on}</Text>
        </Tap>
        <Tap className="mini-a" onTap={() => dial(HOTLINE)}>
          <Icon name="phone" />
          <Text>{fill(mini.hotline, { n: HOTLINE })}</Text>
        </Tap>
      </View>
    </Page>
  )
}
