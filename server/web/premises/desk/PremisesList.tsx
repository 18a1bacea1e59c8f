/** The register of premises, as the desk looks through it. */
import type { ApiAnswer } from '#shared/api.ts'
import { premises as say } from '#shared/locales/premises.ts'
import { Icon } from '../../parts/Icon.tsx'
import { monthWords, Stars } from '../public/parts.tsx'
import { DeskTable, MoreLink } from '../../parts/Table.tsx'

export const premisesHome = '/office/premises'
const home = premisesHome

export function PremisesList({ list }: { list: ApiAnswer<'listPremises'> }) {
  const { desk, page } = say
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{desk.title}</h1>
      <p className="dk-row">
        <a className="btn btn-p" href={`${home}/new`}>
          <Icon name="plus" />
          {desk.add}
        </a>
      </p>
      <DeskTable caption={page.caption} head={Object.values(page.head)} rows={list.items.length} empty={page.empty}>
        {list.items.map((premisesRow) => (
          <tr key={premisesRow.no}>
            <th scope="row">
              <a href={`${home}/${premisesRow.no}`}>{premisesRow.name}</a>
              <small>{premisesRow.no}</small>
            </th>
            <td>
              {premisesRow.section}
              <small>{premisesRow.area.name}</small>
            </td>
            <td>{premisesRow.closed ? say.closed : say.kind[premisesRow.kind]}</td>
            <td>
              {premisesRow.star ? <Stars n={premisesRow.star.stars} /> : say.noStars}
              {premisesRow.star && <small>{monthWords(premisesRow.star.month)}</small>}
            </td>
          </tr>
        ))}
      </DeskTable>
      {list.older && (
        <MoreLink href={`${home}?${new URLSearchParams({ after: list.older }).toString()}`} words={page.more} />
      )}
    </main>
  )
}
