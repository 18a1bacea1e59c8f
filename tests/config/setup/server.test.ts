/** What of the server's log is shown to whoever works on it. */
import { expect, test } from 'vitest'
import pino from 'pino'
import { launcherFile } from '#tests/support/launcher.ts'

interface Told {
  what: string
  stack: string[]
}
const { errorIn } = await launcherFile<{ errorIn(said: string): Told | undefined }>('server.mjs')

/** A line as the server writes it. */
function logged(write: (log: pino.Logger) => void): string {
  let line = ''
  write(pino({ base: null }, { write: (text: string) => (line += text) }))
  return line.trimEnd()
}

test('an error is shown with what it was about and its stack', () => {
  const told = errorIn(
    logged((log) => log.error({ err: new Error('no such shelf'), path: '/cases/1' }, 'response failed'))
  )
  expect(told?.what).toBe('response failed path=/cases/1')
  expect(told?.stack[0]).toBe('Error: no such shelf')
  expect(told?.stack.length).toBeGreaterThan(2)
})

test('what is no error, or no line of the log, is not', () => {
  expect(errorIn(logged((log) => log.warn('a stand-in answers')))).toBeUndefined()
  expect(errorIn('Error: said by somebody else')).toBeUndefined()
  expect(errorIn('{"level":"50')).toBeUndefined()
})
