/** A new password, twice: nobody sees what he types. */
import { passwordLeast, sentenceLeast } from '#shared/staff.ts'
import { TextField } from '../parts/Form.tsx'
import { fill } from '#shared/locales/index.ts'
import { staff as say } from '#shared/locales/staff.ts'

export interface PasswordWrong {
  old?: string
  password?: string
  again?: string
  form?: string
}

/** What is missing or differs before anybody weighs it; nothing where both are alike. */
export function missingIn(password: string, again: string): PasswordWrong | undefined {
  if (password === '') return { password: say.password.freshMissing }
  return password === again ? undefined : { again: say.password.different }
}

/** `most`: how long the contract lets it be. */
export const PasswordFields = ({ wrong, most }: { wrong: PasswordWrong; most: number | undefined }) => (
  <>
    <TextField
      name="password"
      label={say.password.fresh}
      type="password"
      error={wrong.password}
      hint={fill(say.password.rules, { least: passwordLeast, sentence: sentenceLeast })}
      autoComplete="new-password"
      {...(most !== undefined && { maxLength: most })}
    />
    <TextField
      name="password-again"
      label={say.password.again}
      type="password"
      error={wrong.again}
      autoComplete="new-password"
      {...(most !== undefined && { maxLength: most })}
    />
  </>
)
