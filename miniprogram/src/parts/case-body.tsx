import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CaseView } from '#shared/cases.ts'
import { becauseWords } from '#shared/because.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { responsibilityWords } from '#shared/responsibility.ts'
import { fill } from '#shared/locales/fill.ts'
import { cases } from '#shared/locales/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRole } from '../aria-role'
import { Alarms, Chip, titleOf } from './chip'
import { Clocks } from './clocks'
import { Heading } from './heading'
import { joinWords } from './join-words'
import { BeforeAfter } from './before-after'
import { Timeline } from './timeline'

const say = mini.case

/** Chip, title, place, number; the seal only on what is closed. */
export function CaseHead({ of }: { of: CaseView }) {
  return (
    <View className="case-h">
      <View className="case-k">
        <Chip status={of.status} />
        <Alarms of={of} />
        {of.demo && <View className="demo">{mini.demo}</View>}
        <View className="case-t title">{titleOf(of)}</View>
        <View className="case-s">{joinWords(of.area.name, of.address)}</View>
        <View className="no">{of.no}</View>
      </View>
      {of.status === 'closed' && (
        <View className="seal" {...asRole('img')} aria-label={say.seal}>
          {[...say.seal].map((character, i) => (
            <Text key={i}>{character}</Text>
          ))}
        </View>
      )}
    </View>
  )
}

export const CasePair = ({ of }: { of: CaseView }) => (
  <BeforeAfter
    before={of.before}
    after={of.after}
    at={of.at}
    afterAt={of.afterAt}
    distanceM={of.afterDistanceM}
    what={of.title}
    {...(of.demo && { demo: true })}
  />
)

/** A resident's words, quoted as they were said. */
export function Quote({ of }: { of: CaseView }) {
  const words = of.textErased ? say.erased : of.text
  if (!words) return null
  return (
    <View className="quote">
      <View className={of.textErased ? 'quote-p dim' : 'quote-p'}>{words}</View>
      <View className="quote-f">
        {fill(say.channel, { at: monthDayTime(of.at), channel: cases.channel[of.channel] })}
        {of.reports > 1 && <View>{fill(say.more, { n: of.reports - 1 })}</View>}
        {of.affected !== undefined && <View>{fill(mini.affected.others, { n: of.affected })}</View>}
      </View>
    </View>
  )
}

export function Ratings({ of }: { of: CaseView }) {
  if (of.ratings.length === 0) return null
  return (
    <View className="sec">
      <Heading>{say.ratings}</Heading>
      {of.ratings.map((rating, i) => (
        <View key={i} className="said">
          <View className="b">
            {fill(say.rating, { solved: cases.solved[rating.solved], satisfied: cases.satisfied[rating.satisfied] })}
          </View>
          {rating.text && <View>{rating.text}</View>}
          <View className="hint">
            {monthDayTime(rating.at)}
            {rating.earlier && fill(say.ratedEarlier, { n: rating.round })}
          </View>
        </View>
      ))}
    </View>
  )
}

/** Why this office, as the rule found it; and the ledger's proof. */
export function Because({ of }: { of: CaseView }) {
  const { routing, ledger } = of
  // More entries than steps above would look like something hidden.
  const inner = ledger.entries - of.timeline.length
  return (
    <View className="sec sec-2">
      <Heading>{say.why}</Heading>
      {routing.because.map(becauseWords).map((words, i) => (
        <View key={i} className="why">
          {words}
        </View>
      ))}
      <View className="hint">
        {routing.byHand ? say.byHand : fill(say.rule, { rule: routing.rule, version: routing.version })}
      </View>
      <Heading className="h-2">{say.proof}</Heading>
      <View className="why">
        {ledger.whole
          ? fill(say.whole, {
              n: ledger.entries,
              at: monthDayTime(ledger.at),
              head: ledger.head.slice(0, 12),
              inner: inner > 0 ? fill(say.inner, { n: inner }) : ''
            })
          : fill(say.broken, { n: ledger.entries })}
      </View>
    </View>
  )
}

/** 首问责任: who answers for it while it is on its way from one to another. Nothing where it stayed with the first. */
function Whose({ of }: { of: CaseView }) {
  const words = responsibilityWords(of)
  return words.length === 0 ? null : (
    <View className="sec" id="whose">
      {words.map((word, i) => (
        <View key={i} className="asked">
          {word}
        </View>
      ))}
    </View>
  )
}

/** A whole case, with what this reader may do with it after the photos. */
export function CaseBody({
  of,
  asks,
  next
}: {
  of: CaseView
  asks?: ReactNode
  next?: { words: string; by?: string } | undefined
}) {
  return (
    <View>
      <CaseHead of={of} />
      <CasePair of={of} />
      {asks}
      <Clocks clock={of.clock} elapsed={of.elapsed} status={of.status} />
      <Whose of={of} />
      <Quote of={of} />
      <Timeline of={of} next={next} />
      <Ratings of={of} />
      <Because of={of} />
    </View>
  )
}
