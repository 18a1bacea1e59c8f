/** One rehearsal: how far it is, what would have gone elsewhere, and what that does to every office. */
import { factWords } from '#server/rehearsals/index.ts'
import { marks } from '#shared/locales/marks.ts'
import type { RehearsalRow, RehearsalView } from '#shared/rehearsals.ts'
import { monthDayTime } from '#shared/time-format.ts'
import type { BaseMap } from '../../map/base.ts'
import { frame, type Box } from '../../map/mercator.ts'
import { Button, ButtonLink, ErrorBox, Select } from '../../parts/Form.tsx'
import { MapSvg } from '../../parts/MapSvg.tsx'
import { Stat, Stats } from '../../parts/Stat.tsx'
import { Head, Part, Wide } from '../../releases/desk/Frame.tsx'
import { pageHref } from '../../releases/desk/links.ts'
import { againstWords, periodWords, rehearsalHref } from './Rehearsals.tsx'
import { figure, fill, momentWords, percentWords, say } from '../../releases/desk/words.ts'
import { Table } from '../../parts/Table.tsx'

const w = say.rehearsal

interface RehearsalProps {
  rehearsal: RehearsalView
  rows: readonly RehearsalRow[]
  older: string | undefined
  office: string
  dots: readonly { lng: number; lat: number }[]
  base: BaseMap
  box: Box
}

const sizes = [
  { width: 358, height: 320, shows: 'phone' },
  { width: 1100, height: 620, shows: 'wide' }
] as const

export function Rehearsal(props: RehearsalProps) {
  const { rehearsal } = props
  const running = rehearsal.state === 'waiting' || rehearsal.state === 'running'
  return (
    <>
      <p className="adm-back">
        <a href={pageHref('rehearsals')}>{w.list}</a>
      </p>
      <Head
        title={periodWords(rehearsal)}
        lead={`${againstWords(rehearsal.against)}${say.comma}${fill(w.by, { name: rehearsal.by.name, at: momentWords(rehearsal.at) })}`}
      >
        {rehearsal.done > 0 && (
          <ButtonLink href={`${rehearsalHref(rehearsal.id)}/csv`} icon="download">
            {w.csv}
          </ButtonLink>
        )}
      </Head>
      {rehearsal.state === 'failed' && (
        <ErrorBox title={w.states.failed}>
          <p>{w.failed}</p>
        </ErrorBox>
      )}
      <div className="adm-prog">
        <progress value={rehearsal.done} max={Math.max(1, rehearsal.of)} aria-label={w.states[rehearsal.state]} />
        <p>
          <b>{w.states[rehearsal.state]}</b>
          {fill(w.progress, { done: figure(rehearsal.done), of: figure(rehearsal.of) })}
          {running && <span className="hint">{w.again}</span>}
        </p>
      </div>
      <Stats>
        <Stat
          label={w.moved}
          value={figure(rehearsal.moved)}
          unit={w.unit}
          of={fill(w.movedShare, {
            done: figure(rehearsal.done),
            percent: percentWords(rehearsal.moved, rehearsal.done)
          })}
          link={{ href: '#rows', words: w.rows }}
        />
        <Stat
          label={w.due}
          value={figure(rehearsal.dueChanged)}
          unit={w.unit}
          of={fill(w.movedOf, { done: figure(rehearsal.done) })}
          link={{ href: '#rows', words: w.rows }}
        />
        <Stat
          label={w.byHand}
          value={figure(rehearsal.byHand)}
          unit={w.unit}
          of={fill(w.byHandOf, { agrees: figure(rehearsal.agrees) })}
          link={{ href: '#streams', words: w.streams }}
        />
      </Stats>
      <div className="adm-two">
        <Streams rehearsal={rehearsal} />
        <Load rehearsal={rehearsal} />
      </div>
      <Where {...props} />
      <Rows {...props} />
    </>
  )
}

function Streams({ rehearsal }: { rehearsal: RehearsalView }) {
  return (
    <Part id="streams" title={w.streams}>
      {rehearsal.streams.length === 0 ? (
        <p className="hint">{rehearsal.done === 0 && rehearsal.of > 0 ? w.notYet : w.noStreams}</p>
      ) : (
        <Wide label={w.streams}>
          <table className="plain adm-tab">
            <thead>
              <tr>
                <th scope="col">{w.stream}</th>
                <th scope="col">{w.streamTo}</th>
                <th scope="col" className="num">
                  {w.cases}
                </th>
              </tr>
            </thead>
            <tbody>
              {rehearsal.streams.slice(0, 30).map(({ from, to, cases }) => (
                <tr key={`${from.id} ${to?.id ?? w.nobody}`}>
                  <td>{from.short}</td>
                  <td>{to?.short ?? w.nobody}</td>
                  <td className="num">{figure(cases)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Part>
  )
}

/** Two bars a row, told apart by lightness and by their figures. */
function Load({ rehearsal }: { rehearsal: RehearsalView }) {
  const most = Math.max(1, ...rehearsal.load.flatMap(({ before, after }) => [before, after]))
  return (
    <Part id="load" title={w.load} note={w.bars}>
      <Wide label={w.load}>
        <table className="plain adm-tab adm-load">
          <thead>
            <tr>
              <th scope="col">{w.office}</th>
              <th scope="col" className="num">
                {w.before}
              </th>
              <th scope="col" className="num">
                {w.after}
              </th>
              <th scope="col" className="num">
                {w.difference}
              </th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {rehearsal.load.map(({ office, before, after }) => (
              <tr key={office.id}>
                <th scope="row">{office.short}</th>
                <td className="num">{figure(before)}</td>
                <td className="num">{figure(after)}</td>
                <td className="num">
                  {after === before ? w.same : `${after > before ? '+' : '−'}${figure(Math.abs(after - before))}`}
                </td>
                <td aria-hidden="true">
                  <svg className="ld" viewBox="0 0 100 14" preserveAspectRatio="none">
                    <rect className="c-2" width={(before / most) * 100} height="6" />
                    <rect className="c-1" y="8" width={(after / most) * 100} height="6" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Part>
  )
}

function Where({ rehearsal, dots, base, box }: RehearsalProps) {
  const areas = rehearsal.byArea.map(({ area, place, moved }) => ({
    id: area.id,
    name: area.name,
    place,
    count: moved,
    closed: 0,
    overdue: 0
  }))
  return (
    <Part id="where" title={w.map}>
      <figure className="adm-map adm-map-big">
        {sizes.map(({ width, height, shows }) => {
          const view = frame(box, width, height, 8)
          return (
            <div key={shows} className={`adm-over map-${shows}`}>
              <MapSvg
                base={base}
                box={box}
                label={w.mapAlt}
                areas={areas}
                sizes={[{ width, height, shows: 'always' }]}
              />
              <svg className="adm-dots" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
                {dots.map((place, i) => {
                  const [x, y] = view.at(place)
                  return <circle key={i} cx={x.toFixed(1)} cy={y.toFixed(1)} r="2.5" />
                })}
              </svg>
            </div>
          )
        })}
        <figcaption className="hint">{fill(w.mapDots, { n: dotsAtMost })}</figcaption>
      </figure>
    </Part>
  )
}
export const dotsAtMost = 500

function Rows({ rehearsal, rows, older, office }: RehearsalProps) {
  return (
    <Part id="rows" title={w.rows} note={w.rowsLead}>
      <form className="adm-find" method="get" action={`${rehearsalHref(rehearsal.id)}#rows`}>
        <Select
          name="office"
          label={w.officeFilter}
          value={office}
          options={[
            { value: '', words: w.allOffices },
            ...rehearsal.load.map((one) => ({ value: one.office.id, words: one.office.short }))
          ]}
        />
        <Button>{w.filter}</Button>
      </form>
      {rows.length === 0 ? (
        <p className="hint">{rehearsal.done === 0 && rehearsal.of > 0 ? w.notYet : w.noRows}</p>
      ) : (
        <Wide label={w.rows}>
          <Table className="plain adm-tab adm-rows" head={[w.no, w.what, w.fromTo, w.dueBefore, w.dueAfter, w.why]}>
            {rows.map((row) => (
              <tr key={row.no}>
                <th scope="row" className="nobr">
                  <a href={`/office/cases/${row.no}?tab=all`}>{row.no}</a>
                </th>
                <td>
                  {row.category.name}
                  <p className="hint">{row.area.name}</p>
                </td>
                <td>
                  {row.moved ? `${row.from.short} → ${row.to?.short ?? w.nobody}` : w.same}
                  <p className="hint">
                    {row.ruleBefore === row.ruleAfter ? row.ruleAfter : `${row.ruleBefore} → ${row.ruleAfter}`}
                  </p>
                </td>
                <td className="nobr">{monthDayTime(row.dueBefore)}</td>
                <td className="nobr">{row.dueAfter === row.dueBefore ? w.same : monthDayTime(row.dueAfter)}</td>
                <td>{row.because.map(factWords).join(marks.semicolon)}</td>
              </tr>
            ))}
          </Table>
        </Wide>
      )}
      {older && <a href={`${rehearsalHref(rehearsal.id, { office, after: older })}#rows`}>{w.older}</a>}
    </Part>
  )
}
