/** 督办: one sentence, one table by office, and the cases behind whatever was chosen, each with its stairs. */
import type { ApiAnswer } from '#shared/api.ts'
import type { CategoryView } from '#shared/city.ts'
import { escalationVerbs, type EscalationVerb } from '#shared/deadlines.ts'
import { lightWords, monthDayTime } from '#shared/time-format.ts'
import { watchMarks, type WatchItem, type WatchMark, type WatchOffice, type WatchSums } from '#shared/watch.ts'
import { watch as say } from '#shared/locales/watch.ts'
import { Button, Select } from '../../parts/Form.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { ListEnds } from '../../parts/Table.tsx'
import { caseWords, fill } from '../../frame/desk-words.ts'
import { unhappyHref, watchHref, type WatchWhere } from './links.ts'

export interface WatchProps {
  watch: ApiAnswer<'watch'>
  told: ApiAnswer<'myNotices'>['items']
  categories: readonly CategoryView[]
  where: WatchWhere
}

export function Watch({ watch, told, categories, where }: WatchProps) {
  const { total } = watch
  const link = (n: number, mark?: WatchMark) => (
    <a href={watchHref({ ...(mark && { mark }) })}>{fill(say.cases, { n: counted(n, watch) })}</a>
  )
  return (
    <main className="dk-page dk-wide wt" id="case">
      <h1>
        {say.open} {link(total.open)}
        {say.comma}
        {say.mark.overdue} {link(total.overdue, 'overdue')}
        {say.semicolon}
        {link(total.raised, 'raised')}
        {say.raisedNow}
        {say.comma}
        {link(total.exposed, 'exposed')}
        {say.exposedNow}
      </h1>
      <p className="dk-lead">
        <a href={unhappyHref({})}>{say.unhappy.title}</a>
      </p>
      <Filters watch={watch} categories={categories} where={where} />
      <Offices watch={watch} where={where} />
      <div className="wt-g">
        <Cases watch={watch} where={where} categories={categories} />
        <Told told={told} />
      </div>
    </main>
  )
}

/** More are open than are counted. */
const counted = (n: number, { more }: Pick<WatchProps['watch'], 'more'>): string =>
  more && n > 0 ? `${n}+` : String(n)

function Filters({ watch, categories, where }: Omit<WatchProps, 'told'>) {
  const all = { value: '', words: say.all }
  return (
    <form className="wt-f" method="get" action="/office/watch">
      <Select
        name="office"
        label={say.office}
        value={where.office ?? ''}
        options={[all, ...watch.offices.map(({ office }) => ({ value: office.id, words: office.short }))]}
      />
      <Select
        name="mark"
        label={say.how}
        value={where.mark ?? ''}
        options={[all, ...watchMarks.map((mark) => ({ value: mark, words: say.mark[mark] }))]}
      />
      <Select
        name="category"
        label={say.category}
        value={where.category ?? ''}
        options={[all, ...categories.map(({ code, name }) => ({ value: code, words: name }))]}
      />
      <Button>{say.filter}</Button>
    </form>
  )
}

/** How high the stairs have been climbed; drawn once for a column, once for a case. */
const stairs: Partial<Record<WatchMark, number>> = { urged: 1, supervised: 2, raised: 3, exposed: 4 }
function Stairs({ high }: { high: number }) {
  return (
    <svg className="wt-st" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true" focusable="false">
      {[1, 2, 3, 4].map((step) => (
        <rect
          key={step}
          className={step <= high ? 'wt-st-on' : 'wt-st-off'}
          x={(step - 1) * 4}
          y={12 - step * 3}
          width="3.4"
          height={step * 3}
        />
      ))}
    </svg>
  )
}
function MarkIcon({ mark }: { mark: WatchMark }) {
  if (mark === 'amber') return <LightMark light="yellow" />
  if (mark === 'overdue') return <LightMark light="red" />
  return <Stairs high={stairs[mark] ?? 0} />
}

function Offices({ watch, where }: Pick<WatchProps, 'watch' | 'where'>) {
  if (watch.offices.length === 0) return <p className="dk-none">{say.noneAtAll}</p>
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={say.byOffice}>
      <table className="dk-table wt-tb">
        <caption className="vh">{fill(say.caption, { at: monthDayTime(watch.at) })}</caption>
        <thead>
          <tr>
            <th scope="col">{say.office}</th>
            <th scope="col" className="num">
              {say.open}
            </th>
            {watchMarks.map((mark) => (
              <th key={mark} scope="col">
                <MarkIcon mark={mark} />
                {say.mark[mark]}
              </th>
            ))}
            <th scope="col">{say.oldest}</th>
            <th scope="col">{say.orders}</th>
          </tr>
        </thead>
        <tbody>
          {watch.offices.map((row) => (
            <OfficeRow key={row.office.id} row={row} on={row.office.id === where.office} where={where} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say.sum}</th>
            <td className="num">{counted(watch.total.open, watch)}</td>
            {watchMarks.map((mark) => (
              <td key={mark}>{counted(watch.total[mark], watch)}</td>
            ))}
            <td>{say.onceEach}</td>
            <td>{orderWords(watch.total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

const orderWords = ({ orders, unanswered }: Pick<WatchSums, 'orders' | 'unanswered'>): string =>
  orders === 0 ? say.noOrders : fill(unanswered > 0 ? say.ordersOpen : say.ordersDone, { n: orders, open: unanswered })

interface OfficeRowProps {
  row: WatchOffice
  on: boolean
  where: WatchWhere
}
function OfficeRow({ row, on, where }: OfficeRowProps) {
  const { office, oldest } = row
  const kept = where.category ? { category: where.category } : {}
  return (
    <tr className={on ? 'wt-on' : undefined}>
      <th scope="row">
        <a href={watchHref({ ...kept, office: office.id })} {...(on && { 'aria-current': 'true' as const })}>
          {office.short}
        </a>
      </th>
      <td className="num">{row.open}</td>
      {watchMarks.map((mark) => (
        <td key={mark} className={row[mark] === 0 ? 'wt-z' : undefined}>
          {row[mark] === 0 ? (
            0
          ) : (
            <a
              href={watchHref({ ...kept, office: office.id, mark })}
              aria-label={fill(say.cell, { office: office.short, mark: say.mark[mark], n: row[mark] })}
            >
              <MarkIcon mark={mark} />
              <b>{row[mark]}</b>
            </a>
          )}
        </td>
      ))}
      <td className="wt-old">
        {oldest ? (
          <a href={`/office/cases/${oldest.no}`}>
            {fill(say.since, { title: oldest.title, at: monthDayTime(oldest.dueAt) })}
          </a>
        ) : (
          say.notLate
        )}
      </td>
      <td>{orderWords(row)}</td>
    </tr>
  )
}

function Cases({ watch: entry, where, categories }: Omit<WatchProps, 'told'>) {
  const office = entry.offices.find((row) => row.office.id === where.office)?.office.short
  const category = categories.find(({ code }) => code === where.category)?.name
  const chosen = [office, category, where.mark && say.mark[where.mark]].filter((words) => words !== undefined)
  return (
    <section aria-labelledby="found">
      <h2 className="dk-h2" id="found">
        {chosen.length > 0 ? chosen.join(say.comma) : say.everything}
        {say.comma}
        {fill(say.cases, { n: counted(entry.found, entry) })}
      </h2>
      {entry.items.length === 0 ? (
        <p className="dk-none">
          {say.none} <a href={watchHref({})}>{say.showAll}</a>
        </p>
      ) : (
        <ol className="wt-ms">
          {entry.items.map((item) => (
            <Item key={item.case.no} item={item} />
          ))}
        </ol>
      )}
      <ListEnds
        newest={where.after ? watchHref({ ...where, after: undefined }) : undefined}
        older={entry.older && watchHref({ ...where, after: entry.older })}
        words={{ newest: say.first, older: say.later }}
      />
    </section>
  )
}

/** The four steps people speak of; an overdue entry belongs to the step that it comes with. */
const climbed = escalationVerbs.filter((verb) => verb !== 'overdue')

function Item({ item: { case: row, steps, next, orders, raisedTo } }: { item: WatchItem }) {
  return (
    <li className="wt-m">
      <div className="wt-mt">
        <p className={`light light-${row.clock.light}`}>
          <LightMark light={row.clock.light} />
          {lightWords(row.clock)}
        </p>
        <h3>
          <a href={`/office/cases/${row.no}?tab=all`}>{row.title}</a>
        </h3>
        <p>
          {[row.office.short, row.category.name, caseWords.status[row.status]].join(say.comma)}
          {raisedTo && fill(say.raisedTo, { office: raisedTo.short })}
        </p>
        <p className="no">{row.no}</p>
      </div>
      <ol className="wt-ld" aria-label={say.stairs}>
        {climbed.map((verb) => (
          <Stair key={verb} verb={verb} no={row.no} steps={steps} next={next} orders={orders} />
        ))}
      </ol>
    </li>
  )
}

type StairProps = Pick<WatchItem, 'steps' | 'next' | 'orders'> & { verb: EscalationVerb; no: string }
function Stair({ verb, no, steps, next, orders }: StairProps) {
  const done = steps.findLast((step) => step.verb === verb)
  const order = verb === 'supervise' ? orders.at(-1) : undefined
  const comes = !done && next?.verb === verb ? next.at : undefined
  return (
    <li className={done ? 'wt-ok' : comes ? 'wt-nx' : 'wt-no'}>
      <b>{caseWords.verb[verb]}</b>
      {done && <time dateTime={done.at}>{monthDayTime(done.at)}</time>}
      {comes && (
        <>
          <time dateTime={comes}>{monthDayTime(comes)}</time>
          <span>{say.comes}</span>
        </>
      )}
      {order && (
        <span>
          <a href={`/office/cases/${no}/orders/${order.n}.pdf`}>{say.order}</a>
          {order.answered ? say.answered : say.notAnswered}
        </span>
      )}
    </li>
  )
}

/** What this member of staff was told, newest first. */
function Told({ told }: Pick<WatchProps, 'told'>) {
  return (
    <aside className="wt-a" aria-labelledby="told">
      <h2 className="dk-h2" id="told">
        {say.told}
      </h2>
      {told.length === 0 ? (
        <p className="hint">{say.toldNothing}</p>
      ) : (
        <ul className="wt-t">
          {told.map((notice) => (
            <li key={notice.id}>
              <time dateTime={notice.at}>{monthDayTime(notice.at)}</time>
              <a href={`/office/cases/${notice.no}?tab=all`}>
                {fill(say.toldOf, { verb: notice.title, no: notice.no })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}
