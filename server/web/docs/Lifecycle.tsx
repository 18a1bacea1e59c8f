/** How a matter moves: the lifecycle's own table, as a diagram and as words. */
import { statuses, type Status, type Verb } from '#shared/cases.ts'
import { lifecycle } from '#server/cases/lifecycle.ts'
import { policy, type Rule } from '#server/cases/policy.ts'
import { Chip } from '../parts/Chip.tsx'
import { Page } from '../frame/Page.tsx'
import { Section } from '../parts/Section.tsx'
import type { Site } from '../frame/site.ts'
import { caseWords, docs, fill } from '../frame/words.ts'
import { arrows, nodes, size } from './diagram.ts'

const table: Readonly<Record<Status, Partial<Record<Verb, Status>>>> = lifecycle
const rules: Readonly<Record<Verb, Rule>> = policy

/** Verbs of one arrow stand below each other: side by side they would run over the boxes. */
const verbLine = 17

function Diagram() {
  return (
    <svg
      className="life"
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      role="img"
      aria-label={docs.diagram}
    >
      <defs>
        <marker
          id="tip"
          viewBox="0 0 10 10"
          refX="8"
          refY="5"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path className="l-tip" d="M1 1 9 5 1 9z" />
        </marker>
      </defs>
      {arrows(table).map((arrow) => (
        <g key={`${arrow.from} ${arrow.to}`}>
          <path className="l-arrow" d={arrow.d} markerEnd="url(#tip)" />
          {arrow.verbs.map((verb, i) => (
            <text key={verb} className="l-verb" x={arrow.label[0]} y={arrow.label[1] + 5 + i * verbLine}>
              {caseWords.verb[verb]}
            </text>
          ))}
        </g>
      ))}
      {nodes(statuses).map((node) => (
        <g key={node.status}>
          <rect
            className={`l-node l-${node.status}`}
            x={node.x}
            y={node.y}
            width={node.width}
            height={node.height}
            rx="2"
          />
          <text className={`l-word l-w-${node.status}`} x={node.x + node.width / 2} y={node.y + node.height / 2 + 6}>
            {caseWords.status[node.status]}
          </text>
        </g>
      ))}
    </svg>
  )
}

export function Lifecycle({ site }: { site: Site }) {
  return (
    <Page site={site} title={fill(docs.lifecycleTitle, { city: site.city.name })}>
      <h1 className="notice page-h">{docs.lifecycle}</h1>
      <p className="page-lead">{docs.lifecycleLead}</p>
      <Section id="diagram" className="life-s" title={docs.diagram}>
        <Diagram />
      </Section>
      <Section id="statuses" className="sec-s" title={docs.byStatus} note={fill(docs.printed, { n: statuses.length })}>
        <dl className="states">
          {statuses.map((status) => (
            <div key={status} id={status}>
              <dt>
                <Chip status={status} />
                <span>{docs.statusMeans[status]}</span>
              </dt>
              <dd>
                {Object.keys(table[status]).length === 0 ? (
                  <p className="hint">{docs.end}</p>
                ) : (
                  <ul>
                    {(Object.entries(table[status]) as [Verb, Status][]).map(([verb, to]) => (
                      <li key={verb}>
                        <a href={`/docs/permissions#${verb}`}>{caseWords.verb[verb]}</a>
                        <span>{fill(docs.leadsTo, { to: caseWords.status[to] })}</span>
                        <small>{rules[verb].names.map((name) => docs.rules[name]).join(docs.orWho)}</small>
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section id="clocks" className="sec-s" title={docs.clocks}>
        <ul className="notes">
          {docs.clockNotes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
