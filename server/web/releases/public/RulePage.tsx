/** One rule as it stood in one release, however old: what a case was sent under, in words. */
import type { AreaView, CategoryView, OfficeView } from '#shared/city.ts'
import type { AnswerOf } from '#shared/endpoint.ts'
import type { releaseEndpoints } from '#shared/releases.ts'
import { clockTime, yearMonthDay } from '#shared/time-format.ts'
import { spanWords, thenWords, whenWords } from '../desk/ruleWords.ts'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'

interface RulePageProps {
  site: Site
  found: AnswerOf<typeof releaseEndpoints.readRule>
  offices: readonly OfficeView[]
  categories: readonly CategoryView[]
  areas: readonly AreaView[]
}

export function RulePage({ site, found, offices, categories, areas }: RulePageProps) {
  const { rule, release } = found
  // Names as they are today; what is no longer there is called by its own id.
  const city = {
    offices,
    people: [],
    categories,
    areas: areas.map(({ id, name }) => ({ id, name, level: 'street' as const }))
  }
  const facts = whenWords(rule, city)
  const office = 'office' in rule.lead ? rule.lead.office : undefined
  const duty = offices.flatMap((one) => one.duties).find((one) => one.id === rule.duty)
  const span = spanWords(rule)
  return (
    <Page site={site} title={fill(say.rule.title, { rule: rule.id, city: site.city.name })} hidden>
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/offices', words: say.nav.offices }
        ]}
      />
      <header className="case-h">
        <div>
          <h1 className="notice">{rule.title}</h1>
          <p className="case-sub">
            {fill(say.rule.sub, {
              rule: rule.id,
              version: rule.version,
              release,
              // The first release has been in force from the beginning of all time.
              from:
                Date.parse(found.from) <= 0 ? say.rule.first : `${yearMonthDay(found.from)} ${clockTime(found.from)}`
            })}
          </p>
        </div>
      </header>
      <dl className="kv rule-l">
        <dt>{say.rule.when}</dt>
        <dd>{facts.length > 0 ? facts.join(say.rule.and) : say.rule.any}</dd>
        <dt>{say.rule.then}</dt>
        <dd>
          {thenWords(rule, city).join(say.rule.comma)}
          {office && (
            <>
              {' '}
              <a href={`/offices/${office}`}>{say.rule.office}</a>
            </>
          )}
        </dd>
        {duty && (
          <>
            <dt>{say.rule.duty}</dt>
            <dd>
              <code>{duty.id}</code> {duty.text}
            </dd>
          </>
        )}
        {span && (
          <>
            <dt>{say.rule.span}</dt>
            <dd>{span}</dd>
          </>
        )}
        <dt>{say.rule.because}</dt>
        <dd>{rule.because}</dd>
      </dl>
      <p className="hint">
        {say.rule.kept} <a href={`/api/releases/${release}/rules/${encodeURIComponent(rule.id)}`}>{say.rule.json}</a>
      </p>
    </Page>
  )
}
