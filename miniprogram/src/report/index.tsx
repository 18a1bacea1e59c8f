import { Text, View } from '@tarojs/components'
import Taro, { useDidShow, useRouter, useUnload } from '@tarojs/taro'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { descriptionAtMost } from '#shared/reports.ts'
import { photosAtMost } from '#shared/photos.ts'
import { clockTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, type CallRefused } from '../api'
import { categories } from '../city'
import { deletePhotos } from '../camera'
import { dropDraft, emptyDraft, isWorthKeeping, storeDraft, storedDraft, openDraft, type Draft } from '../drafts'
import { replacePage } from '../navigation'
import { useLatest } from '../use-latest'
import { useLoaded } from '../use-loaded'
import { Button } from '../parts/button'
import { CategoryPicker } from '../parts/category-picker'
import { Field } from '../parts/field'
import { anyComplaint, rest } from '../parts/form'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { PhotoPicker } from '../parts/photo-picker'
import { ErrorBox, FieldError, Offline, WhenLoaded } from '../parts/states'
import { Switch } from '../parts/switch'
import { Tap } from '../parts/tap'
import { usePlaceFacts } from '../place/place-facts'
import { storeReceipt } from '../receipts'
import { allSent, someFailed, usePhotoQueue, type PhotoToSend } from '../photos-to-send'
import { complaintsOf, refusedParts, reportOf, submit, submitter, type ReportPart } from '../submit-report'
import { storeLastReceipt } from './last-receipt'
import { PlaceGroup } from './place-group'
import { DeadlineLine } from './deadline-line'
import { Suggestions } from './suggestions'
import './report.scss'

/** Long enough that typing does not write at every letter, short enough that a closed phone loses a word at most. */
const KEEP_MS = 400

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

/** In the order of the page, with the group that shows what is wrong. */
const groupOf = {
  photos: 'group-photos',
  place: 'group-place',
  address: 'address',
  category: 'group-category',
  text: 'words',
  phone: 'group-phone',
  contactName: 'contact-name',
  consentPublic: 'group-open'
} as const satisfies Record<ReportPart, string>
const parts = Object.keys(groupOf) as ReportPart[]

/** Photos of the draft as they stand: what is sent carries the server's name. */
const drawnFrom = (list: readonly PhotoToSend[]) => list.map(({ name, id }) => ({ name, ...(id && { id }) }))

/** What was sent and never answered is known to the shelf alone; editing must not forget it. */
const withSent = (draft: Draft): Draft => ({ ...draft, sent: storedDraft()?.sent ?? [] })
const keep = (draft: Draft): boolean => storeDraft(withSent(draft))

/** What the button is at. */
type Busy = 'photos' | 'sending'

export default function Report() {
  const { params } = useRouter()
  const [words, setWords] = useState<Draft>()
  const [keptAt, setKeptAt] = useState<number>()
  const [room, setRoom] = useState(true)
  const [pressed, setPressed] = useState(false)
  const [tile, setTile] = useState<string>()
  const [contact, setContact] = useState(false)
  const [busy, setBusy] = useState<Busy>()
  const [stuck, setStuck] = useState(false)
  const [refused, setRefused] = useState<CallRefused>()
  const [cameraRefused, setCameraRefused] = useState(params['refused'] === '1')
  const kinds = useLoaded(categories, 'categories')
  const [list, lot] = usePhotoQueue(submitter)
  // Photos belong to the draft as soon as they are taken, and the server's name for them as soon as it is known.
  const draft = useMemo(() => words && { ...words, photos: drawnFrom(list) }, [words, list])
  const latest = useLatest(draft)
  const done = useRef(false)

  const change = useCallback((part: Partial<Draft>) => setWords((now) => now && { ...now, ...part }), [])

  // The page for choosing a place writes into the draft, so it is read again whenever this page comes back.
  useDidShow(() => {
    void openDraft().then(async (kept) => {
      if (latest.current) return change({ ...(kept.place && { place: kept.place }), address: kept.address })
      await lot.add(kept.photos)
      setWords(kept)
      setContact(kept.phone !== '')
      setKeptAt(kept.savedAt)
    })
  })

  useEffect(() => {
    if (!draft || !(isWorthKeeping(draft) || draft.place)) return
    const timer = setTimeout(() => {
      if (done.current) return
      setRoom(keep(draft))
      setKeptAt(Date.now())
    }, KEEP_MS)
    return () => clearTimeout(timer)
  }, [draft])

  // Leaving within that moment keeps the last words too; what has a receipt is no draft any more.
  useUnload(() => {
    if (!done.current && latest.current && isWorthKeeping(latest.current)) keep(latest.current)
  })

  const chosen = kinds.value?.categories.find((category) => category.code === draft?.category)
  const { where, refused: nowhere } = usePlaceFacts(draft?.place, draft?.category)

  /** Waits for the photos, then sends; photos that the server has swept away meanwhile go up once more by themselves. */
  const deliver = async (again = false): Promise<void> => {
    setBusy('photos')
    const sent = await lot.settled()
    const now = latest.current
    if (!now || sent.length === 0 || someFailed(sent)) {
      setStuck(someFailed(sent))
      return setBusy(undefined)
    }
    const whole = { ...now, photos: drawnFrom(sent) }
    const body = reportOf(whole)
    if (!body) return setBusy(undefined)
    setBusy('sending')
    try {
      const { receipt, earlier } = await submit(withSent(whole), body, await submitter())
      if (receipt.code) storeReceipt({ no: receipt.no, code: receipt.code, at: receipt.at, report: receipt.report })
      storeLastReceipt({ receipt, earlier })
      deletePhotos(whole.photos.map((photo) => photo.name))
      done.current = true
      setWords(undefined)
      dropDraft()
      replacePage('receipt')
    } catch (trouble) {
      const why = asRefused(trouble)
      setRefused(why)
      setBusy(undefined)
      if (why.code !== 'unknown_photo' || again) return
      // Nobody had claimed them for a day; the phone still has them.
      lot.resend()
      await deliver(true)
    }
  }

  const complaints = { ...(draft && complaintsOf(draft)), ...(refused && refusedParts(refused)) }
  const press = () => {
    setPressed(true)
    setRefused(undefined)
    setStuck(false)
    const found = draft ? complaintsOf(draft) : {}
    if (!anyComplaint(found)) return void deliver()
    if (found['phone'] ?? found['contactName']) setContact(true)
    const first = parts.find((part) => found[part] !== undefined)
    if (first) void Taro.pageScrollTo({ selector: `#${groupOf[first]}`, offsetTop: -56, duration: 120 })
  }

  const empty = async () => {
    deletePhotos(list.map((shot) => shot.name))
    lot.clear()
    dropDraft()
    setPressed(false)
    setTile(undefined)
    setContact(false)
    setWords(await emptyDraft())
    void Taro.showToast({ title: mini.draft.dropped, icon: 'none' })
  }

  const wrong = (part: ReportPart | typeof rest) => (pressed ? complaints[part] : undefined)
  const waiting = busy === 'photos' && !allSent(list)
  const foot = (
    <View className="send">
      {wrong(rest) && <FieldError id="error-rest">{wrong(rest)}</FieldError>}
      <View className="send-p">
        <Icon name="clock" />
        <Text>{waiting ? mini.photos.notYet : mini.submit.deadline}</Text>
      </View>
      <Button
        id="submit"
        kind="main"
        wide
        busy={busy && (waiting ? mini.submit.waiting : mini.submit.busy)}
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
        error={
          wrong('photos') ??
          (cameraRefused && list.length === 0 ? mini.photos.refused : stuck ? mini.photos.stuck : undefined)
        }
      >
        <PhotoPicker id="add-photo" list={list} queue={lot} onRefused={() => setCameraRefused(true)} />
      </Group>
      <Group
        gap="place"
        title={mini.place.title}
        error={wrong('place') ?? (nowhere?.code === 'outside_city' ? nowhere.detail : undefined)}
      >
        <PlaceGroup draft={draft} where={where} error={wrong('address')} onChange={change} />
        {chosen?.home && <View className="hint">{mini.place.home}</View>}
      </Group>
      <Group gap="category" title={mini.category.title} error={wrong('category')}>
        <WhenLoaded of={kinds} rows={2}>
          {(of) => (
            <CategoryPicker
              of={of}
              chosen={chosen}
              tile={tile}
              onTile={setTile}
              onChoose={(category) => change({ category })}
            />
          )}
        </WhenLoaded>
        {chosen && chosen.hint !== '' && <View className="hint">{chosen.hint}</View>}
        {chosen && <DeadlineLine category={chosen} where={where} />}
      </Group>
      <Group gap="words">
        <Field
          id="words"
          label={mini.words.title}
          aside={mini.words.optional}
          placeholder={mini.words.hint}
          error={wrong('text')}
          value={draft.text}
          onInput={(text) => change({ text })}
          max={descriptionAtMost}
          count={fill(mini.words.count, { n: [...draft.text].length, max: descriptionAtMost })}
          long
        />
        <Suggestions
          text={draft.text}
          place={draft.place}
          chosen={chosen}
          onChoose={(category, open) => {
            setTile(open)
            change({ category })
          }}
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
              error={wrong('contactName')}
            />
          </View>
        ) : (
          <Tap id="add-contact" className="more" onTap={() => setContact(true)}>
            {mini.contact.add}
          </Tap>
        )}
      </Group>
      <Group gap="open" error={wrong('consentPublic')}>
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
