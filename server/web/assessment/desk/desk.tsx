/** The half-yearly assessment on the desk: one table, marks under each name, the rules below, and all of it as CSV. */
import type { ReactNode } from 'react'
import { auxiliaryKinds, halfBefore, type AssessmentRow, type AssessmentView, type Marks } from '#shared/assessment.ts'
import { Refused, refusals } from '#shared/errors.ts'
import { local } from '#shared/time-format.ts'
import { assessment as say } from '#shared/locales/assessment.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { DeskKit } from '../../frame/desk-kit.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { errorWords, fill } from '../../frame/words.ts'
import { csvOf } from './csv.ts'

const home = '/office/assessment'
type Fields = Record<string, string[]>
const one = (fields: Fields, name: string): string => fields[name]?.[0]?.trim() ?? ''
const numbers = <K extends string>(fields: Fields, names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, one(fields, name) === '' ? NaN : Number(one(fields, name))])) as Record<
    K,
    number
  >
const markNames = Object.keys(say.field) as (keyof Marks)[]
const ruleNames = Object.keys(say.rule) as (keyof AssessmentView['rules'])[]

const halfAfter = (of: string): string =>
  of.endsWith('H1') ? `${of.slice(0, 4)}-H2` : `${Number(of.slice(0, 4)) + 1}-H1`
export const halfWords = (of: string): string =>
  fill(say.halfWords[of.endsWith('H1') ? 'H1' : 'H2'], { year: of.slice(0, 4) })

export function assessmentDesk({ router, call, seated, posted, draw, see }: DeskKit): void {
  const read = (half: string, viewer: Staff) => call('readAssessment', { params: { half } }, viewer)

  router.get(
    home,
    seated((ctx) => {
      const { year, month } = local(Date.now())
      see(ctx, `${home}/${year}-${month <= 6 ? 'H1' : 'H2'}`)
      return Promise.resolve()
    })
  )
  router.get(
    `${home}/:half.csv`,
    seated(async (ctx, viewer) => {
      const half = ctx.params['half'] ?? ''
      const it = await read(half, viewer)
      ctx.type = 'text/csv; charset=utf-8'
      ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fill(say.file, { half }))}`)
      ctx.body = csvOf(it)
    })
  )
  router.get(
    `${home}/:half`,
    seated(async (ctx, viewer) => {
      const it = await read(ctx.params['half'] ?? '', viewer)
      const { items } = await call('offices', {}, viewer)
      const done = ctx.query['done'] !== undefined
      await draw(ctx, viewer, say.title, (token) => (
        <Page it={it} token={token} offices={items} own={viewer.office} done={done} />
      ))
    })
  )
  router.post(
    `${home}/:half`,
    posted(async (ctx, viewer, { fields }) => {
      const half = ctx.params['half'] ?? ''
      const version = Number(one(fields, 'version'))
      const acts: Record<string, () => Promise<unknown>> = {
        marks: () =>
          call(
            'giveMarks',
            { params: { person: one(fields, 'person') }, body: { version, half, marks: numbers(fields, markNames) } },
            viewer
          ),
        add: () =>
          call(
            'addAuxiliary',
            {
              body: {
                name: one(fields, 'name'),
                kind: one(fields, 'kind'),
                office: one(fields, 'office'),
                post: one(fields, 'post')
              }
            },
            viewer
          ),
        rules: () => call('setAssessmentRules', { body: { version, rules: numbers(fields, ruleNames) } }, viewer)
      }
      try {
        await acts[one(fields, 'act')]?.()
        see(ctx, `${home}/${half}?done`)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const [it, { items }] = await Promise.all([read(half, viewer), call('offices', {}, viewer)])
        const refused = error.more.words ?? errorWords.refusal[error.code]
        await draw(
          ctx,
          viewer,
          say.title,
          (token) => (
            <Page it={it} token={token} offices={items} own={viewer.office} refused={refused} typed={fields} />
          ),
          refusals[error.code]
        )
      }
    })
  )
}

interface PageProps {
  it: AssessmentView
  token: string
  offices: readonly { id: string; name: string }[]
  own: string
  done?: boolean
  refused?: string
  typed?: Fields
}

function Page({ it, token, offices, own, done, refused, typed = {} }: PageProps) {
  const { rules } = it
  const act = one(typed, 'act')
  const form = { method: 'post', action: `${home}/${it.half}`, encType: 'multipart/form-data' } as const
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
        {say.title} <small className="dk-state">{halfWords(it.half)}</small>
      </h1>
      <p className="hint">{fill(say.lead, { ...rules, n: rules.failsToLeave })}</p>
      <p className="dk-row">
        <a className="btn btn-o" href={`${home}/${halfBefore(it.half)}`}>
          <Icon name="left" />
          {say.before}
        </a>
        <a className="btn btn-o" href={`${home}/${halfAfter(it.half)}`}>
          {say.after}
          <Icon name="right" />
        </a>
        <a className="btn btn-t" href={`${home}/${it.half}.csv`}>
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
      {it.items.length === 0 ? (
        <p className="dk-none">{say.empty}</p>
      ) : (
        <div className="scroll-x">
          <table className="dk-table">
            <caption className="vh">{say.title}</caption>
            <thead>
              <tr>
                {Object.values(say.head).map((words) => (
                  <th key={words} scope="col">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {it.items.map((row) => (
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
                          maxLength={6}
                        />
                      ))}
                      <Button>{say.save}</Button>
                    </form>
                  </details>
                </Row>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <section>
        <h2 className="dk-h2">{say.add}</h2>
        <form {...form} className="dk-fold">
          {hidden('add', 0)}
          <TextField name="name" label={say.name} value={act === 'add' ? one(typed, 'name') : ''} maxLength={20} />
          <Select
            name="kind"
            label={say.kindLabel}
            options={auxiliaryKinds.map((kind) => ({ value: kind, words: say.kind[kind] }))}
          />
          <Select
            name="office"
            label={say.office}
            value={own}
            options={offices.map((o) => ({ value: o.id, words: o.name }))}
          />
          <TextField name="post" label={say.post} value={act === 'add' ? one(typed, 'post') : ''} maxLength={30} />
          <Button>{say.addGo}</Button>
        </form>
      </section>
      {it.maySetRules && (
        <section>
          <h2 className="dk-h2">{say.rules}</h2>
          <p className="hint">{say.rulesHint}</p>
          <form {...form} className="dk-fold">
            {hidden('rules', it.rulesVersion)}
            {ruleNames.map((name) => (
              <TextField
                key={name}
                name={name}
                id={`rule-${name}`}
                label={say.rule[name]}
                value={act === 'rules' ? one(typed, name) : String(rules[name])}
                inputMode="numeric"
                maxLength={3}
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
