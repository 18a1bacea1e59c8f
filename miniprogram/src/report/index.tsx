import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState, type ReactNode } from 'react'
import { descriptionAtMost, phoneAtMost } from '#shared/reports.ts'
import { photosAtMost } from '#shared/photos.ts'
import { clockTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { categories } from '../city'
import { changeDraft, isWorthKeeping, queueDraft, type Draft } from '../drafts'
import { discard, sendQueued, useLastTaken } from '../outbox'
import { replacePage, replacePageOrTab } from '../navigation'
import { useLoaded } from '../use-loaded'
import { Answers } from '../parts/answers'
import { Button } from '../parts/button'
import { CategoryPicker } from '../parts/category-picker'
import { Field } from '../parts/field'
import { anyComplaint, rest, type Complaints } from '../parts/form'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { PhotoPicker } from '../parts/photo-picker'
import { ErrorBox, FieldError, Offline, WhenLoaded } from '../parts/states'
import { Tap } from '../parts/tap'
import { usePlaceFacts } from '../place/place-facts'
import { complaintsOf, refusedParts, type ReportPart } from './complaints'
import { PlaceGroup } from './place-group'
import { DeadlineLine } from './deadline-line'
import { Similar, useSimilar } from './similar'
import { Suggestions } from './suggestions'
import { usePlaceDoubt } from './use-place-doubt'
import { useReportDraft } from './use-report-draft'
import { Queued } from './queued'
import { longest } from './limits.ts'
import './report.scss'

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

/** Who may be asked; both fields are there once somebody wants them. */
function Contact({
  draft,
  wrong,
  onChange
}: {
  draft: Draft
  wrong: (part: ReportPart) => string | undefined
  onChange: (part: Partial<Draft>) => void
}) {
  return (
    <View id="group-phone">
      <Field
        id="phone"
        label={mini.contact.title}
        aside={mini.words.optional}
        kind="tel"
        placeholder={mini.contact.phone}
        hint={mini.contact.hint}
        value={draft.phone}
        onInput={(phone) => onChange({ phone })}
        max={phoneAtMost}
        error={wrong('phone')}
      />
      <View className="gap" />
      <Field
        id="contact-name"
        label={mini.contact.name}
        aside={mini.words.optional}
        value={draft.contactName}
        onInput={(contactName) => onChange({ contactName })}
        max={longest.contactName}
        error={wrong('contactName')}
      />
    </View>
  )
}

export default function Report() {
  const { params } = useRouter()
  const [pressed, setPressed] = useState(false)
  const [tile, setTile] = useState<string>()
  const [contact, setContact] = useState(false)
  const [cameraRefused, setCameraRefused] = useState(params['refused'] === '1')
  const kinds = useLoaded(categories, 'categories')
  const [takenUp, setTakenUp] = useState<number>()
  const written = useReportDraft(params['key'], (kept) => {
    setContact(kept.phone !== '')
    if (isWorthKeeping(kept)) setTakenUp(Date.now())
  })
  const { key, draft, photos, queue, change, room } = written
  const refused = draft?.refused
  const isTaken = useLastTaken() === key && key !== undefined
  useEffect(() => {
    if (isTaken) replacePageOrTab('receipt', 'mine')
  }, [isTaken])

  const chosen = kinds.value?.categories.find((category) => category.code === draft?.category)
  const { where, refused: nowhere } = usePlaceFacts(draft?.place, draft?.category)

  const doubt = usePlaceDoubt(draft, takenUp)
  const similar = useSimilar(draft)
  const [distinct, setDistinct] = useState(false)

  const wanting = (now: Draft): Complaints => ({
    ...(doubt && { place: mini.place.doubt.first }),
    ...complaintsOf(now)
  })
  const complaints = { ...(draft && wanting(draft)), ...(refused && refusedParts(refused)) }
  const press = () => {
    if (!draft) return
    setPressed(true)
    changeDraft(draft.key, { refused: undefined })
    const found = wanting(draft)
    if (!anyComplaint(found) && similar.length > 0 && !distinct) {
      setDistinct(true)
      return void Taro.pageScrollTo({ selector: '#group-similar', offsetTop: -56, duration: 120 })
    }
    if (!anyComplaint(found)) {
      queueDraft(draft.key)
      return void sendQueued()
    }
    if (found['phone'] ?? found['contactName']) setContact(true)
    const first = parts.find((part) => found[part] !== undefined)
    if (first) void Taro.pageScrollTo({ selector: `#${groupOf[first]}`, offsetTop: -56, duration: 120 })
  }

  const empty = async () => {
    setPressed(false)
    setTile(undefined)
    setContact(false)
    await written.empty()
    void Taro.showToast({ title: mini.draft.dropped, icon: 'none' })
  }

  const wrong = (part: ReportPart | typeof rest) => (pressed || refused ? complaints[part] : undefined)
  const foot = (
    <View className="send">
      {wrong(rest) && <FieldError id="error-rest">{wrong(rest)}</FieldError>}
      <View className="send-p">
        <Icon name="clock" />
        <Text>{mini.submit.deadline}</Text>
      </View>
      <Button id="submit" kind="main" wide onTap={press}>
        {mini.submit.go}
      </Button>
    </View>
  )

  if (!draft || !queue || isTaken) return <Page title={mini.titles.report}>{null}</Page>
  if (draft.queued !== undefined) return <Queued draft={draft} photos={photos} category={chosen?.name} />
  return (
    <Page title={mini.titles.report} foot={foot}>
      <Offline />
      {refused && (
        <ErrorBox
          title={mini.submit.failed}
          detail={refused.detail}
          kept={mini.submit.kept}
          again={mini.submit.again}
          onAgain={press}
        />
      )}
      <Group
        gap="photos"
        title={mini.photos.title}
        aside={fill(mini.photos.count, { n: photos.length, max: photosAtMost })}
        error={wrong('photos') ?? (cameraRefused && photos.length === 0 ? mini.photos.refused : undefined)}
      >
        <PhotoPicker id="add-photo" list={photos} queue={queue} onRefused={() => setCameraRefused(true)} />
      </Group>
      <Group
        gap="place"
        title={mini.place.title}
        error={wrong('place') ?? (nowhere?.code === 'outside_city' ? nowhere.detail : undefined)}
      >
        <PlaceGroup draft={draft} where={where} doubt={doubt} error={wrong('address')} onChange={change} />
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
          <Contact draft={draft} wrong={wrong} onChange={change} />
        ) : (
          <Tap id="add-contact" className="more" onTap={() => setContact(true)}>
            {mini.contact.add}
          </Tap>
        )}
      </Group>
      {similar.length > 0 && (
        <Similar
          of={similar}
          onSaid={(no) => {
            discard(draft.key)
            replacePage('case', { no })
          }}
        />
      )}
      <Group gap="open" error={wrong('consentPublic')}>
        <Answers
          id="consent"
          label={mini.open.title}
          of={mini.open.answers}
          value={draft.consent}
          onChoose={(consent) => change({ consent })}
        />
        <View className="hint">{draft.consent === 'no' ? mini.open.noHint : mini.open.hint}</View>
      </Group>
      {isWorthKeeping(draft) && (
        <View className="saved">
          <Icon name={room ? 'tick' : 'warn'} />
          <Text>{room ? fill(mini.draft.saved, { time: clockTime(draft.savedAt) }) : mini.draft.full}</Text>
          <Tap id="empty" className="more" onTap={() => void empty()}>
            {mini.draft.drop}
          </Tap>
        </View>
      )}
    </Page>
  )
}
