import { View } from '@tarojs/components'
import type { ProfileView } from '#shared/volunteers.ts'
import { monthDay, yearMonthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { activities } from '#shared/locales/activities.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { volunteers } from '#shared/locales/volunteers.ts'
import { asRole } from '../aria-role'
import { openPage } from '../navigation'
import { Heading } from '../parts/heading'
import { Tap } from '../parts/tap'
import { spanWords, type Hours } from './hours-and-certificates'

const say = miniVolunteers.profile

/** The star he has, and how far it is to the next. */
function Star({ hours }: { hours: Hours | undefined }) {
  if (!hours) return <View className="pa-e hint">{say.hoursOff}</View>
  const minutes = Math.max(0, hours.minutes)
  const next = hours.nextStar
  const percent = next === undefined ? 100 : Math.floor((minutes / next) * 100)
  return (
    <View className="pa-e" id="star">
      <View className="ac-t">
        {hours.star === 0 ? say.starsNone : fill(next === undefined ? say.starTop : say.starNow, { n: hours.star })}
      </View>
      {next !== undefined && (
        <>
          <View
            className="vo-bar"
            {...asRole('img')}
            aria-label={fill(say.progressLabel, { n: hours.star + 1, percent })}
          >
            <View className="vo-bar-f" style={{ width: `${percent}%` }} />
          </View>
          <View className="hint">
            {fill(say.progress, { span: spanWords(minutes), hours: next / 60, n: hours.star + 1 })}
          </View>
        </>
      )}
      <Tap id="to-hours" className="more" onTap={() => openPage('hours')}>
        {say.toHours}
      </Tap>
    </View>
  )
}

/** What organisers noted of him: to be read, not written. */
export function OrganiserNotes({
  of,
  hours
}: {
  of: Pick<ProfileView, 'learned' | 'honours'>
  hours: Hours | undefined
}) {
  return (
    <View id="noted">
      <Heading className="vo-h">{say.noted}</Heading>
      <View className="hint ac-pad">{say.notedHint}</View>
      <View className="ac-day">{say.stars}</View>
      <Star hours={hours} />
      <View className="ac-day">{say.learned}</View>
      {of.learned.length === 0 && <View className="pa-e hint">{say.learnedNone}</View>}
      {of.learned.map((lesson) => (
        <View key={lesson.training} className="pa-e">
          <View className="pa-eh">
            <View className="ac-t">{activities.training[lesson.training]}</View>
            <View className={lesson.passed ? 'pa-s vo-ok' : 'pa-s pa-open'}>
              {lesson.passed ? say.passed : say.failed}
            </View>
          </View>
          <View className="hint">
            {lesson.score === undefined
              ? fill(say.noScore, { at: yearMonthDay(lesson.at) })
              : fill(say.score, { at: yearMonthDay(lesson.at), score: lesson.score })}
          </View>
        </View>
      ))}
      <View className="ac-day">{say.honours}</View>
      {of.honours.length === 0 && <View className="pa-e hint">{say.honoursNone}</View>}
      {[...of.honours].reverse().map((honour) => (
        <View key={`${honour.honour}${honour.at}${honour.words}`} className="pa-e">
          <View className="ac-t">{volunteers.honour[honour.honour]}</View>
          <View className="hint">{fill(say.honour, { at: monthDay(honour.at), words: honour.words })}</View>
        </View>
      ))}
    </View>
  )
}
