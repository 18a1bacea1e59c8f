/** The half-yearly assessment: one table, marks under each name, the rules below. */
import type { ReactNode } from 'react'
import { auxiliaryKinds, halfBefore, type AssessmentRow, type AssessmentView, type Marks } from '#shared/assessment.ts'
import { assessment as say } from '#shared/locales/assessment.ts'
import { trimmed as one } from '../../frame/fields.ts'
import { fill } from '../../frame/words.ts'
import type { DeskSite } from '../../frame/Shell.tsx'
import { Button, ErrorBox, FormToken, Hidden, Select, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Table } from '../../parts/Table.tsx'
import { longest } from '../../parts/limits.ts'

export const assessmentHome = '/office/assessment'
const home = assessmentHome
type Fields = Record<string, string[]>
export const markNames = Object.keys(say.field) as (keyof Marks)[]
export const ruleNames = Object.keys(say.rule) as (keyof AssessmentView['rules'])[]

const halfAfter = (of: string): string =>
  of.endsWith('H1') ? `${of.slice(0, 4)}-H2` : `${Number(of.slice(0, 4)) + 1}-H1`
export const halfWords = (of: string): string =>
  fill(say.halfWords[of.endsWith('H1') ? 'H1' : 'H2'], { year: of.slice(0, 4) })

interface PageProps {
  assessment: AssessmentView
  token: string
  desk: DeskSite
  own: string
  done?: boolean
  refused?: string
  typed?: Fields
}

export function Assessment({ assessment, token, desk, own, done, refused, typed = {} }: PageProps) {
  const { rules } = assessment
  const act = one(typed, 'act')
  const form = { method: 'post', action: `${home}/${assessment.half}`, encType: 'multipart/form-data' } as const
  const hidden = (name: string, version: number) => (
    <>
      <FormToken token={token} />
      <Hidden name="act" value={name} />
      <Hidden name="version" value={String(version)} />
    </>
  )
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>
        {say.title} <small className="dk-state">{halfWords(assessment.half)}</small>
      </h1>
      <p className="hint">{fill(say.lead, { ...rules, n: rules.failsToLeave })}</p>
      <p className="dk-row">
        <a className="btn btn-o" href={`${home}/${halfBefore(assessment.half)}`}>
          <Icon name="left" />
          {say.before}
        </a>
        <a className="btn btn-o" href={`${home}/${halfAfter(assessment.half)}`}>
          {say.after}
          <Icon name="right" />
        </a>
        <a className="btn btn-t" href={`${home}/${assessment.half}.csv`}>
          {say.csv}
        </a>
      </p>
      {done && (
        <p className="strip" role="status">
          <Icon name="tick" />
          <span>{say.done}</span>
        </p>
      )}
      {refused && (
        <ErrorBox title={say.failed}>
          <p>{refused}</p>
        </ErrorBox>
      )}
      {assessment.items.length === 0 ? (
        <p className="dk-none">{say.empty}</p>
      ) : (
        <div className="scroll-x">
          <Table className="dk-table" caption={say.title} head={Object.values(say.head)}>
            {assessment.items.map((row) => (
              <Row key={row.id} row={row}>
                <details open={act === 'marks' && one(typed, 'person') === row.id}>
                  <summary>{say.mark}</summary>
                  <form {...form} className="dk-fold">
                    {hidden('marks', row.version)}
                    <Hidden name="person" value={row.id} />
                    {markNames.map((name) => (
                      <TextField
                        key={name}
                        name={name}
                        id={`${row.id}-${name}`}
                        label={say.field[name]}
                        value={
                          one(typed, 'person') === row.id ? one(typed, name) : row.marks && String(row.marks[name])
                        }
                        inputMode="numeric"
                      />
                    ))}
                    <Button>{say.save}</Button>
                  </form>
                </details>
              </Row>
            ))}
          </Table>
        </div>
      )}
      <section>
        <h2 className="dk-h2">{say.add}</h2>
        <form {...form} className="dk-fold">
          {hidden('add', 0)}
          <TextField
            name="name"
            label={say.name}
            value={act === 'add' ? one(typed, 'name') : ''}
            maxLength={longest('addAuxiliary', '/name')}
          />
          <Select
            name="kind"
            label={say.kindLabel}
            options={auxiliaryKinds.map((kind) => ({ value: kind, words: say.kind[kind] }))}
          />
          <Select
            name="office"
            label={say.office}
            value={own}
            options={desk.offices.map((o) => ({ value: o.id, words: o.name }))}
          />
          <TextField
            name="post"
            label={say.post}
            value={act === 'add' ? one(typed, 'post') : ''}
            maxLength={longest('addAuxiliary', '/post')}
          />
          <Button>{say.addGo}</Button>
        </form>
      </section>
      {assessment.maySetRules && (
        <section>
          <h2 className="dk-h2">{say.rules}</h2>
          <p className="hint">{say.rulesHint}</p>
          <form {...form} className="dk-fold">
            {hidden('rules', assessment.rulesVersion)}
            {ruleNames.map((name) => (
              <TextField
                key={name}
                name={name}
                id={`rule-${name}`}
                label={say.rule[name]}
                value={act === 'rules' ? one(typed, name) : String(rules[name])}
                inputMode="numeric"
              />
            ))}
            <Button>{say.rulesGo}</Button>
          </form>
        </section>
      )}
    </main>
  )
}

function Row({ row, children }: { row: AssessmentRow; children: ReactNode }) {
  const { marks, score } = row
  const share = (done: number, due: number): string => fill(say.of, { done, due })
  return (
    <tr>
      <th scope="row">
        {row.name}
        <small>{say.kind[row.kind]}</small>
        {children}
      </th>
      <td>
        {row.office.short}
        <small>{row.post}</small>
      </td>
      <td className="nobr">{marks && share(marks.daysThere, marks.daysDue)}</td>
      <td className="nobr">{marks && share(marks.tasksDone, marks.tasksGiven)}</td>
      <td>{marks?.training}</td>
      <td>{score?.points ?? say.none}</td>
      <td>
        {score && say.grade[score.grade]}
        {row.fails > 1 && !row.leaves && <small>{fill(say.fails, { n: row.fails })}</small>}
        {row.leaves && (
          <small className="dk-warn">
            <Icon name="warn" />
            {fill(say.leaves, { n: row.fails })}
          </small>
        )}
      </td>
    </tr>
  )
}
