/** Offices and people come in as a table: first looked through row by row, then put into the draft. */
import { officeKinds } from '#shared/city.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { roles } from '#shared/members.ts'
import type { ImportProblem } from '#shared/releases.ts'
import { tableCharacters, tableColumns, type TablePart, type TableReport } from '#shared/set-up.ts'
import { csv } from '#server/kernel/csv.ts'
import { tableFiles, tableTextOf } from '#server/kernel/workbook.ts'
import type { DeskRequest, DeskRoute } from '../../../frame/desk.tsx'
import { attempt, one } from '../../../frame/fields.ts'
import { again, see, type Sent } from '../../../frame/route.ts'
import { Button, FileField, Strip, TextArea } from '../../../parts/Form.tsx'
import { Table } from '../../../parts/Table.tsx'
import { adminFile, type AdminAct, type AdminGiven } from '../admin.tsx'
import { readPart, revisionIn } from '../draft.ts'
import { Part, Post, Wide } from '../Frame.tsx'
import { pageHref, query, stepHref } from '../links.ts'
import { Changes } from '../Overview.tsx'
import { caseWords, fill, listed, say } from '../words.ts'
import { backAgain, stepForm, type Shown as Back } from './step.tsx'

const w = setUp.table
const required: Record<TablePart, readonly string[]> = { offices: ['name'], people: ['name', 'id', 'office', 'roles'] }

interface Shown extends Back {
  text: string
  wrong?: string
  report?: TableReport | undefined
}

interface TableProps extends AdminGiven {
  part: TablePart
  text: string
  wrong?: string | undefined
  report?: TableReport | undefined
  revision: number
  have: number
  taken: string
}

function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  return (
    <Wide label={w.wrong}>
      <Table className="plain adm-tab" head={[w.where, w.column, w.wrong]}>
        {problems.map((problem, i) => (
          <tr key={i}>
            <th scope="row">{problem.entry ?? ''}</th>
            <td>{problem.at ?? ''}</td>
            <td>
              <span className={`st st-${problem.severity}`}>{say.verdict[problem.severity]}</span> {problem.words}
            </td>
          </tr>
        ))}
      </Table>
    </Wide>
  )
}

/** What was read, before any of it is taken; its buttons belong to the form above. */
function Report({ report }: { report: TableReport }) {
  const { rows, good, problems, changes, more, mails } = report
  const takes = good > 0 && (changes.length > 0 || mails > 0)
  const bad = problems.filter((problem) => problem.severity === 'error').length
  return (
    <Part id="report" title={bad > 0 ? fill(w.read, { rows, good, bad }) : fill(w.readGood, { rows })}>
      {problems.length > 0 && <Problems problems={problems} />}
      {good > 0 && (changes.length > 0 ? <Changes changes={changes} more={more} /> : <p className="hint">{w.same}</p>)}
      {mails > 0 && <p className="hint">{fill(w.mails, { n: mails })}</p>}
      {bad > 0 && <Strip icon="pencil">{w.fix}</Strip>}
      {takes && (
        <p className="adm-row">
          <Button kind={bad > 0 ? 'outline' : 'primary'} form="table" name="do" value={bad > 0 ? 'good' : 'take'}>
            {bad > 0 ? fill(w.takeGood, { n: good }) : w.take}
          </Button>
        </p>
      )}
    </Part>
  )
}

const labelOf = (part: TablePart, column: string): string =>
  part === 'people' && column === 'name'
    ? (setUp.tables.called.people.name[0] ?? '')
    : part === 'offices' && column === 'id'
      ? (setUp.tables.called.offices.id[0] ?? '')
      : setUp.tables.columns[column as never]

function Columns({ part }: { part: TablePart }) {
  const must = (column: string) => required[part].includes(column)
  const [head = [], ...rows] = setUp[part].rows
  return (
    <Part id="columns" title={w.columns}>
      <ul className="su-c">
        {tableColumns[part].map((column) => (
          <li key={column}>
            <b>{labelOf(part, column)}</b>
            <span className="hint">{must(column) ? w.must : w.may}</span>
          </li>
        ))}
      </ul>
      {part === 'offices' ? (
        <>
          <p className="hint">
            {fill(setUp.offices.kinds, {
              kinds: listed(officeKinds.map((kind) => setUp.tables.kinds[kind][0] ?? kind))
            })}
          </p>
          <p className="hint">{setUp.offices.supervising}</p>
        </>
      ) : (
        <p className="hint">{fill(setUp.people.roles, { roles: listed(roles.map((role) => caseWords.role[role])) })}</p>
      )}
      <Wide label={w.example}>
        <Table className="plain adm-tab su-x" caption={w.example} head={head}>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </Table>
      </Wide>
      <p>
        <a href={`${stepHref(part)}/sample.csv`}>{w.sample}</a>
      </p>
    </Part>
  )
}

function TableStep({ part, text, wrong, report, revision, have, taken, token }: TableProps) {
  return (
    <>
      {taken !== '' && (
        <p className="adm-ok" role="status">
          {fill(w.taken, { n: taken })}
        </p>
      )}
      {have > 0 && (
        <p>
          {fill(part === 'people' ? w.havePeople : w.have, { n: have })} <a href={pageHref(part)}>{w.list}</a>
        </p>
      )}
      {report && <Report report={report} />}
      <Post action={stepHref(part)} token={token} revision={revision} className="adm-f" files id="table">
        <TextArea
          name="text"
          label={w.text}
          hint={w.textHint}
          error={wrong}
          value={text}
          rows={10}
          maxLength={tableCharacters}
        />
        <FileField name="file" label={w.file} hint={w.fileHint} accept={tableFiles} />
        <div>
          <Button kind={report ? 'outline' : 'primary'} name="do" value="check">
            {w.check}
          </Button>
        </div>
      </Post>
      <Columns part={part} />
      {part === 'people' && (
        <Part id="invite" title={setUp.people.inviteTitle}>
          <p className="adm-lead">
            {setUp.people.invite} <a href="/office/people/list?who=waiting">{setUp.people.inviteLink}</a>
          </p>
          <p className="hint">{setUp.people.mail}</p>
        </Part>
      )}
    </>
  )
}

/** What was pasted, else the file, as text; or why it cannot be. */
async function textIn({ fields, files: [file] }: Sent): Promise<{ text: string } | { wrong: string }> {
  const pasted = one(fields, 'text')
  if (pasted.trim() !== '') return pasted.length > tableCharacters ? { wrong: w.tooLong } : { text: pasted }
  if (!file || file.bytes.length === 0) return { wrong: w.missing }
  const read = await tableTextOf(file.bytes)
  if ('fault' in read) return { wrong: w.fault[read.fault] }
  return read.text.length > tableCharacters ? { wrong: w.tooLong } : read
}

const act =
  (part: TablePart): AdminAct<Shown> =>
  async (request, sent) => {
    const { call, viewer } = request
    const read = await textIn(sent)
    if ('wrong' in read) return again({ text: one(sent.fields, 'text'), wrong: read.wrong }, 422)
    const { text } = read
    const asked = one(sent.fields, 'do')
    const dry = asked !== 'take' && asked !== 'good'
    // What is only looked at is held against the draft as it is now.
    const seen = dry ? (await readPart(call, viewer, part)).revision : revisionIn(one(sent.fields, 'revision'))
    const body = { part, revision: seen, text, ...(dry && { dry }), ...(asked === 'good' && { leaveOut: true }) }
    const tried = await attempt(() => call('importTable', { body }, viewer))
    if ('refused' in tried) return backAgain(request, tried.refused, part, { text })
    const report = tried.done
    if (report.taken) return see(`${stepHref(part)}${query({ taken: report.good })}`)
    return again({ text, report }, report.problems.some((problem) => problem.severity === 'error') ? 422 : 200)
  }

const stepOf = (part: TablePart): DeskRoute =>
  stepForm(part, {
    async load({ call, viewer, asked }: DeskRequest, shown: Shown | undefined) {
      const { revision, value } = await readPart(call, viewer, part)
      return {
        part,
        revision,
        have: value.length,
        taken: asked('taken').replace(/\D/g, '').slice(0, 5),
        text: shown?.text ?? '',
        wrong: shown?.wrong,
        report: shown?.report
      }
    },
    view: TableStep,
    act: act(part),
    restored: ({ fields }) => ({ text: one(fields, 'text') })
  })

const sampleOf = (part: TablePart): DeskRoute =>
  adminFile({
    path: `${stepHref(part)}/sample.csv`,
    load: () =>
      Promise.resolve({ body: csv(setUp[part].rows), type: 'text/csv; charset=utf-8', name: setUp[part].file })
  })

export const tableRoutes: readonly DeskRoute[] = (['offices', 'people'] as const).flatMap((part) => [
  stepOf(part),
  sampleOf(part)
])
