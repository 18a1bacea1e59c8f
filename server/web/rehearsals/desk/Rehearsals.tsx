/** Rehearsals: beginning one, and the last ones. */
import type { RehearsalView } from '#shared/rehearsals.ts'
import { Button, Field, Select } from '../../parts/Form.tsx'
import { Head, Part, Post, Wide } from '../../releases/desk/Frame.tsx'
import { adminHome, pageHref, query } from '../../releases/desk/links.ts'
import { figure, fill, momentWords, say } from '../../releases/desk/words.ts'

const w = say.rehearsal

interface RehearsalsProps {
  items: readonly RehearsalView[]
  releases: readonly number[]
  token: string
  typed: Readonly<Record<string, string>>
  wrong: Readonly<Record<string, string>>
}

export const rehearsalHref = (id: string, more: Readonly<Record<string, string | undefined>> = {}): string =>
  `${pageHref('rehearsals')}/${id}${query(more)}`
export const periodWords = ({ from, to }: Pick<RehearsalView, 'from' | 'to'>): string => fill(w.title2, { from, to })
export const againstWords = (against: RehearsalView['against']): string =>
  against === 'draft' ? w.draft : fill(w.release, { version: against })

export function Rehearsals({ items, releases, token, typed, wrong }: RehearsalsProps) {
  return (
    <>
      <Head title={w.title} lead={w.lead} />
      <Part id="start" title={w.start}>
        <Post action={`${adminHome}rehearsals/start`} token={token} className="adm-f">
          <div className="adm-cols adm-cols-3">
            <Field name="from" label={w.from} error={wrong['from']}>
              {(ids) => <input {...ids} name="from" type="date" defaultValue={typed['from']} />}
            </Field>
            <Field name="to" label={w.to}>
              {(ids) => <input {...ids} name="to" type="date" defaultValue={typed['to']} />}
            </Field>
            <Select
              name="release"
              label={w.against}
              value={typed['release'] ?? ''}
              options={[
                { value: '', words: w.draft },
                ...releases.map((release) => ({ value: String(release), words: fill(w.release, { version: release }) }))
              ]}
            />
          </div>
          <p className="hint">{w.period}</p>
          <div>
            <Button kind="primary">{w.go}</Button>
          </div>
        </Post>
      </Part>
      <Part id="list" title={w.list}>
        {items.length === 0 ? (
          <p className="hint">{w.none}</p>
        ) : (
          <Wide label={w.list}>
            <table className="plain adm-tab adm-list">
              <thead>
                <tr>
                  <th scope="col">{w.whole}</th>
                  <th scope="col">{w.against}</th>
                  <th scope="col">{say.home.state}</th>
                  <th scope="col" className="num">
                    {w.cases}
                  </th>
                  <th scope="col" className="num">
                    {w.moved}
                  </th>
                  <th scope="col" className="num">
                    {w.due}
                  </th>
                  <th scope="col">{w.who}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((rehearsal) => (
                  <tr key={rehearsal.id}>
                    <th scope="row">
                      <a href={rehearsalHref(rehearsal.id)}>{periodWords(rehearsal)}</a>
                    </th>
                    <td>{againstWords(rehearsal.against)}</td>
                    <td>
                      <span className={`st st-${rehearsal.state}`}>{w.states[rehearsal.state]}</span>
                    </td>
                    <td className="num">{figure(rehearsal.of)}</td>
                    <td className="num">{figure(rehearsal.moved)}</td>
                    <td className="num">{figure(rehearsal.dueChanged)}</td>
                    <td>{fill(w.by, { name: rehearsal.by.name, at: momentWords(rehearsal.at) })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Part>
    </>
  )
}
