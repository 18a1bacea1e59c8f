import { View } from '@tarojs/components'
import type { CaseView, TimelineEntry } from '#shared/cases.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { verbTable } from '#shared/verbs.ts'
import { actorLine, stepTitle } from '#shared/locales/case-words.ts'
import { fill } from '#shared/locales/fill.ts'
import { cases } from '#shared/locales/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import { statusIcon } from './chip'
import { Icon } from './icon'
import { Picture } from './image'
import { joinWords } from './join-words'
import { Heading } from './heading'
import { previewPhotos } from './before-after'
import { Tap } from './tap'

const say = mini.case

const iconOf = ({ verb, to }: TimelineEntry): string => {
  const { icon } = verbTable[verb]
  return icon !== 'status' ? icon : to ? statusIcon(to) : 'tick'
}

/** Facts of a step, one short line each. */
const facts = (entry: TimelineEntry): string[] =>
  [
    entry.outcome && cases.outcome[entry.outcome],
    entry.onSite !== undefined && (entry.onSite ? say.onSite : say.byPhoto),
    entry.until && fill(say.until, { day: monthDay(`${entry.until}T00:00:00+08:00`) }),
    entry.duty && fill(say.duty, { duty: entry.duty }),
    entry.ask && fill(say.ask, { who: entry.ask })
  ].filter((words): words is string => typeof words === 'string')

/** The first step's words and photos already stand above, as the quotation. */
function Step({ entry }: { entry: TimelineEntry }) {
  const quoted = entry.verb === 'receive'
  const lines = facts(entry)
  return (
    <View className={`tl-i${entry.verb === 'verify' ? ' tl-full' : ''}`}>
      <View className="tl-n">
        <Icon name={iconOf(entry)} />
      </View>
      <View className="tl-b">
        <View className="tl-h">{stepTitle(entry)}</View>
        <View className="tl-m">
          <View>{monthDayTime(entry.at)}</View>
          <View>{actorLine(entry)}</View>
        </View>
        {lines.length > 0 && <View className="tl-f">{joinWords(...lines)}</View>}
        {entry.text && !quoted && <View className="tl-t">{entry.text}</View>}
        {entry.erased && <View className="tl-t dim">{cases.erased}</View>}
        {entry.photos.length > 0 && !quoted && (
          <View className="tl-p">
            {entry.photos.map((photo, i) => (
              <Tap
                key={photo.id}
                className="tl-ph"
                label={fill(say.photo, { n: i + 1 })}
                onTap={() => previewPhotos(entry.photos, i)}
              >
                <Picture src={photo.small} alt="" />
              </Tap>
            ))}
          </View>
        )}
        <View className="tl-l">{fill(say.ledger, { n: entry.n })}</View>
      </View>
    </View>
  )
}

/** Newest first; what comes next is a dashed node above. */
export function Timeline({
  of,
  next
}: {
  of: Pick<CaseView, 'timeline' | 'status' | 'office' | 'clock'>
  next?: { words: string; by?: string } | undefined
}) {
  // A date that has passed is no promise any more.
  const late = of.clock.state === 'running' && of.clock.light === 'red'
  const words = late && say.next[of.status] ? say.late : say.next[of.status]
  const coming =
    next ?? (words && { words: fill(words, { office: of.office.short, due: monthDayTime(of.clock.dueAt) }) })
  return (
    <View className="sec">
      <Heading>{say.timeline}</Heading>
      <View className="tl">
        {coming && (
          <View className="tl-i tl-wait">
            <View className="tl-n">
              <Icon name="clock" />
            </View>
            <View className="tl-b">
              <View className="tl-h">{coming.words}</View>
              {'by' in coming && coming.by && <View className="tl-m">{coming.by}</View>}
            </View>
          </View>
        )}
        {of.timeline.map((entry) => (
          <Step key={entry.n} entry={entry} />
        ))}
      </View>
    </View>
  )
}
