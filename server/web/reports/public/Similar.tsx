/**
 * Before a report is sent: what others have reported already and may be the same. Each of them is a form of its own, so that whoever
 * has met the same needs one press; what was typed for a report of one's own waits in the form below.
 */
import type { CaseRow } from '#shared/cases.ts'
import { Chip } from '../../parts/Chip.tsx'
import { Button, FormToken, Hidden } from '../../parts/Form.tsx'
import { Title } from '../../parts/Title.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { affectedHref } from '../../cases/public/affected.ts'
import { Meanwhile, placeWords } from '../../cases/public/CaseRow.tsx'
import { fill, say } from '../../frame/words.ts'

export interface SimilarCase {
  row: CaseRow
  /** To its public place; unknown where the report says no more than a street. */
  metres?: number
  /** It is over: what has come back is reported anew. */
  over: boolean
}

const words = () => say.similar

const whereWords = ({ row, metres }: SimilarCase): string =>
  metres === undefined
    ? placeWords(row)
    : fill(words().place, { place: placeWords(row), n: Math.max(10, Math.round(metres / 10) * 10) })

function One({ of, token }: { of: SimilarCase; token: string }) {
  const { row, over } = of
  return (
    <li className="sim">
      {row.thumb && (
        <span className="sim-ph">
          <Photo photo={row.thumb} alt="" sizes="96px" />
        </span>
      )}
      <div className="sim-b">
        <h3>
          <a href={`/cases/${row.no}`} target="_blank" rel="noopener">
            <Title of={row} />
            <small>{words().opens}</small>
          </a>
        </h3>
        <p>{whereWords(of)}</p>
        <p className="row-f">
          <Chip status={row.status} />
          <Meanwhile row={row} />
          {row.affected !== undefined && <span>{fill(say.affected.others, { n: row.affected })}</span>}
        </p>
        {over ? (
          <p className="hint">{words().over}</p>
        ) : (
          <form action={affectedHref(row.no)} method="post">
            <FormToken token={token} />
            <Hidden name="act" value="say" />
            <Button icon="people" busy={say.report.busy}>
              {say.affected.say}
            </Button>
          </form>
        )}
      </div>
    </li>
  )
}

export function Similar({ cases, token, form }: { cases: readonly SimilarCase[]; token: string; form: string }) {
  return (
    <section className="sims" aria-labelledby="similar" role="alert">
      <h2 id="similar">{words().title}</h2>
      <p>{words().lead}</p>
      <ul>
        {cases.map((one) => (
          <One key={one.row.no} of={one} token={token} />
        ))}
      </ul>
      <Button kind="primary" form={form} name="distinct" value="yes" busy={say.report.busy}>
        {words().send}
      </Button>
    </section>
  )
}
