/** A list of people: brought in, judged line by line, and invited. */
import { listLinesAtMost, type ListAnswer } from '#shared/staff.ts'
import { marks } from '#shared/locales/marks.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { tableFiles } from '#server/kernel/workbook.ts'
import { Button, ButtonLink, ErrorBox, FileField, FormToken, Hidden, Strip, TextArea } from '../../parts/Form.tsx'
import { DeskTable } from '../../parts/Table.tsx'
import { fill, say } from '../words.ts'
import { rolesWords } from './Fields.tsx'
import { PrintSlips, Slips, type MadeLink } from './Made.tsx'
import { peopleHome } from './People.tsx'

export interface ListShown {
  text: string
  words?: string
}

export function ImportPeople({ shown, token }: { shown: ListShown | undefined } & DeskGiven) {
  return (
    <main className="dk-page dk-wide" id="case">
      <p className="crumb">
        <a href={peopleHome}>{say.people.title}</a>
      </p>
      <h1>{say.list.title}</h1>
      <p className="hint">{say.list.lead}</p>
      {shown?.words && (
        <ErrorBox title={say.one.failed}>
          <p>{shown.words}</p>
        </ErrorBox>
      )}
      <form method="post" action={`${peopleHome}/list`} encType="multipart/form-data" className="dk-form dk-form-wide">
        <FormToken token={token} />
        <TextArea
          name="list"
          label={say.list.paste}
          hint={fill(say.list.pasteHint, { n: listLinesAtMost })}
          rows={12}
          value={shown?.text}
        />
        <FileField name="file" label={say.list.file} hint={say.list.fileHint} accept={tableFiles} />
        <div>
          <Button kind="primary" busy={say.list.checking}>
            {say.list.check}
          </Button>
        </div>
      </form>
    </main>
  )
}

const Lines = ({ answer }: { answer: ListAnswer }) => (
  <DeskTable
    className="ls"
    caption={say.list.title}
    head={Object.values(say.list.columns)}
    rows={answer.rows.length}
    empty={say.list.nothing}
  >
    {answer.rows.map((row) => (
      <tr key={row.n}>
        <td data-label={say.list.columns.n}>{row.n}</td>
        <td>{row.login}</td>
        <td>{row.name}</td>
        <td>{row.office}</td>
        <td>{rolesWords(row.roles)}</td>
        <td>
          {row.problems.length === 0 ? (
            row.known ? (
              say.list.known
            ) : (
              say.list.fresh
            )
          ) : (
            <b className="dk-warn">{row.problems.map((problem) => say.problem[problem]).join(marks.comma)}</b>
          )}
        </td>
      </tr>
    ))}
  </DeskTable>
)

interface CheckedProps {
  answer: ListAnswer
  /** The list as it was read, to be sent once more. */
  text: string
  mail: boolean
}
export function Checked({ answer, text, mail, token }: CheckedProps & Pick<DeskGiven, 'token'>) {
  const { bad, rows } = answer
  const good = rows.length - bad
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{say.list.title}</h1>
      <Strip icon={bad > 0 ? 'warn' : 'info'}>{fill(bad > 0 ? say.list.bad : say.list.good, { bad, good })}</Strip>
      {good > 0 && (
        <form method="post" action={`${peopleHome}/list/invite`} encType="multipart/form-data" className="dk-form">
          <FormToken token={token} />
          <Hidden name="list" value={text} />
          {bad > 0 && <Hidden name="leave-out" value="yes" />}
          {mail && (
            <label className="tick">
              <input type="checkbox" name="mail" value="yes" defaultChecked />
              <span>{say.list.mail}</span>
            </label>
          )}
          <div>
            <Button kind={bad > 0 ? 'outline' : 'primary'} busy={say.list.inviting}>
              {fill(bad > 0 ? say.list.leaveOut : say.list.invite, { n: good })}
            </Button>
          </div>
        </form>
      )}
      <Lines answer={answer} />
      <details open={bad > 0}>
        <summary>{say.list.paste}</summary>
        <form
          method="post"
          action={`${peopleHome}/list`}
          encType="multipart/form-data"
          className="dk-form dk-form-wide"
        >
          <FormToken token={token} />
          <TextArea name="list" label={say.list.paste} rows={12} value={text} />
          <div>
            <Button busy={say.list.checking}>{say.list.check}</Button>
          </div>
        </form>
      </details>
    </main>
  )
}

export function Invited({ answer, desk }: { answer: ListAnswer } & Pick<DeskGiven, 'desk'>) {
  const made = answer.rows.flatMap(({ login, name, office, invitation }): MadeLink[] =>
    invitation ? [{ login, name, office, invitation }] : []
  )
  const open = made.filter(({ invitation }) => invitation.link !== undefined)
  const left = answer.rows.filter(({ invitation }) => !invitation)
  return (
    <main className="dk-page dk-wide" id="case">
      <h1 className="no-print">{fill(say.list.done, { n: made.length })}</h1>
      <div className="dk-form dk-form-wide no-print">
        {open.length > 0 && <Strip>{say.list.doneWords}</Strip>}
        {left.length > 0 && (
          <section>
            <h2 className="dk-h2">{fill(say.list.left, { n: left.length })}</h2>
            <Lines answer={{ ...answer, rows: left }} />
          </section>
        )}
        {open.length > 0 && (
          <details>
            <summary>{say.list.copy}</summary>
            <textarea
              rows={Math.min(12, open.length)}
              readOnly
              value={open
                .map((link) => [link.login, link.name, link.office, link.invitation.link].join('\t'))
                .join('\n')}
            />
          </details>
        )}
        <p className="dk-row">
          {open.length > 0 && <PrintSlips />}
          <ButtonLink href={peopleHome}>{say.made.back}</ButtonLink>
        </p>
      </div>
      <Slips made={open} city={desk.site.city.name} />
    </main>
  )
}
