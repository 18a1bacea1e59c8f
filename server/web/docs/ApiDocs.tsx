/** The contract as a page: printed from the promises themselves, so that it cannot fall behind them. */
import type { ReactNode } from 'react'
import { activityEndpoints } from '#shared/activities.ts'
import { affectedEndpoints } from '#shared/affected.ts'
import { approvalEndpoints } from '#shared/approvals.ts'
import { assessmentEndpoints } from '#shared/assessment.ts'
import { caseEndpoints } from '#shared/cases.ts'
import { watchEndpoints } from '#shared/watch.ts'
import { contactReadEndpoints } from '#shared/contact-reads.ts'
import { certificateEndpoints } from '#shared/certificates.ts'
import { cityEndpoints } from '#shared/city.ts'
import { deliveryEndpoints } from '#shared/deliveries.ts'
import { viewerKinds, type Endpoint } from '#shared/endpoint.ts'
import { always, refusals } from '#shared/errors.ts'
import { exposureEndpoints } from '#shared/exposure.ts'
import { hourEndpoints } from '#shared/hours.ts'
import { ledgerEndpoints } from '#shared/ledger.ts'
import { memberEndpoints } from '#shared/members.ts'
import { digestEndpoints } from '#shared/digests.ts'
import { noticeEndpoints } from '#shared/notices.ts'
import { wechatMessageEndpoints } from '#shared/wechat-messages.ts'
import { orderEndpoints } from '#shared/orders.ts'
import { photoEndpoints } from '#shared/photos.ts'
import { presenceEndpoints } from '#shared/presence.ts'
import { rehearsalEndpoints } from '#shared/rehearsals.ts'
import { releaseEndpoints } from '#shared/releases.ts'
import { setUpEndpoints } from '#shared/set-up.ts'
import { reportEndpoints } from '#shared/reports.ts'
import { staffEndpoints } from '#shared/staff.ts'
import { robotEndpoints } from '#shared/robots.ts'
import { signInEndpoints } from '#shared/sign-in.ts'
import { similarEndpoints } from '#shared/similar.ts'
import { openDataEndpoints } from '#shared/open-data.ts'
import { standardsEndpoints } from '#shared/standards.ts'
import { suggestionEndpoints } from '#shared/suggestions.ts'
import { oversightEndpoints } from '#shared/oversight.ts'
import { premisesEndpoints } from '#shared/premises.ts'
import { ownDataEndpoints } from '#shared/own-data.ts'
import { volunteerEndpoints } from '#shared/volunteers.ts'
import { Page } from '../frame/Page.tsx'
import { Section } from '../parts/Section.tsx'
import type { Site } from '../frame/site.ts'
import { docs, errorWords, fill } from '../frame/words.ts'
import { shapesOf, type Shape } from './fields.ts'
import { Table } from '../parts/Table.tsx'

const rooms: readonly { id: keyof typeof docs.rooms; endpoints: Readonly<Record<string, Endpoint>> }[] = [
  {
    id: 'cases',
    endpoints: {
      ...caseEndpoints,
      ...similarEndpoints,
      ...affectedEndpoints,
      ...contactReadEndpoints,
      ...ledgerEndpoints,
      ...orderEndpoints,
      ...watchEndpoints,
      ...exposureEndpoints
    }
  },
  { id: 'reports', endpoints: reportEndpoints },
  { id: 'activities', endpoints: activityEndpoints },
  { id: 'certificates', endpoints: certificateEndpoints },
  { id: 'premises', endpoints: premisesEndpoints },
  { id: 'assessment', endpoints: assessmentEndpoints },
  { id: 'presence', endpoints: presenceEndpoints },
  { id: 'hours', endpoints: hourEndpoints },
  { id: 'volunteers', endpoints: volunteerEndpoints },
  { id: 'ownData', endpoints: ownDataEndpoints },
  { id: 'oversight', endpoints: oversightEndpoints },
  { id: 'photos', endpoints: photoEndpoints },
  { id: 'suggest', endpoints: suggestionEndpoints },
  { id: 'city', endpoints: { ...cityEndpoints, ...standardsEndpoints, ...openDataEndpoints } },
  { id: 'members', endpoints: { ...memberEndpoints, ...signInEndpoints } },
  { id: 'staff', endpoints: { ...staffEndpoints, ...approvalEndpoints } },
  { id: 'releases', endpoints: { ...releaseEndpoints, ...setUpEndpoints, ...rehearsalEndpoints } },
  { id: 'notices', endpoints: { ...noticeEndpoints, ...wechatMessageEndpoints, ...digestEndpoints } },
  { id: 'deliveries', endpoints: { ...deliveryEndpoints, ...robotEndpoints } }
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

function One({ name, endpoint }: { name: string; endpoint: Endpoint }) {
  return (
    <article className="api" id={name}>
      <h3>
        <b className={`verb verb-${endpoint.method.toLowerCase()}`}>{endpoint.method}</b>
        <code>{endpoint.path}</code>
      </h3>
      {docs.doors[name] ? <p>{docs.doors[name]}</p> : <p lang="en">{endpoint.says}</p>}
      <p className="hint">
        {fill(docs.for, { who: whoWords(endpoint.who) })}
        {endpoint.idempotent && docs.idempotent}
        {endpoint.upload === 'file' && docs.upload}
      </p>
      <Shapes title={docs.params} shapes={shapesOf(endpoint.params, 'input')} />
      <Shapes title={docs.query} shapes={shapesOf(endpoint.query, 'input')} />
      <Shapes title={docs.body} shapes={shapesOf(endpoint.body, 'input')} />
      <Shapes
        title={fill(docs.answer, { status: endpoint.status })}
        shapes={shapesOf(endpoint.answer, 'output')}
        folded
      />
      {endpoint.refuses.length > 0 && (
        <p className="refuses">
          {docs.refuses}
          {endpoint.refuses.map((code) => (
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
              {Object.entries(room.endpoints).map(([name, endpoint]) => (
                <li key={name}>
                  <a href={`#${name}`}>
                    {endpoint.method} {endpoint.path}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </Contents>
      {rooms.map((room) => (
        <Section key={room.id} id={`room-${room.id}`} className="sec-s" title={docs.rooms[room.id]}>
          {Object.entries(room.endpoints).map(([name, endpoint]) => (
            <One key={name} name={name} endpoint={endpoint} />
          ))}
        </Section>
      ))}
      <Section id="refusals" className="sec-s" title={docs.allRefusals} note={docs.allRefusalsNote}>
        <div className="scroll-x">
          <Table className="plain" caption={docs.allRefusals} head={[docs.status, docs.code, docs.says]}>
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
          </Table>
        </div>
      </Section>
    </Page>
  )
}
