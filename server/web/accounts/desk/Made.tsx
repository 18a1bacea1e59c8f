/** A link that was made: shown once, to copy, or to print on a slip that is cut off and handed over. */
import type { ListAnswer } from '#shared/staff.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { marks } from '#shared/locales/marks.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { ButtonLink, Strip } from '../../parts/Form.tsx'
import { fill, say } from '../words.ts'
import { moment, peopleHome } from './People.tsx'

export interface MadeLink {
  login: string
  name: string
  office: string
  invitation: NonNullable<ListAnswer['rows'][number]['invitation']>
}

/** One person's: cut off and handed over. */
function Slip({ link: made, city }: { link: MadeLink; city: string }) {
  const { link, until } = made.invitation
  if (link === undefined) return null
  const [date = '', time = ''] = moment(until).split(' ')
  return (
    <article className="slip">
      <div className="slip-qr" dangerouslySetInnerHTML={{ __html: qrSvg(link) }} />
      <div>
        <h2>{fill(say.slip.title, { city })}</h2>
        <p>
          <b>{fill(say.slip.who, { name: made.name, office: made.office })}</b>
          <br />
          {say.one.login}
          {marks.colon}
          <b>{made.login}</b>
        </p>
        <p>{say.slip.how}</p>
        <p className="slip-a">{link}</p>
        <p>
          {fill(say.slip.until, { date, time })}
          {fill(say.slip.notYou, { office: made.office })}
        </p>
      </div>
    </article>
  )
}

export const Slips = ({ made, city }: { made: readonly MadeLink[]; city: string }) => (
  <div className="slips">
    {made.map((link) => (
      <Slip key={link.login} link={link} city={city} />
    ))}
  </div>
)

export const PrintSlips = () => (
  <button className="btn btn-p" type="button" data-print="" hidden>
    {say.made.print}
  </button>
)

export function Made({ made, desk }: { made: MadeLink } & Pick<DeskGiven, 'desk'>) {
  const { link, mailed, mailFailed } = made.invitation
  return (
    <main className="dk-page" id="case">
      <h1>{fill(say.made.title, { name: made.name })}</h1>
      <Strip>
        {mailed ? fill(say.made.mailed, { name: made.name }) : mailFailed ? say.made.mailFailed : say.made.once}
      </Strip>
      {link !== undefined && (
        <>
          <label className="lab" htmlFor="link">
            {say.made.link}
          </label>
          <input id="link" className="slip-l no-print" readOnly value={link} />
          <Slips made={[made]} city={desk.site.city.name} />
        </>
      )}
      <p className="dk-row no-print">
        {link !== undefined && <PrintSlips />}
        <ButtonLink href={peopleHome}>{say.made.back}</ButtonLink>
      </p>
    </main>
  )
}
