/** For every test file: what is said on console.error fails the test that said it. */
import { afterAll, afterEach } from 'vitest'
import { format } from 'node:util'

let said: string[] = []
console.error = (...words: unknown[]): void => {
  said.push(format(...words))
}

const complain = (): void => {
  const errors = said
  said = []
  if (errors.length > 0) throw new Error(`console.error was called:\n${errors.join('\n')}`)
}
afterEach(complain)
afterAll(complain)
