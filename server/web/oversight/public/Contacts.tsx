/** What everybody may see: how supervisors judge an office, and whom to call in one's street. */
import { ratingsShownFrom, type ContactCard, type OfficeRating } from '#shared/oversight.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { Button, ButtonLink, Empty, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say as portal } from '../../frame/words.ts'
import { CallLink, Contact, RatingTable } from '../desk/parts.tsx'

interface ContactsProps {
  site: Site
  cards: readonly ContactCard[]
  areas: readonly { id: string; name: string }[]
  q: string
}

/** Street by street, in the city's own order. */
export function Contacts({ site, cards, areas, q }: ContactsProps) {
  const { contacts } = say
  const asked = areas.filter((area) => area.name.includes(q))
  const shown = asked.flatMap((area) => cards.filter((card) => card.area.id === area.id))
  const without = asked.filter((area) => !cards.some((card) => card.area.id === area.id))
  const { hotline } = site.city
  return (
    <Page
      site={site}
      title={fill(contacts.pageTitle, { city: site.city.name })}
      description={contacts.lead}
      scripts={['case.js']}
    >
      <Crumbs path={[{ href: '/', words: portal.nav.home }]} />
      <h1 className="notice page-h">{contacts.title}</h1>
      <p className="page-lead">{contacts.lead}</p>
      {cards.length > 0 && (
        <form className="check" action="/contacts" method="get" role="search">
          <TextField name="q" label={contacts.find} value={q} type="search" autoComplete="off" />
          <Button kind="primary">{contacts.go}</Button>
        </form>
      )}
      <section className="sec-s" aria-labelledby="cards">
        <h2 className="vh" id="cards">
          {contacts.list}
        </h2>
        {cards.length === 0 ? (
          <Empty title={contacts.empty}>
            <p>{fill(contacts.emptyHow, { hotline })}</p>
            <ButtonLink href="/report" icon="camera">
              {portal.nav.report}
            </ButtonLink>
          </Empty>
        ) : asked.length === 0 ? (
          <Empty title={fill(contacts.notFound, { q })}>
            <p>
              <a href="/contacts">{contacts.all}</a>
            </p>
          </Empty>
        ) : (
          <ul className="ct-l">
            {shown.map((card) => (
              <li key={card.id}>
                <Contact card={card} />
              </li>
            ))}
          </ul>
        )}
        {cards.length > 0 && without.length > 0 && (
          <p className="hint ct-w">
            {fill(contacts.without, { areas: without.map((office) => office.name).join(contacts.between), hotline })}
          </p>
        )}
        {shown.length > 0 && <p className="hint ct-w">{contacts.own}</p>}
        {shown.length > 0 && (
          <p className="ct-do no-print">
            {q && (
              <a className="more" href="/contacts">
                {contacts.all}
              </a>
            )}
            <button className="btn-plain" type="button" data-print="" hidden>
              <Icon name="print" />
              {contacts.print}
            </button>
          </p>
        )}
      </section>
    </Page>
  )
}

/** On an office's page. */
export const OfficeRatings = ({ months }: { months: readonly OfficeRating[] }) => (
  <Section id="ratings" title={say.ratings.title} note={say.ratings.note}>
    <RatingTable months={months} />
    {months.length > 0 && <p className="hint rt-w">{fill(say.ratings.why, { n: ratingsShownFrom })}</p>}
  </Section>
)

const namedAtMost = 2

/** One line on the page of a case: whom in this street one can ask. */
export function StreetContacts({ cards }: { cards: readonly ContactCard[] }) {
  return (
    cards.length > 0 && (
      <p className="ct-line">
        {say.contacts.ofStreet}
        {cards.slice(0, namedAtMost).map((card) => (
          <span key={card.id}>
            {card.name} <CallLink card={card} />
          </span>
        ))}
        <a className="no-print" href={`/contacts?${new URLSearchParams({ q: cards[0]?.area.name ?? '' }).toString()}`}>
          {say.contacts.more}
        </a>
      </p>
    )
  )
}
