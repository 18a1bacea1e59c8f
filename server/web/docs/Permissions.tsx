/** Who may do what: the policy's own table, and how it reads aloud. */
import { statuses, verbs, type Status, type Verb } from '#shared/cases.ts'
import { lifecycle, stays } from '#server/cases/lifecycle.ts'
import { policy, ruleNames, type Rule, type RuleName } from '#server/cases/policy.ts'
import { Page } from '../frame/Page.tsx'
import { Section } from '../parts/Section.tsx'
import type { Site } from '../frame/site.ts'
import { caseWords, docs, fill } from '../frame/words.ts'
import { Table } from '../parts/Table.tsx'

const moves: Record<Status, Partial<Record<Verb, Status>>> = lifecycle
const staying: Partial<Record<Verb, 'everywhere' | readonly Status[]>> = stays

/** From where a verb may be used, in words. */
export function fromWhere(verb: Verb): string {
  const from = statuses.filter((status) => moves[status][verb] !== undefined)
  const where = staying[verb]
  if (where === 'everywhere') return docs.everywhere
  const all = [...from, ...(where ?? [])]
  return all.length === 0 ? docs.atOnce : all.map((status) => caseWords.status[status]).join(docs.and)
}

const rules: Readonly<Record<Verb, Rule>> = policy

export function Permissions({ site }: { site: Site }) {
  const held = (name: RuleName) => verbs.filter((verb) => rules[verb].names.includes(name))
  return (
    <Page site={site} title={fill(docs.permissionsTitle, { city: site.city.name })}>
      <h1 className="notice page-h">{docs.permissions}</h1>
      <p className="page-lead">{docs.permissionsLead}</p>
      <Section id="verbs" title={docs.byVerb} note={fill(docs.printed, { n: verbs.length })}>
        <div className="scroll-x">
          <Table className="plain rules" caption={docs.byVerb} head={[docs.verb, docs.whoMay, docs.from]}>
            {verbs.map((verb) => (
              <tr key={verb} id={verb}>
                <th scope="row">
                  {caseWords.verb[verb]}
                  <code>{verb}</code>
                </th>
                <td>
                  <ul>
                    {rules[verb].names.map((name) => (
                      <li key={name}>{docs.rules[name]}</li>
                    ))}
                  </ul>
                </td>
                <td>{fromWhere(verb)}</td>
              </tr>
            ))}
          </Table>
        </div>
      </Section>
      <Section id="people" className="sec-s" title={docs.byPerson}>
        <dl className="kv kv-w">
          {ruleNames
            .filter((name) => held(name).length > 0)
            .map((name) => (
              <div key={name}>
                <dt>{docs.rules[name]}</dt>
                <dd>
                  {held(name)
                    .map((verb) => caseWords.verb[verb])
                    .join(docs.and)}
                </dd>
              </div>
            ))}
        </dl>
      </Section>
    </Page>
  )
}
