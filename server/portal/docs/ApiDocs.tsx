/** The contract as a page: printed from the promises themselves, so that it cannot fall behind them. */
import type { ReactNode } from 'react'
import { activityPromises } from '#shared/activities.ts'
import { assessmentPromises } from '#shared/assessment.ts'
import { casePromises } from '#shared/cases.ts'
import { certificatePromises } from '#shared/certificates.ts'
import { cityPromises } from '#shared/city.ts'
import { viewerKinds, type Endpoint } from '#shared/endpoint.ts'
import { always, refusals } from '#shared/errors.ts'
import { exposurePromises } from '#shared/exposure.ts'
import { hourPromises } from '#shared/hours.ts'
import { memberPromises } from '#shared/members.ts'
import { orderPromises } from '#shared/orders.ts'
import { photoPromises } from '#shared/photos.ts'
import { presencePromises } from '#shared/presence.ts'
import { rehearsalPromises } from '#shared/rehearsals.ts'
import { releasePromises } from '#shared/releases.ts'
import { reportPromises } from '#shared/reports.ts'
import { standardsPromises } from '#shared/standards.ts'
import { suggestPromises } from '#shared/suggest.ts'
import { supervisionPromises } from '#shared/supervision.ts'
import { unitPromises } from '#shared/units.ts'
import { volunteerPromises } from '#shared/volunteers.ts'
import { Page } from '../parts/Page.tsx'
import { Section } from '../parts/Section.tsx'
import type { Site } from '../site.ts'
import { docs, errorWords, fill } from '../words.ts'
import { shapesOf, type Shape } from './fields.ts'

const rooms: readonly { id: keyof typeof docs.rooms; promises: Readonly<Record<string, Endpoint>> }[] = [
  { id: 'cases', promises: { ...casePromises, ...orderPromises, ...exposurePromises } },
  { id: 'reports', promises: reportPromises },
  { id: 'activities', promises: activityPromises },
  { id: 'certificates', promises: certificatePromises },
  { id: 'units', promises: unitPromises },
  { id: 'assessment', promises: assessmentPromises },
  { id: 'presence', promises: presencePromises },
  { id: 'hours', promises: hourPromises },
  { id: 'volunteers', promises: volunteerPromises },
  { id: 'supervision', promises: supervisionPromises },
  { id: 'photos', promises: photoPromises },
  { id: 'suggest', promises: suggestPromises },
  { id: 'city', promises: { ...cityPromises, ...standardsPromises } },
  { id: 'members', promises: memberPromises },
  { id: 'releases', promises: { ...releasePromises, ...rehearsalPromises } }
]

function Shapes({ title, shapes, folded = false }: { title: string; shapes: readonly Shape[]; folded?: boolean }) {
  const filled = shapes.filter((shape) => shape.rows.length > 0)
  if (filled.length === 0) return null
  const tables = filled.map((shape) => <FieldTable key={shape.when ?? ''} title={title} shape={shape} />)
  const count = filled.reduce((sum, shape) => sum + shape.rows.length, 0)
  return folded || filled.length > 1 ? (
    <details className="api-d">
      <summary>{fill(docs.fold, { title, n: count })}</summary>
      {tables}
    </details>
  ) : (
    <div>
      <h4>{title}</h4>
      {tables}
    </div>
  )
}

function FieldTable({ title, shape }: { title: string; shape: Shape }) {
  return (
    <div className="scroll-x">
      <table className="plain fields">
        <caption className={shape.when ? undefined : 'vh'}>{shape.when ? <code>{shape.when}</code> : title}</caption>
        <thead className="vh">
          <tr>
            <th scope="col">{docs.field}</th>
            <th scope="col">{docs.kind}</th>
            <th scope="col">{docs.need}</th>
          </tr>
        </thead>
        <tbody>
          {shape.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <code>{row.name}</code>
              </th>
              <td>{row.kind}</td>
              <td>{row.needed ? docs.needed : docs.optional}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const whoWords = (who: Endpoint['who']): string =>
  who.length === viewerKinds.length ? docs.anyone : who.map((kind) => docs.who[kind]).join(docs.and)

function One({ name, it }: { name: string; it: Endpoint }) {
  return (
    <article className="api" id={name}>
      <h3>
        <b className={`verb verb-${it.method.toLowerCase()}`}>{it.method}</b>
        <code>{it.path}</code>
      </h3>
      {docs.doors[name] ? <p>{docs.doors[name]}</p> : <p lang="en">{it.says}</p>}
      <p className="hint">
        {fill(docs.for, { who: whoWords(it.who) })}
        {it.idempotent && docs.idempotent}
        {it.upload && docs.upload}
      </p>
      <Shapes title={docs.params} shapes={shapesOf(it.params, 'input')} />
      <Shapes title={docs.query} shapes={shapesOf(it.query, 'input')} />
      <Shapes title={docs.body} shapes={shapesOf(it.body, 'input')} />
      <Shapes title={fill(docs.answer, { status: it.status })} shapes={shapesOf(it.answer, 'output')} folded />
      {it.refuses.length > 0 && (
        <p className="refuses">
          {docs.refuses}
          {it.refuses.map((code) => (
            <a key={code} href={`#${code}`}>
              <code>
                {refusals[code]} {code}
              </code>
            </a>
          ))}
        </p>
      )}
    </article>
  )
}

const Contents = ({ children }: { children: ReactNode }) => (
  <nav className="contents" aria-label={docs.contents}>
    <ul>{children}</ul>
  </nav>
)

export function ApiDocs({ site }: { site: Site }) {
  return (
    <Page site={site} title={fill(docs.apiTitle, { city: site.city.name })}>
      <h1 className="notice page-h">{docs.api}</h1>
      <p className="page-lead">
        {docs.apiLead}
        <a href="/openapi.json">/openapi.json</a>
        {docs.apiLeadEnd}
      </p>
      <Contents>
        {rooms.map((room) => (
          <li key={room.id}>
            <a href={`#room-${room.id}`}>{docs.rooms[room.id]}</a>
            <ul>
              {Object.entries(room.promises).map(([name, it]) => (
                <li key={name}>
                  <a href={`#${name}`}>
                    {it.method} {it.path}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </Contents>
      {rooms.map((room) => (
        <Section key={room.id} id={`room-${room.id}`} className="sec-s" title={docs.rooms[room.id]}>
          {Object.entries(room.promises).map(([name, it]) => (
            <One key={name} name={name} it={it} />
          ))}
        </Section>
      ))}
      <Section id="refusals" className="sec-s" title={docs.allRefusals} note={docs.allRefusalsNote}>
        <div className="scroll-x">
          <table className="plain">
            <caption className="vh">{docs.allRefusals}</caption>
            <thead>
              <tr>
                <th scope="col">{docs.status}</th>
                <th scope="col">{docs.code}</th>
                <th scope="col">{docs.says}</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(refusals).map(([code, status]) => (
                <tr key={code} id={code}>
                  <td>{status}</td>
                  <th scope="row">
                    <code>{code}</code>
                    {(always as readonly string[]).includes(code) && <small>{docs.always}</small>}
                  </th>
                  <td>{(errorWords.refusal as Record<string, string>)[code]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Page>
  )
}
