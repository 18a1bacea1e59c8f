/** The public register of premises: who answers for the ground before which door. */
import type { ApiAnswer } from '#shared/api.ts'
import { premises as say } from '#shared/locales/premises.ts'
import { Button, Empty, Select, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { say as portal } from '../../frame/words.ts'
import { monthWords, Stars } from './parts.tsx'
import { Table } from '../../parts/Table.tsx'
import { longest } from '../../parts/limits.ts'

interface PremisesListProps {
  site: Site
  list: ApiAnswer<'listPremises'>
  areas: ApiAnswer<'areas'>['items']
  asked: { q: string; area: string; after: string }
}
export function PremisesList({ site, list, areas, asked }: PremisesListProps) {
  const { page } = say
  const more = new URLSearchParams({ q: asked.q, area: asked.area, after: list.older ?? '' }).toString()
  return (
    <Page site={site} title={page.title} description={page.lead}>
      <Crumbs path={[{ href: '/', words: portal.nav.home }]} />
      <h1 className="notice page-h">{page.title}</h1>
      <p className="page-lead">{page.lead}</p>
      <form className="check" action="/premises" method="get" role="search">
        <TextField name="q" label={page.find} value={asked.q} maxLength={longest('listPremises', '/q')} type="search" />
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
          <Table className="plain stacked" caption={page.caption} head={Object.values(page.head)}>
            {list.items.map((premisesRow) => (
              <tr key={premisesRow.no}>
                <th scope="row" data-label={page.head.name}>
                  <a href={`/premises/${premisesRow.no}`}>{premisesRow.name}</a>
                </th>
                <td data-label={page.head.section}>
                  {premisesRow.section}
                  <small>{premisesRow.area.name}</small>
                </td>
                <td data-label={page.head.kind}>{premisesRow.closed ? say.closed : say.kind[premisesRow.kind]}</td>
                <td data-label={page.head.star}>
                  {premisesRow.star ? <Stars n={premisesRow.star.stars} /> : say.noStars}
                  {premisesRow.star && <small>{monthWords(premisesRow.star.month)}</small>}
                </td>
              </tr>
            ))}
          </Table>
        )}
        <p className="more-l">
          {asked.after && (
            <a className="more" href="/premises">
              <Icon name="left" />
              {page.start}
            </a>
          )}
          {list.older && (
            <a className="more" href={`/premises?${more}`}>
              {page.more}
              <Icon name="right" />
            </a>
          )}
        </p>
      </section>
    </Page>
  )
}
