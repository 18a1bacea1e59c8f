/** Number and code, as a GET form: the address is the answer's own, and works without a script. */
import { Button, TextField } from '../../parts/Form.tsx'
import { say } from './words.ts'

export function CheckForm({ number, wrong }: { number?: string | undefined; wrong?: string | undefined }) {
  const { page } = say
  return (
    <form className="check" action="/certificates" method="get">
      <TextField
        name="number"
        label={page.number}
        hint={page.numberHint}
        value={number}
        error={wrong}
        autoComplete="off"
        inputMode="text"
      />
      <TextField name="code" label={page.code} hint={page.codeHint} autoComplete="off" spellCheck={false} />
      <Button kind="primary">{page.go}</Button>
    </form>
  )
}
