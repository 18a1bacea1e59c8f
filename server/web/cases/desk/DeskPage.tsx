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
import type { DeskSite } from '../../frame/Shell.tsx'
import type { Where } from './links.ts'

export interface Open extends Omit<ActProps, 'caseView' | 'desk' | 'where' | 'token' | 'now' | 'keys' | 'choices'> {
  caseView: CaseView & { desk: DeskView }
  map: ReactNode
  tiles: ActProps['choices']['tiles']
  categories: ActProps['choices']['categories']
  proposed: ActProps['choices']['proposed']
}

interface DeskPageProps {
  desk: DeskSite
  queue: QueueView
  where: Where
  /** The case on show; none where the queue is empty. */
  open: Open | undefined
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

export function DeskPage({ desk, queue, where: asked, open, view }: DeskPageProps) {
  const where = { ...asked, tab: queue.tab }
  return (
    <main className="dk" data-view={view}>
      <Queue
        queue={queue}
        where={where}
        selected={open?.caseView.no}
        own={desk.office.id}
        now={desk.now}
        heads={view === 'queue'}
      />
      {open ? (
        <CaseOpen open={open} queue={queue} where={where} desk={desk} heads={view === 'case'} />
      ) : (
        <div className="dk-w dk-empty" id="act" tabIndex={-1}>
          <NothingHere queue={queue} q={where.q} />
        </div>
      )}
    </main>
  )
}

interface CaseOpenProps {
  open: Open
  queue: QueueView
  where: Where
  desk: DeskSite
  heads: boolean
}
function CaseOpen({ open, queue, where, desk, heads }: CaseOpenProps) {
  const { caseView, form, leading, typed, problems, map, tiles, categories, proposed } = open
  const { now, keys, token, offices } = desk
  return (
    <div className="dk-w">
      <CasePane
        caseView={caseView}
        desk={caseView.desk}
        where={where}
        beside={neighbours(inOrder(queue.tab, queue.items, now), caseView.no)}
        map={map}
        keys={keys}
        token={token}
        heads={heads}
        {...(desk.viewer.roles.includes('organiser') && { extra: <HereTogether no={caseView.no} token={token} /> })}
      >
        {problems.moved && <Changed caseView={caseView} typed={typed} open={form !== undefined} />}
        {form === 'publish' && <Preview caseView={caseView} typed={typed} masks={open.masks} />}
      </CasePane>
      <ActPane
        {...open}
        desk={caseView.desk}
        where={where}
        token={token}
        now={now}
        keys={keys}
        choices={{ offices, tiles, categories, proposed }}
      />
      <JumpBar caseView={caseView} form={form} leading={leading} where={where} keys={keys} />
    </div>
  )
}
