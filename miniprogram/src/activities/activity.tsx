import { activityEndpoints } from '#shared/activities.ts'
import { marks } from '#shared/locales/marks.ts'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { ActivityView, ShiftView, SignupView } from '#shared/activities.ts'
import { volunteerEndpoints } from '#shared/volunteers.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { activities } from '#shared/locales/activities.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { ask, asRefused } from '../api'
import { asRole } from '../aria-role'
import { dial } from '../platform'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Picture } from '../parts/image'
import { FieldError, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { LoadedPage } from '../parts/loaded-page'
import { ageAtFirst, ageBody, ageMissing, ageRows, JoinForm, type Age, type Known } from './join-form'
import { mayTry, showPlace, tryOut } from './device'
import { Seats } from './seats'
import { SignupCard } from './signup-card'
import { countsOf, shiftWords, timeWords } from './words'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { dialled } from '#shared/typed.ts'
import './activities.scss'

const isAhead = ({ state }: ShiftView): boolean => state !== 'over' && state !== 'cancelled'
/** What one can still join stands before what is over. */
const aheadFirst = (shifts: readonly ShiftView[]): ShiftView[] => [
  ...shifts.filter(isAhead),
  ...shifts.filter((s) => !isAhead(s))
]
const hoursOf = (minutes: number): string => String(Math.round(minutes / 6) / 10)

function Facts({ activity }: { activity: ActivityView }) {
  const age = [
    activity.minAge !== undefined && fill(say.age.from, { min: activity.minAge }),
    activity.maxAge !== undefined && fill(say.age.to, { max: activity.maxAge }),
    (activity.minAge ?? 0) < activity.guardianUnder && fill(say.age.guardian, { n: activity.guardianUnder })
  ]
    .filter(Boolean)
    .join(marks.comma)
  const lines: (readonly [string, string, string | undefined])[] = [
    ['people', say.facts.lead, [activity.office.name, ...activity.coOrganisers].join(marks.comma)],
    ['info', say.facts.bring, activity.bring.join(marks.list)],
    ['tick', say.facts.insurance, activity.insurance],
    ['person', say.facts.age, age],
    ['list', say.facts.training, activity.trainings.map((t) => activities.training[t]).join(marks.list)]
  ]
  return (
    <View className="ac-kv">
      <View className="ac-k">
        <Icon name="pin" />
        <View className="ac-kn">{say.facts.meet}</View>
        <View className="ac-kt">
          {activity.address}
          <Tap id="map" className="ac-link" onTap={() => showPlace(activity.place, activity.address)}>
            {say.map}
          </Tap>
        </View>
      </View>
      {lines.map(([icon, name, value], i) =>
        value ? (
          <View key={i} className="ac-k">
            <Icon name={icon} />
            <View className="ac-kn">{name}</View>
            <View className="ac-kt">{value}</View>
          </View>
        ) : null
      )}
      <View className="ac-k">
        <Icon name="phone" />
        <View className="ac-kn">{say.facts.contact}</View>
        <View className="ac-kt">
          {activity.contact.name}
          <Tap id="contact" className="ac-link" onTap={() => dial(dialled(activity.contact.phone))}>
            {phoneWords(activity.contact.phone)}
          </Tap>
        </View>
      </View>
    </View>
  )
}

function Shift({ shift, on, many, onChoose }: { shift: ShiftView; on: boolean; many: boolean; onChoose: () => void }) {
  const counts = countsOf(shift)
  const inside = (
    <>
      {many && <View className="ac-d">{timeWords(shift)}</View>}
      <View className="ac-v">{shiftWords(shift)}</View>
      <View className="hint">
        {fill(say.of, { n: counts.capacity, taken: counts.capacity - counts.free, waiting: counts.waiting })}
      </View>
      <Seats capacity={counts.capacity} free={counts.free} />
    </>
  )
  return many ? (
    <Tap id={`shift-${shift.id}`} className="ac-s" role="radio" on={on} onTap={onChoose}>
      {inside}
    </Tap>
  ) : (
    <View className="ac-s">{inside}</View>
  )
}

/** A friend cannot come and has given his code. */
function TakeOver({ shift, known, onDone }: { shift: ShiftView; known: Known; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const form = useForm<typeof activityEndpoints.takeOver, Age & { code: string }>({
    endpoint: activityEndpoints.takeOver,
    params: { shift: shift.id },
    as: resident,
    start: { code: '', ...ageAtFirst(known, shift) },
    fields: (values) => [
      { id: 'take-code', name: 'code', label: say.mine.takeCode, sends: true },
      ...ageRows(values, known)
    ],
    body: ({ code, ...age }) => ({ code: code.trim(), ...ageBody(age) }),
    also: ageMissing,
    draft: `take-over.${shift.id}`,
    done: onDone
  })
  if (!open) {
    return (
      <View className="ac-do ac-pad">
        <Button id="take-over" kind="link" onTap={() => setOpen(true)}>
          {say.mine.takeOver}
        </Button>
      </View>
    )
  }
  return (
    <View className="ac-join">
      <Fields of={form} />
      <FormError of={form} id="take" />
      <Send of={form} id="take-go" kind="plain">
        {say.mine.takeGo}
      </Send>
    </View>
  )
}

interface Read {
  activity: ActivityView
  mine: readonly SignupView[]
  known: Known
}

/** Everything the second tap needs is asked for with the first look. */
async function read(no: string): Promise<Read> {
  const signedIn = await resident.token().catch(() => undefined)
  const as = signedIn ? { as: resident } : {}
  const activity = await ask(activityEndpoints.readActivity, { params: { activity: no } }, as)
  if (!signedIn) return { activity, mine: [], known: {} }
  const [mine, profile] = await Promise.all([
    Promise.all(
      activity.shifts.flatMap((s) =>
        s.mine ? [ask(activityEndpoints.readSignup, { params: { signup: s.mine } }, { as: resident })] : []
      )
    ),
    ask(volunteerEndpoints.readProfile, {}, { as: resident }).catch(() => undefined)
  ])
  return {
    activity,
    mine,
    known: {
      name: profile?.name,
      phone: profile?.phone,
      born: profile?.born,
      teams: profile?.teams.map((team) => team.name) ?? []
    }
  }
}

export default function Activity() {
  const { params } = useRouter()
  const no = params['no'] ?? ''
  const of = usePageData(() => read(no), no)
  const [chosen, setChosen] = useState<string>()
  const [joining, setJoining] = useState(false)
  const [trying, setTrying] = useState(false)
  const [refused, setRefused] = useState<string>()

  const value = of.value
  const takes = (s: ShiftView) => s.state === 'open' || s.state === 'waitlist'
  const shift =
    value?.activity.shifts.find((s) => s.id === chosen) ??
    value?.activity.shifts.find(takes) ??
    value?.activity.shifts.find(isAhead) ??
    value?.activity.shifts.at(-1)
  const signup = value?.mine.find((m) => m.shift.id === shift?.id)

  const joined = async () => {
    setJoining(false)
    await of.reload()
  }
  const start = async () => {
    if (resident.viewer()) setJoining(true)
    else if (await mayTry().catch(() => false)) setTrying(true)
    else setRefused(say.join.web)
  }
  const tryIt = async () => {
    setRefused(undefined)
    try {
      await tryOut()
      setTrying(false)
      await of.reload()
      setJoining(true)
    } catch (trouble) {
      setRefused(asRefused(trouble).detail)
    }
  }
  const foot =
    value && shift && takes(shift) && !signup && !joining ? (
      <View>
        {refused && <FieldError id="join-web">{refused}</FieldError>}
        {trying && <View className="hint">{say.join.trial}</View>}
        {trying ? (
          <Button id="join-try" kind="main" wide onTap={() => void tryIt()}>
            {say.join.tryGo}
          </Button>
        ) : (
          <Button id="join-start" kind="main" wide onTap={() => void start()}>
            {shift.state === 'open' ? say.join.go : say.join.wait}
          </Button>
        )}
      </View>
    ) : undefined

  return (
    <LoadedPage title={say.titles.one} {...(foot && { foot })} of={of}>
      {({ activity, mine, known }) => (
        <View>
          {activity.cover && (
            <View className="ac-ph">
              <Picture src={activity.cover.medium} alt="" />
              <View className="ac-brk ac-brk-a" />
              <View className="ac-brk ac-brk-b" />
            </View>
          )}
          <View className="ac-h">
            <View className="ac-d">{timeWords(activity.shifts.find(isAhead) ?? activity)}</View>
            <Heading className="ac-title">{activity.title}</Heading>
            <View className="ac-about">{activity.about}</View>
          </View>
          {activity.cancelled && <Strip icon="warn">{fill(say.cancelled, { words: activity.cancelled.words })}</Strip>}
          {activity.results && (
            <View className="ac-last">
              <View className="b">{say.results}</View>
              <View>
                {fill(say.resultsLine, {
                  came: activity.results.came,
                  signedUp: activity.results.signedUp,
                  hours: hoursOf(activity.results.minutes)
                })}
                {activity.results.words}
              </View>
            </View>
          )}
          {activity.shifts.length > 1 && <View className="lab ac-pad">{say.shifts}</View>}
          <View {...(activity.shifts.length > 1 && { ...asRole('radiogroup'), 'aria-label': say.shifts })}>
            {aheadFirst(activity.shifts).map((s) => (
              <Shift
                key={s.id}
                shift={s}
                many={activity.shifts.length > 1}
                on={s.id === shift?.id}
                onChoose={() => {
                  setChosen(s.id)
                  setJoining(false)
                }}
              />
            ))}
          </View>
          {signup && (
            <SignupCard
              of={signup}
              onChange={(changed) => {
                of.replace({ activity, known, mine: mine.map((m) => (m.id === changed.id ? changed : m)) })
                void of.reload()
              }}
            />
          )}
          {joining && shift && <JoinForm key={shift.id} shift={shift} known={known} onJoined={joined} />}
          {shift && takes(shift) && !signup && resident.viewer() && (
            <TakeOver shift={shift} known={known} onDone={() => void of.reload()} />
          )}
          <Facts activity={activity} />
          {activity.last && (
            <View className="ac-last">
              <View className="b">{say.last}</View>
              <View>
                {fill(say.lastLine, {
                  day: monthDay(activity.last.from),
                  came: activity.last.results.came,
                  signedUp: activity.last.results.signedUp
                })}
                {activity.last.results.figures.map((f) => (
                  <Text key={f.name}>
                    {f.name} {f.value}
                    {marks.stop}
                  </Text>
                ))}
              </View>
            </View>
          )}
          <View className="hint ac-note">
            {activity.weather}
            {shift && fill(say.cancelBy, { at: monthDayTime(shift.cancelBy) })}
          </View>
        </View>
      )}
    </LoadedPage>
  )
}
