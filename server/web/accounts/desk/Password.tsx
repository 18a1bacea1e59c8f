/** One's own password, for who knows the present one. */
import type { DeskGiven } from '../../frame/desk.tsx'
import { Button, ErrorBox, FormToken, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { PasswordFields, type PasswordWrong } from '../../frame/PasswordFields.tsx'
import { say } from '../words.ts'

export function Password({ wrong = {}, desk, token }: { wrong: PasswordWrong | undefined } & DeskGiven) {
  return (
    <main className="dk-page" id="case">
      <h1>{say.password.title}</h1>
      <p className="hint">{say.password.lead}</p>
      {wrong.form && (
        <ErrorBox title={say.password.failed}>
          <p>{wrong.form}</p>
        </ErrorBox>
      )}
      <form method="post" className="door-f">
        <FormToken token={token} />
        <input type="text" name="login" className="vh" autoComplete="username" value={desk.viewer.id} readOnly hidden />
        <TextField
          name="password-old"
          label={say.password.old}
          type="password"
          error={wrong.old}
          autoComplete="current-password"
          maxLength={longest('changePassword', '/old')}
        />
        <PasswordFields wrong={wrong} most={longest('changePassword', '/password')} />
        <Button kind="primary" busy={say.password.busy}>
          {say.password.submit}
        </Button>
      </form>
    </main>
  )
}
