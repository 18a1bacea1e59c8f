/** The rules in their order, each read aloud, with the checker's verdict beside it. */
import type { Finding, Verdict } from '#shared/releases.ts'
import { ButtonLink, Hidden, Select } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import type { Choices } from './fields.ts'
import { Head, Part, Post, Wide } from './Frame.tsx'
import { adminHome, entryHref, newHref, pageHref } from './links.ts'
import { spanWords, thenWords, whenWords, type Rule } from './ruleWords.ts'
import { Beside, VerdictHead } from './Verdict.tsx'
import { fill, say } from './words.ts'

interface RulesProps {
  rules: readonly Rule[]
  revision: number
  city: Choices
  verdict: Verdict
  token: string
  today: string
}

const w = say.rules

export function Rules({ rules, revision, city, verdict, token, today }: RulesProps) {
  const of = new Map<string, Finding[]>()
  for (const finding of verdict.findings)
    for (const id of finding.rules ?? []) of.set(id, [...(of.get(id) ?? []), finding])
  return (
    <>
      <Head title={w.title} lead={w.lead}>
        <ButtonLink href={pageHref('try')} icon="pin">
          {w.try}
        </ButtonLink>
        <ButtonLink href={newHref('rules')} icon="plus">
          {w.add}
        </ButtonLink>
      </Head>
      <VerdictHead verdict={verdict} />
      <Wide label={w.title}>
        <table className="plain adm-tab adm-rules">
          <caption className="vh">{w.title}</caption>
          <thead>
            <tr>
              <th scope="col" className="num">
                {w.order}
              </th>
              <th scope="col">{w.rule}</th>
              <th scope="col">{w.verdict}</th>
              <th scope="col">{w.move}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, i) => (
              <tr key={rule.id} id={`r-${rule.id}`}>
                <td className="num">{i + 1}</td>
                <th scope="row">
                  <p className="rl-t">
                    <a href={entryHref('rules', rule.id)}>{rule.title}</a>
                    <code className="adm-id">{rule.id}</code>
                    <span className="hint">{fill(w.version, { n: rule.version })}</span>
                    {rule.off && <span className="st st-past">{w.off}</span>}
                    <Span rule={rule} today={today} />
                  </p>
                  <Aloud rule={rule} city={city} />
                </th>
                <td className="rl-v">
                  <Beside findings={of.get(rule.id) ?? []} fine={w.fine} />
                </td>
                <td>
                  <Move rule={rule} rules={rules} i={i} token={token} revision={revision} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  )
}

/** 当…则… */
export function Aloud({ rule, city }: { rule: Rule; city: Choices }) {
  const facts = whenWords(rule, city)
  return (
    <dl className="rl">
      <dt>{w.when}</dt>
      <dd>{facts.length > 0 ? facts.join(w.facts.then) : w.any}</dd>
      <dt>{w.then}</dt>
      <dd>{thenWords(rule, city).join(say.comma)}</dd>
      <dt>{w.because}</dt>
      <dd>{rule.because}</dd>
    </dl>
  )
}

/** Beside its form: the rule as it stands in the draft. */
export const ReadAloud = ({ rule, city }: { rule: Rule; city: Choices }) => (
  <Part id="aloud" title={w.aloud} note={fill(w.version, { n: rule.version })}>
    <Aloud rule={rule} city={city} />
  </Part>
)

function Span({ rule, today }: { rule: Rule; today: string }) {
  const words = spanWords(rule)
  if (!words) return null
  const over = rule.to !== undefined && rule.to < today
  const early = rule.from !== undefined && rule.from > today
  return (
    <span className={over ? 'st st-past' : early ? 'st st-planned' : 'st'}>
      {words}
      {(over || early) && `${say.comma}${over ? w.expired : w.notYet}`}
    </span>
  )
}

/** `before` is the rule it then stands in front of; none is the end. */
function Move({
  rule,
  rules,
  i,
  token,
  revision
}: {
  rule: Rule
  rules: readonly Rule[]
  i: number
  token: string
  revision: number
}) {
  const press = (way: 'up' | 'down', label: string) => (
    <button className="adm-mv" name="way" value={way} aria-label={fill(label, { title: rule.title })}>
      <Icon name="down" className={way === 'up' ? 'flip' : ''} />
      <span className="vh">{way === 'up' ? w.up : w.down}</span>
    </button>
  )
  return (
    <Post action={`${adminHome}rules/move`} token={token} revision={revision} className="adm-mvs">
      <Hidden name="_id" value={rule.id} />
      {i > 0 && press('up', w.upOf)}
      {i < rules.length - 1 && press('down', w.downOf)}
    </Post>
  )
}

/** Where a new rule stands: last, unless said; the last but one where the last catches everything. */
export function Before({ rules, typed }: { rules: readonly { id?: string; title?: string }[]; typed: Posted }) {
  const last = rules.at(-1)?.id ?? ''
  return (
    <Select
      name="before"
      label={w.before}
      value={'before' in typed ? one(typed, 'before') : last}
      options={[
        ...rules.map(({ id = '', title = '' }) => ({
          value: id,
          words: fill(w.beforeOf, { title: `${id} ${title}` })
        })),
        { value: '', words: w.end }
      ]}
    />
  )
}
