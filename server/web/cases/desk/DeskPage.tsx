/** The three panes together: queue, case, action. */
import type { ReactNode } from 'react'
import type { CaseView, DeskView } from '#shared/cases.ts'
import { deskActivities as activityWords } from '#shared/locales/desk-activities.ts'
import { Button, FormToken } from '../../parts/Form.tsx'
import { ActPane, JumpBar, type ActProps } from './Act.tsx'
import { CasePane } from './Case.tsx'
import { Changed } from './Changed.tsx'
import { inOrder, neighbours } from './groups.ts'
import { Preview } from './Publish.tsx'
import { NothingHere, Queue, type QueueView } from './Queue.tsx'
import { Shell, type DeskSite } from '../../frame/Shell.tsx'
import { say } from '../../frame/desk-words.ts'

export interface Open extends Omit<ActProps, 'it' | 'desk' | 'where' | 'token' | 'now' | 'keys'> {
  it: CaseView & { desk: DeskView }
  map: ReactNode
}

interface DeskPageProps {
  site: DeskSite
  queue: QueueView
  /** The case on show; none where the queue is empty. */
  open?: Open | undefined
  /** `queue` when the address is the queue's own: a phone then shows the queue alone. */
  view: 'queue' | 'case'
}

/** One click: what is reported here again and again becomes the draft of an activity. */
function HereTogether({ no, token }: { no: string; token: string }) {
  return (
    <form className="oa-here" method="post" action={`/office/cases/${no}/activity`}>
      <FormToken token={token} />
      <Button icon="people">{activityWords.case.here}</Button>
      <p className="hint">{activityWords.case.hint}</p>
    </form>
  )
}

export function DeskPage({ site, queue, open, view }: DeskPageProps) {
  const where = { ...site.where, tab: queue.tab }
  const title = view === 'case' && open ? open.it.title : say.tab[queue.tab]
  const act = open && { ...open, desk: open.it.desk, where, token: site.token, now: site.now, keys: site.keys }
  return (
    <Shell desk={site} title={title} view={view}>
      <main className="dk" data-view={view}>
        <Queue
          queue={queue}
          where={where}
          selected={open?.it.no}
          own={site.office.id}
          now={site.now}
          heads={view === 'queue'}
        />
        {act ? (
          <div className="dk-w">
            <CasePane
              it={act.it}
              desk={act.desk}
              where={where}
              beside={neighbours(inOrder(queue.tab, queue.items, site.now), act.it.no)}
              map={act.map}
              keys={site.keys}
              heads={view === 'case'}
              {...(site.viewer.roles.includes('organiser') && {
                extra: <HereTogether no={act.it.no} token={site.token} />
              })}
            >
              {act.problems.moved && <Changed it={act.it} typed={act.typed} open={act.form !== undefined} />}
              {act.form === 'publish' && <Preview it={act.it} typed={act.typed} />}
            </CasePane>
            <ActPane {...act} />
            <JumpBar it={act.it} form={act.form} leading={act.leading} where={where} keys={site.keys} />
          </div>
        ) : (
          <div className="dk-w dk-empty">
            <NothingHere queue={queue} q={site.where.q} />
          </div>
        )}
      </main>
    </Shell>
  )
}
