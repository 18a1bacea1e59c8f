import { View } from '@tarojs/components'
import type { ProfileView } from '#shared/volunteers.ts'
import { monthDay, yearMonthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { activities } from '#shared/locales/activities.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { volunteers } from '#shared/locales/volunteers.ts'
import { go } from '../go'
import { Heading } from '../parts/heading'
import { Tap } from '../parts/tap'
import { spanWords, type Hours } from './paper-kit'

const say = miniVolunteers.profile

/** The star he has, and how far it is to the next. */
function Star({ it }: { it: Hours | undefined }) {
  if (!it) return <View className="pa-e hint">{say.hoursOff}</View>
  const minutes = Math.max(0, it.minutes)
  const next = it.nextStar
  const percent = next === undefined ? 100 : Math.floor((minutes / next) * 100)
  return (
    <View className="pa-e" id="star">
      <View className="ac-t">
        {it.star === 0 ? say.starsNone : fill(next === undefined ? say.starTop : say.starNow, { n: it.star })}
      </View>
      {next !== undefined && (
        <>
          <View className="vo-bar" aria-label={fill(say.progressLabel, { n: it.star + 1, percent })}>
            <View className="vo-bar-f" style={{ width: `${percent}%` }} />
          </View>
          <View className="hint">
            {fill(say.progress, { span: spanWords(minutes), hours: next / 60, n: it.star + 1 })}
          </View>
        </>
      )}
      <Tap id="to-hours" className="more" onTap={() => go('hours')}>
        {say.toHours}
      </Tap>
    </View>
  )
}

/** What organisers noted of him: to be read, not written. */
export function Noted({ of, hours }: { of: Pick<ProfileView, 'learned' | 'honours'>; hours: Hours | undefined }) {
  return (
    <View id="noted">
      <Heading className="vo-h">{say.noted}</Heading>
      <View className="hint ac-pad">{say.notedHint}</View>
      <View className="ac-day">{say.stars}</View>
      <Star it={hours} />
      <View className="ac-day">{say.learned}</View>
      {of.learned.length === 0 && <View className="pa-e hint">{say.learnedNone}</View>}
      {of.learned.map((it) => (
        <View key={it.training} className="pa-e">
          <View className="pa-eh">
            <View className="ac-t">{activities.training[it.training]}</View>
            <View className={it.passed ? 'pa-s vo-ok' : 'pa-s pa-open'}>{it.passed ? say.passed : say.failed}</View>
          </View>
          <View className="hint">
            {it.score === undefined
              ? fill(say.noScore, { at: yearMonthDay(it.at) })
              : fill(say.score, { at: yearMonthDay(it.at), score: it.score })}
          </View>
        </View>
      ))}
      <View className="ac-day">{say.honours}</View>
      {of.honours.length === 0 && <View className="pa-e hint">{say.honoursNone}</View>}
      {[...of.honours].reverse().map((it) => (
        <View key={`${it.honour}${it.at}${it.words}`} className="pa-e">
          <View className="ac-t">{volunteers.honour[it.honour]}</View>
          <View className="hint">{fill(say.honour, { at: monthDay(it.at), words: it.words })}</View>
        </View>
      ))}
    </View>
  )
}
