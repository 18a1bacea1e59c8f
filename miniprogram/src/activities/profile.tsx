import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { volunteerEndpoints, type ProfileView } from '#shared/volunteers.ts'
import { mini } from '#shared/locales/mini.ts'
import { check } from '#shared/schema.ts'
import { clockTime, dayOf, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { marks } from '#shared/locales/marks.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { ask, asRefused, isUnanswered } from '../api'
import { areas as cityAreas, type Areas } from '../city'
import { openPage } from '../navigation'
import { useLatest } from '../use-latest'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { ofContract, ofRefusal, rest, type Complaints } from '../parts/form'
import { FieldError, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { asRole } from '../aria-role'
import { resident } from '../session'
import { LoadedPage } from '../parts/loaded-page'
import { readHours, type Hours } from './hours-and-certificates'
import {
  bodyOf,
  dropProfile,
  fields,
  formOf,
  keepProfile,
  keptProfile,
  merge,
  sameForm,
  wrongOf,
  type FieldName,
  type Form,
  type Merged,
  type Wrong
} from './profile-draft'
import { fieldName, fieldWords, ProfileForm } from './profile-form'
import { OrganiserNotes } from './organiser-notes'
import { NotSignedIn } from './not-signed-in'
import './activities.scss'

const say = miniVolunteers.profile
const who = (): string => resident.viewer()?.id ?? ''

interface Read {
  rev: number
  stands: Form
  /** Nothing of what others noted is known without a network. */
  noted?: Pick<ProfileView, 'learned' | 'honours'>
  hours?: Hours | undefined
  areas?: Areas | undefined
  /** When it was asked for: a new look is a new sheet. */
  at: number
}

const readProfile = (): Promise<ProfileView> => ask(volunteerEndpoints.readProfile, {}, { as: resident })

async function read(): Promise<Read | 'web'> {
  const at = Date.now()
  const areas = await cityAreas().catch(() => undefined)
  try {
    if (!(await resident.token())) return 'web'
    const [profile, hours] = await Promise.all([readProfile(), readHours().catch(() => undefined)])
    return { rev: profile.rev, stands: formOf(profile), noted: profile, hours, areas, at }
  } catch (trouble) {
    const draft = isUnanswered(asRefused(trouble)) ? keptProfile(who()) : undefined
    if (!draft) throw trouble
    return { rev: draft.rev, stands: draft.base, areas, at }
  }
}

interface Sheet {
  rev: number
  /** What the person began from. */
  base: Form
  form: Form
  /** When the draft that stands in the form was kept. */
  keptAt?: number
  news?: (Pick<Merged, 'taken' | 'both'> & { theirs: Form }) | undefined
}

function opened({ rev, stands }: Read): Sheet {
  const draft = keptProfile(who())
  if (!draft) return { rev, base: stands, form: stands }
  const { form, taken, both } = merge(draft.base, draft.form, stands)
  const moved = taken.length + both.length > 0
  return { rev, base: stands, form, keptAt: draft.savedAt, ...(moved && { news: { taken, both, theirs: stands } }) }
}

/** What somebody else, or he himself on another phone, has saved meanwhile. */
function News({
  of,
  form,
  areas,
  onTake
}: {
  of: NonNullable<Sheet['news']>
  form: Form
  areas: Areas | undefined
  onTake: (name: FieldName) => void
}) {
  const names = of.taken.map((name) => fieldName(name)).join(marks.list)
  return (
    <View className="vo-news" id="news" {...asRole('alert')}>
      <View className="b">{say.stale.title}</View>
      <View>{of.both.length > 0 ? say.stale.text : names ? fill(say.stale.merged, { names }) : say.stale.same}</View>
      {of.both.map((name) => (
        <View key={name} className="vo-both">
          <View>
            {fill(say.stale.line, {
              name: fieldName(name),
              theirs: fieldWords(of.theirs, name, areas),
              yours: fieldWords(form, name, areas)
            })}
          </View>
          <Tap id={`take-${name}`} className="more" onTap={() => onTake(name)}>
            {say.stale.take}
          </Tap>
        </View>
      ))}
    </View>
  )
}

/** Every field of the page shows what is wrong with it. */
const holders = fields.map((name) => ({ name }))

function useSheet(of: Read) {
  const [sheet, setSheet] = useState(() => opened(of))
  // One may go on typing while it is being saved.
  const latest = useLatest(sheet)
  const [wrong, setWrong] = useState<Wrong>({})
  const [told, setTold] = useState<Complaints>({})
  const [trouble, setTrouble] = useState<string>()
  const [room, setRoom] = useState(true)
  const [busy, setBusy] = useState(false)
  const [today] = useState(() => dayOf(Date.now()))
  const dirty = !sameForm(sheet.base, sheet.form)

  const put = (next: Sheet) => {
    setSheet(next)
    setRoom(keepProfile({ who: who(), rev: next.rev, base: next.base, form: next.form }))
  }
  const change = (part: Partial<Form>) => {
    const { keptAt: _old, ...rest } = sheet
    put({ ...rest, form: { ...sheet.form, ...part } })
    setWrong({})
    setTold({})
    setTrouble(undefined)
  }
  const take = (name: FieldName) => {
    const { news } = sheet
    if (!news) return
    put({
      ...sheet,
      form: { ...sheet.form, [name]: news.theirs[name] },
      news: { ...news, both: news.both.filter((field) => field !== name), taken: [...news.taken, name] }
    })
  }
  const drop = () => {
    dropProfile()
    setSheet({ rev: sheet.rev, base: sheet.base, form: sheet.base })
    setTrouble(undefined)
    void Taro.showToast({ title: say.draft.dropped, icon: 'none' })
  }
  /** What was sent stands there now; what was typed meanwhile stays in the form. */
  const done = (profile: ProfileView, sent: Form) => {
    const base = formOf(profile)
    put({ rev: profile.rev, base, form: merge(sent, latest.current.form, base).form })
    void Taro.showToast({ title: say.saved, icon: 'none' })
  }
  /** Somebody was faster: his is read, the two are brought together, and the person looks before he saves again. */
  const compare = async () => {
    const profile = await readProfile()
    const theirs = formOf(profile)
    const { form, taken, both } = merge(sheet.base, latest.current.form, theirs)
    // A save whose answer was lost has arrived after all.
    if (sameForm(form, theirs)) return done(profile, form)
    put({ rev: profile.rev, base: theirs, form, news: { taken, both, theirs } })
    void Taro.pageScrollTo({ scrollTop: 0, duration: 120 })
  }
  const save = async () => {
    const bad = wrongOf(sheet.form, today)
    setWrong(bad)
    const first = fields.find((name) => bad[name])
    if (first) return void Taro.pageScrollTo({ selector: `#me-${first}`, offsetTop: -96, duration: 120 })
    const body = bodyOf(sheet.form, sheet.rev, of.areas?.items)
    const checked = check(volunteerEndpoints.saveProfile.body, body)
    if (!checked.ok) {
      const complaints = ofContract(checked.complaints, holders)
      setTold(complaints)
      return setTrouble(complaints[rest] ?? mini.form.look)
    }
    if (!dirty) return void Taro.showToast({ title: say.same, icon: 'none' })
    setBusy(true)
    setTrouble(undefined)
    try {
      done(await ask(volunteerEndpoints.saveProfile, { body }, { as: resident }), sheet.form)
    } catch (why) {
      const refused = asRefused(why)
      try {
        if (refused.code === 'stale') await compare()
        else if (isUnanswered(refused)) setTrouble(say.draft.offline)
        else {
          setTold(ofRefusal(refused, holders))
          setTrouble(refused.detail)
        }
      } catch {
        setTrouble(say.draft.offline)
      }
    }
    setBusy(false)
  }
  return { sheet, wrong, told, trouble, room, busy, today, dirty, change, take, drop, save }
}

/** Today's by its time, an older one with its day. */
const momentWords = (at: number, today: string): string => (dayOf(at) === today ? clockTime(at) : monthDayTime(at))

function Mine({ of }: { of: Read }) {
  const { sheet, wrong, told, trouble, room, busy, today, dirty, change, take, drop, save } = useSheet(of)
  const { form, news, keptAt } = sheet
  return (
    <View>
      <View className="pa-lead">{say.private}</View>
      {!of.noted && <Strip icon="info">{say.draft.reading}</Strip>}
      {keptAt !== undefined && dirty && (
        <Strip icon="pencil">
          <View id="draft-found">{fill(say.draft.found, { time: momentWords(keptAt, today) })}</View>
        </Strip>
      )}
      {news && <News of={news} form={form} areas={of.areas} onTake={take} />}
      <View className="vo-form">
        <ProfileForm
          form={form}
          wrong={wrong}
          told={told}
          areas={of.areas}
          hours={of.hours}
          today={today}
          onChange={change}
        />
      </View>
      <View className="pa-box vo-save">
        {trouble && <FieldError id="profile-error">{trouble}</FieldError>}
        <Button id="profile-save" kind="main" wide busy={busy && say.saving} onTap={() => void save()}>
          {say.save}
        </Button>
        {dirty && (
          <>
            <View className="hint" id="draft-kept">
              {room ? say.draft.keeping : say.draft.full}
            </View>
            <Button id="draft-drop" kind="link" onTap={drop}>
              {say.draft.drop}
            </Button>
          </>
        )}
      </View>
      {of.noted && <OrganiserNotes of={of.noted} hours={of.hours} />}
      <View className="ac-to vo-to">
        <Tap id="to-teams" className="ac-own" onTap={() => openPage('teams')}>
          {say.toTeams}
        </Tap>
        <Tap id="to-honours" className="ac-own" onTap={() => openPage('honours')}>
          {say.toHonours}
        </Tap>
        <Tap id="to-privacy" className="ac-own" onTap={() => openPage('privacy')}>
          {say.toPrivacy}
        </Tap>
      </View>
    </View>
  )
}

/** What a volunteer says of himself, and what others noted of him. */
export default function Profile() {
  const of = usePageData(read, 'profile', { onReturn: false })
  const again = () => void of.reload()
  return (
    <LoadedPage title={miniVolunteers.titles.profile} of={of} rows={3}>
      {(read) =>
        read === 'web' ? (
          <NotSignedIn words={miniVolunteers.stranger.profile} onIn={again} />
        ) : (
          <Mine key={read.at} of={read} />
        )
      }
    </LoadedPage>
  )
}
