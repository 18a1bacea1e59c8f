/** Volunteers who want to be named, under the names they chose; nobody else is counted or shown. */
import type { ApiAnswer } from '#shared/api.ts'
import { starHours } from '#shared/hours.ts'
import { marks } from '#shared/locales/marks.ts'
import { volunteers } from '#shared/locales/volunteers.ts'
import { Empty } from '../../parts/Form.tsx'
import { Page } from '../../frame/Page.tsx'
import { Side } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { figure, fill, hoursOf, say } from './words.ts'

const w = say.honoursPage

type Items = ApiAnswer<'wall'>['items']

/** A table, no ranks; stars have a column once somebody has one. */
function People({ items }: { items: Items }) {
  const stars = items.some((person) => person.star > 0)
  return (
    <table className="hon">
      <caption className="vh">{w.table}</caption>
      <thead>
        <tr>
          <th scope="col">{w.head.name}</th>
          {stars && <th scope="col">{w.head.star}</th>}
          <th scope="col" className="hon-n">
            {w.head.hours}
          </th>
          <th scope="col" className="hon-n">
            {w.head.activities}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((person, i) => (
          <tr key={i}>
            <th scope="row">{person.display}</th>
            {stars && (
              <td className={person.star === 0 ? 'hon-0' : undefined}>
                {person.star === 0 ? w.noStar : fill(volunteers.star, { n: person.star })}
              </td>
            )}
            <td className="hon-n">{fill(w.hours, { n: hoursOf(person.minutes) })}</td>
            <td className="hon-n">{fill(w.activities, { n: figure(person.activities) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Honours({ site, items }: { site: Site; items: Items }) {
  return (
    <Page site={site} title={fill(w.title, { city: site.city.name })} description={w.lead}>
      <h1 className="notice page-h">{w.h1}</h1>
      <p className="page-lead">{w.lead}</p>
      <div className="hon-g">
        {items.length === 0 ? (
          <Empty title={w.none}>
            <p>{w.noneHint}</p>
            <p>
              <a href="/activities">{say.wallPage.back}</a>
            </p>
          </Empty>
        ) : (
          <People items={items} />
        )}
        <aside>
          <Side title={w.about}>
            {items.length > 0 && <p>{fill(w.count, { n: items.length })}</p>}
            <p>{w.source}</p>
            <p>{fill(w.stars, { hours: starHours.map(figure).join(marks.list) })}</p>
            <p>{w.how}</p>
            <p>
              <a href="/activities">{say.wallPage.back}</a>
            </p>
          </Side>
        </aside>
      </div>
    </Page>
  )
}
