/** By which ways a member of staff wants to be told of what. */
import type { NoticeChoices } from '#shared/notices.ts'
import { notices as words } from '#shared/locales/notices.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { fill } from '../../frame/desk-words.ts'
import { Button, FormToken } from '../../parts/Form.tsx'
import { ChoiceTable } from '../ChoiceTable.tsx'
import { choicesHref, noticesHref } from '../links.ts'

const say = words.choices

export function Choices({ choices, token }: { choices: NoticeChoices } & DeskGiven) {
  return (
    <main className="dk-page nt" id="case">
      <p className="crumb">
        <a href={noticesHref()}>{words.page.title}</a>
      </p>
      <h1>{say.title}</h1>
      <p className="dk-lead">{say.lead}</p>
      <form method="post" action={choicesHref} className="dk-form dk-form-wide">
        <FormToken token={token} />
        <ChoiceTable choices={choices} />
        <p className="hint">
          {choices.email.address === undefined
            ? say.noAccountMail
            : fill(say.accountMail, { address: choices.email.address })}
        </p>
        <div>
          <Button kind="primary" busy={say.busy}>
            {say.save}
          </Button>
        </div>
      </form>
    </main>
  )
}
