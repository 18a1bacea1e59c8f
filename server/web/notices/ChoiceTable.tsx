/** Kinds down, channels across: a tick where one wants to be told. */
import type { NoticeChoices, NoticeKind } from '#shared/notices.ts'
import { fill } from '#shared/locales/index.ts'
import { notices as words } from '#shared/locales/notices.ts'

const say = words.choices

export function ChoiceTable({ choices }: { choices: NoticeChoices }) {
  const columns = [
    ...choices.channels.map((channel) => ({ name: channel, words: words.channel[channel], on: choices.on[channel] })),
    { name: 'urgent', words: say.urgent, on: choices.urgent }
  ]
  return (
    <>
      <div className="scroll-x">
        <table className="plain nt-ch">
          <caption className="vh">{say.title}</caption>
          <thead>
            <tr>
              <th scope="col">{say.kind}</th>
              {columns.map(({ name, words: head }) => (
                <th key={name} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {choices.kinds.map((kind) => (
              <Row key={kind} kind={kind} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{choices.quiet ? fill(say.quiet, choices.quiet) : say.noQuiet}</p>
    </>
  )
}

interface RowProps {
  kind: NoticeKind
  columns: readonly { name: string; words: string; on: readonly NoticeKind[] }[]
}
const Row = ({ kind, columns }: RowProps) => (
  <tr>
    <th scope="row">{words.kind[kind]}</th>
    {columns.map(({ name, words: head, on }) => (
      <td key={name}>
        <label className="nt-ck">
          <input type="checkbox" name={name} value={kind} defaultChecked={on.includes(kind)} />
          <span className="vh">{`${words.kind[kind]} ${head}`}</span>
        </label>
      </td>
    ))}
  </tr>
)
