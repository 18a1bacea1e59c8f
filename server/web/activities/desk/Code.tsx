/** The rotating code, large; an island turns it over with codes signed ahead, a plain page fetches the next. */
import type { ApiAnswer } from '#shared/api.ts'
import { slotOf } from '#shared/presence.ts'
import { Icon } from '../../parts/Icon.tsx'
import { ActivityTitle } from './Join.tsx'
import type { OnDesk } from './One.tsx'
import { say } from './words.ts'

interface CodeProps {
  activity: OnDesk
  shift: OnDesk['shifts'][number]
  codes: ApiAnswer<'readCodes'>
  /** The code of now, drawn. */
  svg: string
  now: Date
}

export function CodePage({ activity, shift, codes, svg, now }: CodeProps) {
  const data = {
    periodMs: codes.periodMs,
    at: now.getTime(),
    slot: codes.slot,
    codes: codes.codes,
    left: say.code.left,
    over: say.code.over,
    early: say.code.early
  }
  return (
    <main className="oa-code" id="case">
      <ActivityTitle activity={activity} shift={shift} />
      <p className="oa-scan">{say.code.scan}</p>
      <img
        id="code"
        className="oa-qr"
        width="420"
        height="420"
        alt={say.code.title}
        src={`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`}
        data-codes={JSON.stringify(data)}
      />
      <p className="oa-left" id="code-left" aria-live="off">
        {slotOf(now.getTime()) < codes.slot ? say.code.early : say.code.plain}
      </p>
      <p className="hint">{say.code.hint}</p>
      <a className="oa-back" href={`/office/activities/${activity.no}/shifts/${shift.id}`}>
        <Icon name="left" />
        {say.code.roster}
      </a>
    </main>
  )
}
