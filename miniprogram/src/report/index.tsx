import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, useRouter, useUnload } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { descriptionAtMost } from '#shared/reports.ts'
import { photosAtMost } from '#shared/photos.ts'
import { clockTime } from '#shared/when.ts'
import { fill } from '#shared/words/zh-CN.ts'
import { mini } from '#shared/words/zh-CN/mini.ts'
import { asRefused, type CallRefused } from '../api'
import { categories } from '../city'
import { forget } from '../camera'
import { dropDraft, emptyDraft, isWorthKeeping, keepDraft, keptDraft, openDraft, type Draft } from '../drafts'
import { goInstead } from '../go'
import { useLoaded } from '../loaded'
import { Button } from '../parts/button'
import { CategoryPicker } from '../parts/category-picker'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { PhotoPicker } from '../parts/photo-picker'
import { ErrorBox, FieldError, Offline, Shown } from '../parts/state'
import { Switch } from '../parts/switch'
import { Tap } from '../parts/tap'
import { useWhere } from '../place/where'
import { keepReceipt } from '../receipts'
import { allSent, someFailed, useShots, type Shot } from '../shots'
import { bodyOf, gapsOf, submit, submitter, type Gap } from '../submit'
import { keepShown } from './last'
import { PlaceGroup } from './place-group'
import { PromiseLine } from './promise-line'
import './report.scss'

/** Long enough that typing does not write at every letter, short enough that a closed phone loses a word at most. */
const KEEP_MS = 400

const gapWords: Record<Gap, string> = {
  photos: mini.photos.none,
  place: mini.place.none,
  category: mini.category.none,
  phone: mini.contact.wrong
}
const groupOf = (gap: Gap) => `group-${gap}`

function Group({
  gap,
  title,
  aside,
  error,
  children
}: {
  gap: string
  title?: string
  aside?: string
  error?: string | undefined
  children: ReactNode
}) {
  return (
    <View className={`grp${error ? ' grp-bad' : ''}`} id={`group-${gap}`}>
      {title && (
        <Heading>
          {title}
          {aside && <Text className="small">{aside}</Text>}
        </Heading>
      )}
      {error && <FieldError id={`error-${gap}`}>{error}</FieldError>}
      {children}
    </View>
  )
}

/** Photos of the draft as they stand: what is sent carries the server's name. */
const drawnFrom = (list: readonly Shot[]) => list.map(({ name, id }) => ({ name, ...(id && { id }) }))

/** What was sent and never answered is known to the shelf alone; editing must not forget it. */
const withSent = (draft: Draft): Draft => ({ ...draft, sent: keptDraft()?.sent ?? [] })
const keep = (draft: Draft): boolean => keepDraft(withSent(draft))

export default function Report() {
  const { params } = useRouter()
  const [draft, setDraft] = useState<Draft>()
  const [keptAt, setKeptAt] = useState<number>()
  const [room, setRoom] = useState(true)
  const [gaps, setGaps] = useState<Gap[]>([])
  const [tile, setTile] = useState<string>()
  const [contact, setContact] = useState(false)
  const [busy, setBusy] = useState<string>()
  const [refused, setRefused] = useState<CallRefused>()
  const [cameraRefused, setCameraRefused] = useState(params['refused'] === '1')
  /** Pressed while photos were still on their way: goes on by itself once they are there. */
  const [wanted, setWanted] = useState(false)
  const kinds = useLoaded(categories, 'categories')
  const [list, lot] = useShots(submitter)
  const latest = useRef<Draft>()
  latest.current = draft

  const change = useCallback((part: Partial<Draft>) => {
    setDraft((now) => now && { ...now, ...part })
    setGaps([])
  }, [])

  // The page for choosing a place writes into the draft, so it is read again whenever this page comes back.
  useDidShow(() => {
    void openDraft().then((kept) => {
      if (latest.current)
        return setDraft((now) => now && { ...now, ...(kept.place && { place: kept.place }), address: kept.address })
      setDraft(kept)
      setContact(kept.phone !== '')
      if (isWorthKeeping(kept)) setKeptAt(kept.savedAt)
      void lot.add(kept.photos)
    })
  })

  // Photos belong to the draft as soon as they are taken, and the server's name for them as soon as it is known.
  useEffect(() => {
    if (latest.current && (list.length > 0 || latest.current.photos.length > 0)) change({ photos: drawnFrom(list) })
  }, [list, change])

  useEffect(() => {
    if (!draft || !(isWorthKeeping(draft) || draft.place)) return
    const timer = setTimeout(() => {
      setRoom(keep(draft))
      setKeptAt(Date.now())
    }, KEEP_MS)
    return () => clearTimeout(timer)
  }, [draft])

  // Leaving within that moment keeps the last words too.
  useUnload(() => {
    if (latest.current && isWorthKeeping(latest.current)) keep(latest.current)
  })

  const chosen = kinds.value?.categories.find((category) => category.code === draft?.category)
  const { where, refused: nowhere } = useWhere(draft?.place, draft?.category)

  const send = useCallback(async () => {
    const now = latest.current
    const body = now && bodyOf(now)
    if (!now || !body) return
    setBusy(mini.submit.busy)
    setRefused(undefined)
    try {
      const { receipt, earlier } = await submit(withSent(now), body, await submitter())
      if (receipt.code) keepReceipt({ no: receipt.no, code: receipt.code, at: receipt.at, report: receipt.report })
      keepShown({ receipt, earlier })
      forget(now.photos.map((photo) => photo.name))
      latest.current = undefined
      setDraft(undefined)
      dropDraft()
      goInstead('receipt')
    } catch (trouble) {
      const why = asRefused(trouble)
      // The server sweeps away photos that nobody claimed for a day; the phone still has them.
      if (why.code === 'unknown_photo') {
        lot.resend()
        setWanted(true)
      }
      setRefused(why)
      setBusy(undefined)
    }
  }, [lot])

  const press = () => {
    if (!draft) return
    setRefused(undefined)
    const missing = gapsOf(draft)
    setGaps(missing)
    if (missing[0]) {
      void Taro.pageScrollTo({ selector: `#${groupOf(missing[0])}`, offsetTop: -56, duration: 120 })
      return
    }
    setWanted(true)
  }

  // Goes once every photo is there; one that failed asks for a hand first.
  useEffect(() => {
    if (!wanted) return
    if (someFailed(list)) return setWanted(false)
    if (!allSent(list) || draft?.photos.length !== list.length || draft.photos.some((photo) => !photo.id)) return
    setWanted(false)
    void send()
  }, [wanted, list, draft, send])

  const empty = async () => {
    forget(list.map((shot) => shot.name))
    lot.clear()
    dropDraft()
    setKeptAt(undefined)
    setTile(undefined)
    setContact(false)
    setDraft(await emptyDraft())
    void Taro.showToast({ title: mini.draft.dropped, icon: 'none' })
  }

  const wrong = (gap: Gap) => (gaps.includes(gap) ? gapWords[gap] : undefined)
  const sending = list.length > 0 && !allSent(list) && !someFailed(list)
  const foot = (
    <View className="send">
      <View className="send-p">
        <Icon name="clock" />
        <Text>{wanted && sending ? mini.photos.notYet : mini.submit.promise}</Text>
      </View>
      <Button
        id="submit"
        kind="main"
        wide
        busy={busy ?? (wanted && sending ? mini.submit.waiting : undefined)}
        onTap={press}
      >
        {mini.submit.go}
      </Button>
    </View>
  )

  if (!draft) return <Page title={mini.titles.report}>{null}</Page>
  return (
    <Page title={mini.titles.report} foot={foot}>
      <Offline />
      {refused && (
        <ErrorBox
          title={mini.submit.failed}
          detail={refused.code === 'unknown_photo' ? mini.submit.resent : refused.detail}
          kept={mini.submit.kept}
          again={mini.submit.again}
          onAgain={press}
        />
      )}
      <Group
        gap="photos"
        title={mini.photos.title}
        aside={fill(mini.photos.count, { n: list.length, max: photosAtMost })}
        error={wrong('photos') ?? (cameraRefused ? mini.photos.refused : undefined)}
      >
        <PhotoPicker id="add-photo" list={list} lot={lot} onRefused={() => setCameraRefused(true)} />
      </Group>
      <Group
        gap="place"
        title={mini.place.title}
        error={wrong('place') ?? (nowhere?.code === 'outside_city' ? nowhere.detail : undefined)}
      >
        <PlaceGroup draft={draft} where={where} onChange={change} />
        {chosen?.home && <View className="hint">{mini.place.home}</View>}
      </Group>
      <Group gap="category" title={mini.category.title} error={wrong('category')}>
        <Shown of={kinds} rows={2}>
          {(of) => (
            <CategoryPicker
              of={of}
              chosen={chosen}
              tile={tile}
              onTile={setTile}
              onChoose={(category) => change({ category })}
            />
          )}
        </Shown>
        {chosen && chosen.hint !== '' && <View className="hint">{chosen.hint}</View>}
        {chosen && <PromiseLine category={chosen} where={where} />}
      </Group>
      <Group gap="words">
        <Field
          id="words"
          label={mini.words.title}
          aside={mini.words.optional}
          placeholder={mini.words.hint}
          value={draft.text}
          onInput={(text) => change({ text })}
          max={descriptionAtMost}
          count={fill(mini.words.count, { n: [...draft.text].length, max: descriptionAtMost })}
          long
        />
        {contact ? (
          <View id="group-phone">
            <Field
              id="phone"
              label={mini.contact.title}
              aside={mini.words.optional}
              kind="tel"
              placeholder={mini.contact.phone}
              hint={mini.contact.hint}
              value={draft.phone}
              onInput={(phone) => change({ phone })}
              max={20}
              error={wrong('phone')}
            />
            <View className="gap" />
            <Field
              id="contact-name"
              label={mini.contact.name}
              aside={mini.words.optional}
              value={draft.contactName}
              onInput={(contactName) => change({ contactName })}
              max={20}
            />
          </View>
        ) : (
          <Tap id="add-contact" className="more" onTap={() => setContact(true)}>
            {mini.contact.add}
          </Tap>
        )}
      </Group>
      <Group gap="open">
        <Switch
          id="consent"
          title={mini.open.title}
          hint={mini.open.hint}
          on={draft.consentPublic}
          onTurn={(consentPublic) => change({ consentPublic })}
        />
      </Group>
      {keptAt !== undefined && isWorthKeeping(draft) && (
        <View className="saved">
          <Icon name={room ? 'tick' : 'warn'} />
          <Text>{room ? fill(mini.draft.saved, { time: clockTime(keptAt) }) : mini.draft.full}</Text>
          <Tap id="empty" className="more" onTap={() => void empty()}>
            {mini.draft.drop}
          </Tap>
        </View>
      )}
    </Page>
  )
}
