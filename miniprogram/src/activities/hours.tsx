import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { hourEndpoints, type CorrectionView, type HourEntry } from '#shared/hours.ts'
import { monthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { openPage } from '../navigation'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { Empty } from '../parts/states'
import { Tap } from '../parts/tap'
import { resident } from '../session'
import { usePages } from '../use-pages'
import { Older } from '../parts/older'
import { LoadedPage } from '../parts/loaded-page'
import { ifSignedIn, readHours, spanWords, type Hours } from './hours-and-certificates'
import { NotSignedIn } from './not-signed-in'
import { numberOf } from '#shared/typed.ts'
import './activities.scss'

const say = miniPapers.hours

/** Somebody else rules on it; the ledger keeps what stood there. */
function AskCorrection({ of, onAsked, onBack }: { of: HourEntry; onAsked: () => void; onBack: () => void }) {
  const form = useForm({
    endpoint: hourEndpoints.askCorrection,
    params: { signup: of.signup },
    as: resident,
    start: { minutes: '', words: '' },
    fields: () => [
      {
        kind: 'tel',
        id: 'fix-minutes',
        name: 'minutes',
        label: say.asking.minutes,
        hint: say.asking.minutesHint,
        complaint: say.asking.bad
      },
      {
        kind: 'long',
        id: 'fix-words',
        name: 'words',
        label: say.asking.words,
        hint: say.asking.wordsHint,
        complaint: tooShort(say.asking.short)
      }
    ],
    // An empty field is no zero.
    body: ({ minutes, words }) => ({ minutes: minutes.trim() === '' ? undefined : numberOf(minutes), words }),
    draft: `correction.${of.signup}`,
    done: onAsked
  })
  return (
    <View className="ac-card pa-fix">
      <View className="b">{say.asking.title}</View>
      <Fields of={form} />
      <View className="hint">{say.asking.who}</View>
      <FormError of={form} id="fix" />
      <View className="btns">
        <Send of={form} id="fix-go" busy={say.asking.busy}>
          {say.asking.go}
        </Send>
        <Button id="fix-back" onTap={onBack}>
          {say.asking.back}
        </Button>
      </View>
    </View>
  )
}

function Entry({ entry, fixable, onAsked }: { entry: HourEntry; fixable: boolean; onAsked: () => void }) {
  const [asking, setAsking] = useState(false)
  const less = entry.minutes < 0
  return (
    <View className="pa-e" id={`entry-${entry.id}`}>
      <View className="pa-eh">
        <View className="ac-t">{entry.activity.title}</View>
        <View className={less ? 'pa-n pa-less' : 'pa-n'}>
          {fill(less ? say.minus : say.plus, { span: spanWords(entry.minutes) })}
        </View>
      </View>
      <View className="hint">
        {fill(say.line, {
          date: monthDay(entry.activity.from),
          at: monthDay(entry.at),
          by: entry.by,
          kind: say.kind[entry.kind]
        })}
      </View>
      {entry.words && <View className="pa-w">{fill(say.why, { words: entry.words })}</View>}
      {entry.beyond && (
        <View className="pa-w">{fill(say.beyond, { limit: spanWords(entry.beyond.limit), by: entry.by })}</View>
      )}
      {fixable && !asking && (
        <Tap id={`fix-${entry.id}`} className="more" onTap={() => setAsking(true)}>
          {say.wrong}
        </Tap>
      )}
      {asking && (
        <AskCorrection
          of={entry}
          onBack={() => setAsking(false)}
          onAsked={() => {
            setAsking(false)
            onAsked()
          }}
        />
      )}
    </View>
  )
}

const Correction = ({ correction }: { correction: CorrectionView }) => (
  <View className="pa-e">
    <View className="pa-eh">
      <View>
        {fill(say.asked, {
          date: monthDay(correction.at),
          title: correction.activity.title,
          span: spanWords(correction.minutes)
        })}
      </View>
      <View className={correction.state === 'asked' ? 'pa-s pa-open' : 'pa-s'}>{say.states[correction.state]}</View>
    </View>
    {correction.words && <View className="hint">{correction.words}</View>}
    {correction.ruling && <View className="pa-w">{fill(say.ruled, correction.ruling)}</View>}
  </View>
)

function Total({ hours }: { hours: Hours }) {
  const star = [
    hours.star > 0 && fill(say.star, { n: hours.star }),
    hours.nextStar !== undefined && fill(say.next, { hours: hours.nextStar / 60, n: hours.star + 1 })
  ].filter(Boolean)
  return (
    <View className="pa-sum">
      <View className="hint">{say.total}</View>
      <View className="pa-total" id="total">
        {spanWords(Math.max(0, hours.minutes))}
      </View>
      <View className="hint">{fill(say.count, { n: hours.activities })}</View>
      <View className="hint">
        {star.map((words, i) => (
          <Text key={i}>{words}</Text>
        ))}
      </View>
      <Button id="papers" kind="main" onTap={() => openPage('certificates')}>
        {miniPapers.entry.papers}
      </Button>
      <View className="vo-ways">
        {(['profile', 'honours'] as const).map((name) => (
          <Tap key={name} id={`to-${name}`} className="more" onTap={() => openPage(name)}>
            {miniVolunteers.titles[name]}
          </Tap>
        ))}
      </View>
    </View>
  )
}

export default function HoursPage() {
  const of = usePageData(() => ifSignedIn(() => readHours()), 'hours')
  const ledger = usePages(of.value === 'web' ? undefined : of.value, readHours)
  return (
    <LoadedPage title={miniPapers.titles.hours} of={of} rows={3}>
      {(hours) => {
        if (hours === 'web') return <NotSignedIn words={miniPapers.web} onIn={() => void of.reload()} />
        if (ledger.items.length === 0) {
          return (
            <Empty words={say.none}>
              <Button kind="main" onTap={() => openPage('activities')}>
                {miniPapers.see}
              </Button>
            </Empty>
          )
        }
        const open = new Set(hours.corrections.flatMap((c) => (c.state === 'asked' ? [c.signup] : [])))
        return (
          <View>
            <Total hours={hours} />
            {hours.corrections.length > 0 && (
              <View id="corrections">
                <Heading className="ac-day">{say.corrections}</Heading>
                {hours.corrections.map((c) => (
                  <Correction key={c.id} correction={c} />
                ))}
              </View>
            )}
            <Heading className="ac-day">{say.ledger}</Heading>
            {ledger.items.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                fixable={entry.kind === 'grant' && !open.has(entry.signup)}
                onAsked={() => void of.reload()}
              />
            ))}
            <Older of={ledger} />
          </View>
        )
      }}
    </LoadedPage>
  )
}
