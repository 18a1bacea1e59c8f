/** The public register of units: who answers for the ground before which door. */
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { ReactElement } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import type { UnitView } from '#shared/premises.ts'
import { monthDay, startOfDay, yearMonthDay } from '#shared/time-format.ts'
import { units as say } from '#shared/locales/units.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import { Button, ButtonLink, Empty, Select, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say as portal } from '../../frame/words.ts'

interface Kit {
  call: Call
  site(ctx: RouterContext): Site
  show(ctx: RouterContext, page: ReactElement, status?: number): void
}
const one = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 40) : '')

export function unitPages(router: Router, { call, site, show }: Kit): void {
  router.get('/units', async (ctx) => {
    const [q, area] = [one(ctx.query['q']), one(ctx.query['area'])]
    const after = typeof ctx.query['after'] === 'string' ? ctx.query['after'] : ''
    const [list, areas] = await Promise.all([
      call('listUnits', { query: { ...(q && { q }), ...(area && { area }), ...(after && { after }) } }, guest),
      call('areas', {}, guest)
    ])
    show(ctx, <Units site={site(ctx)} list={list} areas={areas.items} asked={{ q, area, after }} />)
  })
  router.get('/units/:no', async (ctx) => {
    const it = await call('readUnit', { params: { unit: ctx.params['no'] } }, guest)
    show(ctx, <Unit site={site(ctx)} it={it} />)
  })
}

/** ★★★ with the number in words: a shape alone says nothing to who cannot see it. */
export function Stars({ n }: { n: number }) {
  return (
    <span className="stars">
      {Array.from({ length: n }, (_, i) => (
        <Icon key={i} name="star" />
      ))}
      {fill(say.stars, { n })}
    </span>
  )
}
export const monthWords = (month: string): string => {
  const [year = '', m = ''] = month.split('-')
  return fill(say.month, { year, month: Number(m) })
}

interface UnitsProps {
  site: Site
  list: ApiAnswer<'listUnits'>
  areas: ApiAnswer<'areas'>['items']
  asked: { q: string; area: string; after: string }
}
function Units({ site, list, areas, asked }: UnitsProps) {
  const { page } = say
  const more = new URLSearchParams({ q: asked.q, area: asked.area, after: list.older ?? '' }).toString()
  return (
    <Page site={site} title={page.title} description={page.lead}>
      <Crumbs path={[{ href: '/', words: portal.nav.home }]} />
      <h1 className="notice page-h">{page.title}</h1>
      <p className="page-lead">{page.lead}</p>
      <form className="check" action="/units" method="get" role="search">
        <TextField name="q" label={page.find} value={asked.q} maxLength={40} type="search" />
        <Select
          name="area"
          label={page.area}
          value={asked.area}
          options={[{ value: '', words: page.all }, ...areas.map((a) => ({ value: a.id, words: a.name }))]}
        />
        <Button kind="primary">{page.go}</Button>
      </form>
      <section className="sec-s" aria-label={page.caption}>
        {list.items.length === 0 ? (
          <Empty title={page.empty} />
        ) : (
          <table className="plain stacked">
            <caption className="vh">{page.caption}</caption>
            <thead>
              <tr>
                {Object.values(page.head).map((words) => (
                  <th key={words} scope="col">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.items.map((it) => (
                <tr key={it.no}>
                  <th scope="row" data-label={page.head.name}>
                    <a href={`/units/${it.no}`}>{it.name}</a>
                  </th>
                  <td data-label={page.head.section}>
                    {it.section}
                    <small>{it.area.name}</small>
                  </td>
                  <td data-label={page.head.kind}>{it.closed ? say.closed : say.kind[it.kind]}</td>
                  <td data-label={page.head.star}>
                    {it.star ? <Stars n={it.star.stars} /> : say.noStars}
                    {it.star && <small>{monthWords(it.star.month)}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="more-l">
          {asked.after && (
            <a className="more" href="/units">
              <Icon name="left" />
              {page.start}
            </a>
          )}
          {list.older && (
            <a className="more" href={`/units?${more}`}>
              {page.more}
              <Icon name="right" />
            </a>
          )}
        </p>
      </section>
    </Page>
  )
}

function Unit({ site, it }: { site: Site; it: UnitView }) {
  const { page } = say
  const facts = [
    [page.facts.kind, it.closed ? `${say.kind[it.kind]} ${say.closed}` : say.kind[it.kind]],
    [page.facts.area, it.area.name],
    [page.facts.section, it.section],
    [page.facts.address, it.address],
    [page.facts.front, it.frontM === undefined ? '' : fill(page.metres, { n: it.frontM })],
    [page.facts.duties, it.duties.map((duty) => say.duty[duty]).join(page.and)],
    [page.facts.signed, yearMonthDay(startOfDay(it.signed))]
  ] as const
  return (
    <Page site={site} title={it.name}>
      <Crumbs
        path={[
          { href: '/', words: portal.nav.home },
          { href: '/units', words: page.nav }
        ]}
      />
      <h1 className="notice page-h">{it.name}</h1>
      <dl className="verify-d">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Section id="statement" title={page.statement} className="sec">
        <p className="page-lead said">{it.statement}</p>
      </Section>
      {it.stars.length > 0 && (
        <Section id="stars" title={page.starsTitle} className="sec-s">
          <ul className="star-l">
            {it.stars.map((star) => (
              <li key={star.month}>
                {monthWords(star.month)} <Stars n={star.stars} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="cases" title={page.cases} className="sec-s">
        {it.cases.length === 0 ? (
          <p>{page.casesEmpty}</p>
        ) : (
          <ul className="star-l">
            {it.cases.map((row) => (
              <li key={row.no}>
                <a href={`/cases/${row.no}`}>{row.title}</a>
                <span>
                  {monthDay(row.at)} {row.closed ? page.caseClosed : page.caseOpen}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="more-l no-print">
          <ButtonLink href={`/report?${new URLSearchParams({ area: it.area.id, address: it.address }).toString()}`}>
            {page.report}
          </ButtonLink>
        </p>
      </Section>
    </Page>
  )
}
