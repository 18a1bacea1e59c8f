import { plainText } from '#shared/typed.ts'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useReducer, useState } from 'react'
import { presenceEndpoints } from '#shared/presence.ts'
import { activityEndpoints } from '#shared/activities.ts'
import type { ApiAnswer } from '#shared/api.ts'
import type { SignupMove, SignupView } from '#shared/activities.ts'
import type { PresenceKind } from '#shared/presence.ts'
import { clockTime, monthDayTime } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { activities } from '#shared/locales/activities.ts'
import { mini } from '#shared/locales/mini.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { ask, asRefused } from '../api'
import { asRole } from '../aria-role'
import { watchNetwork } from '../platform'
import { Button } from '../parts/button'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { FieldError, Strip } from '../parts/states'
import { locatePhone } from '../place'
import { resident } from '../session'
import { addToCalendar, canScan, scan } from './device'
import { checkCode, reportEvent, sendEvents, unsentEvents } from './presence'

/** One may come an hour before the start and go two hours after the end; the server says what counts. */
const opensMs = 3_600_000
const closesMs = 2 * 3_600_000
const badCode = { 'not ours': 'notOurs', 'other shift': 'otherShift' } as const

const stateWords = (signup: SignupView, over: boolean): string => {
  if (signup.outcome) return activities.outcome[signup.outcome]
  if (signup.state === 'waiting') return signup.ahead ? fill(say.mine.ahead, { n: signup.ahead }) : say.mine.first
  if (signup.state === 'offered')
    return fill(say.mine.offered, { at: signup.confirmBy ? monthDayTime(signup.confirmBy) : '' })
  if (signup.state === 'in') return over ? say.mine.over : say.mine.in
  return activities.signup[signup.state]
}

interface Presence {
  /** The last that was reported, by this phone even where nobody has heard of it yet. */
  state: PresenceKind | 'none'
  since: string | undefined
  minutes: number
  /** Something was kept on the phone or taken off it: look again. */
  look: () => void
  /** Asks the server what it makes of it. */
  read: () => Promise<void>
}

/** Whether he is there, as far as the phone knows; asked only around the shift. */
function usePresence(signup: string, near: boolean): Presence {
  const [known, setKnown] = useState<ApiAnswer<'readPresence'>>()
  const [, look] = useReducer((n: number) => n + 1, 0)
  const read = useCallback(
    async () => setKnown(await ask(presenceEndpoints.readPresence, { params: { signup } }, { as: resident })),
    [signup]
  )
  useEffect(() => {
    let gone = false
    if (near)
      ask(presenceEndpoints.readPresence, { params: { signup } }, { as: resident }).then(
        (value) => !gone && setKnown(value),
        // Without a network the codes still work; what was reported before is seen later.
        () => undefined
      )
    return () => {
      gone = true
    }
  }, [near, signup])
  // Once it is over the server takes everybody for gone; who came and has not left may still say when.
  const own = unsentEvents().filter((event) => event.signup === signup)
  const last = own.at(-1) ?? known?.presence.events.at(-1)
  return { state: last?.kind ?? 'none', since: last?.at, minutes: known?.presence.minutes ?? 0, look, read }
}

/** Coming and going: scanned, kept, sent when there is a network. */
function CheckIn({ signup, over, presence }: { signup: SignupView; over: boolean; presence: Presence }) {
  const [said, setSaid] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { state, since, minutes, look, read } = presence

  // What was kept goes out as soon as there is a network, and then the server says what it makes of it.
  useEffect(
    () =>
      watchNetwork((online) => {
        if (!online || !unsentEvents().some((event) => event.signup === signup.id)) return
        sendEvents()
          .then(async (answers) => {
            const refused = answers.find((answer) => !answer.kept)
            setSaid(undefined)
            setWrong(refused && say.checkIn.rejected[refused.why ?? 'unknown'])
            await read()
          })
          .catch(() => undefined)
      }),
    [signup.id, read]
  )

  const kind: PresenceKind = state === 'in' ? 'out' : 'in'
  // Once it is over one can only leave.
  const may = !over || kind === 'out'

  const go = async (byCode: boolean) => {
    setWrong(undefined)
    setSaid(undefined)
    const at = new Date()
    const code = byCode ? await scan() : undefined
    if (byCode && code === undefined) return
    const seen = code === undefined ? 'good' : checkCode(code, signup.shift.id, at.getTime())
    if (seen === 'not ours' || seen === 'other shift') return setWrong(say.checkIn[badCode[seen]])
    setBusy(true)
    const located = await locatePhone()
    if (!byCode && !located.ok) {
      setBusy(false)
      return setWrong(say.checkIn.nowhere)
    }
    try {
      const answered = await reportEvent({
        signup: signup.id,
        kind,
        at: at.toISOString(),
        ...(code !== undefined && { code }),
        ...(located.ok && { place: located.spot })
      })
      // Whether the code is old or the phone's clock is wrong only the server can tell.
      if (answered === 'queued')
        setSaid(fill(seen === 'old' ? say.checkIn.queuedOld : say.checkIn.queued, { time: clockTime(at) }))
      else if (!answered.kept) setWrong(say.checkIn.rejected[answered.why ?? 'unknown'])
      else {
        setSaid(say.checkIn.done[kind])
        await read()
      }
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
    }
    look()
    setBusy(false)
  }
  return (
    <View className="ac-in">
      <View className="hint">
        {state === 'in' && since
          ? fill(say.checkIn.state.in, { time: clockTime(since) })
          : state === 'out'
            ? fill(say.checkIn.state.out, { n: minutes })
            : say.checkIn.state.none}
      </View>
      {canScan && may && (
        <Button id={`scan-${signup.id}`} kind="main" wide busy={busy && mini.loading} onTap={() => void go(true)}>
          {say.checkIn[kind]}
        </Button>
      )}
      {may && (
        <Button id={`place-${signup.id}`} kind="link" onTap={() => void go(false)}>
          {kind === 'in' ? say.checkIn.byPlace : say.checkIn.byPlaceOut}
        </Button>
      )}
      {said && <Strip icon="info">{said}</Strip>}
      {wrong && <FieldError id={`wrong-${signup.id}`}>{wrong}</FieldError>}
    </View>
  )
}

interface Opinion {
  good: 'yes' | 'no' | undefined
  words: string
}

/** How it was: said once, and changed as long as the server lets it. Nothing is chosen for anybody. */
function Feedback({ of, onChange }: { of: SignupView; onChange: (signup: SignupView) => void }) {
  const said = of.feedback
  const [changing, setChanging] = useState(false)
  const form = useForm<typeof activityEndpoints.moveSignup, Opinion>({
    endpoint: activityEndpoints.moveSignup,
    params: { signup: of.id },
    as: resident,
    start: { good: said && (said.good ? 'yes' : 'no'), words: said?.words ?? '' },
    fields: ({ good }) => [
      {
        kind: 'answers',
        id: 'good',
        name: 'good',
        label: say.mine.feedback,
        of: { yes: say.mine.good, no: say.mine.bad }
      },
      good && {
        kind: 'long',
        id: 'feedback-words',
        name: 'words',
        label: say.mine.words,
        aside: mini.words.optional,
        hint: say.mine.feedbackHint
      }
    ],
    body: ({ good, words }) => ({ verb: 'feedback', good: good === 'yes', ...(plainText(words) && { words }) }),
    draft: `feedback.${of.id}`,
    done(signup) {
      setChanging(false)
      onChange(signup)
    }
  })
  if (said && !changing) {
    return (
      <Button id="feedback-change" kind="link" onTap={() => setChanging(true)}>
        {say.mine.feedbackChange}
      </Button>
    )
  }
  return (
    <View className="ac-fb">
      <Fields of={form} />
      {form.values.good && (
        <>
          <FormError of={form} id="feedback" />
          <Send of={form} id="feedback-go" kind="plain" busy={mini.loading}>
            {say.mine.feedbackGo}
          </Send>
          {changing && (
            <Button id="feedback-back" kind="link" onTap={() => setChanging(false)}>
              {say.mine.feedbackBack}
            </Button>
          )}
        </>
      )}
    </View>
  )
}

/** What one may do with a sign-up, as the server says it. */
export function SignupCard({ of, onChange }: { of: SignupView; onChange: (signup: SignupView) => void }) {
  const [asking, setAsking] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [added, setAdded] = useState(false)
  const [now] = useState(() => Date.now())
  const over = Date.parse(of.shift.to) <= now
  const near =
    of.state === 'in' &&
    !of.outcome &&
    Date.parse(of.shift.from) - opensMs <= now &&
    now <= Date.parse(of.shift.to) + closesMs
  const presence = usePresence(of.id, near)
  const may = (verb: SignupView['may'][number]) => of.may.includes(verb)
  /** Who is there already, or has been, neither cancels nor sends somebody else. */
  const absent = presence.state === 'none'

  const move = async (said: SignupMove): Promise<boolean> => {
    setWrong(undefined)
    try {
      onChange(await ask(activityEndpoints.moveSignup, { params: { signup: of.id }, body: said }, { as: resident }))
      setAsking(false)
      return true
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
      return false
    }
  }
  return (
    <View className="ac-card" id={`signup-${of.id}`}>
      <View className={of.state === 'offered' ? 'ac-say ac-hot' : 'ac-say'}>{stateWords(of, over)}</View>
      {of.words && <View className="hint">{of.words}</View>}
      {of.overlaps && (
        <View className="hint">
          {fill(say.mine.overlaps, {
            title: of.overlaps.title,
            from: clockTime(of.overlaps.from),
            to: clockTime(of.overlaps.to)
          })}
        </View>
      )}
      {near && <CheckIn signup={of} over={over} presence={presence} />}
      {may('confirm') && (
        <View className="btns">
          <Button id={`confirm-${of.id}`} kind="main" onTap={() => void move({ verb: 'confirm' })}>
            {say.mine.confirm}
          </Button>
          <Button id={`decline-${of.id}`} onTap={() => void move({ verb: 'decline' })}>
            {say.mine.decline}
          </Button>
        </View>
      )}
      {of.substituteCode && (
        <View className="ac-code">
          <View className="hint">{say.mine.handOnHint}</View>
          <View className="ac-c">
            <Text className="no">{of.substituteCode}</Text>
            <Button onTap={() => void Taro.setClipboardData({ data: of.substituteCode ?? '' })}>{say.mine.copy}</Button>
          </View>
        </View>
      )}
      <View className="ac-do">
        {(of.state === 'in' || of.state === 'offered') && Date.parse(of.shift.to) > now && (
          <Button
            id={`calendar-${of.id}`}
            onTap={() =>
              void addToCalendar({
                title: of.activity.title,
                from: of.shift.from,
                to: of.shift.to,
                address: of.activity.address,
                file: of.calendar
              }).then(setAdded)
            }
          >
            {added ? say.mine.calendarDone : say.mine.calendar}
          </Button>
        )}
        {may('hand_on') && absent && (
          <Button id={`hand-${of.id}`} onTap={() => void move({ verb: 'hand_on' })}>
            {say.mine.handOn}
          </Button>
        )}
        {may('keep') && (
          <Button id={`keep-${of.id}`} onTap={() => void move({ verb: 'keep' })}>
            {say.mine.keep}
          </Button>
        )}
        {may('cancel') && absent && !asking && (
          <Button id={`cancel-${of.id}`} onTap={() => setAsking(true)}>
            {say.mine.cancel}
          </Button>
        )}
      </View>
      {asking && absent && (
        <View className="ac-ask" {...asRole('alert')}>
          <View className="b">{say.mine.cancelSure}</View>
          {of.state === 'in' && Date.parse(of.cancelBy) < now && <View className="hint">{say.mine.cancelLate}</View>}
          <View className="btns">
            <Button id={`yes-${of.id}`} kind="grave" onTap={() => void move({ verb: 'cancel' })}>
              {say.mine.cancelYes}
            </Button>
            <Button onTap={() => setAsking(false)}>{say.mine.cancelNo}</Button>
          </View>
        </View>
      )}
      {of.feedback && (
        <View className="hint" id={`said-${of.id}`}>
          {fill(of.feedback.words ? say.mine.thanksWords : say.mine.thanks, {
            said: of.feedback.good ? say.mine.good : say.mine.bad,
            words: of.feedback.words ?? ''
          })}
        </View>
      )}
      {may('feedback') && <Feedback of={of} onChange={onChange} />}
      {wrong && <FieldError id={`no-${of.id}`}>{wrong}</FieldError>}
    </View>
  )
}
