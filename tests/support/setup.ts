/** For every test file: what is said on console.error fails the test that said it, and a loaded machine gets its time. */
import { afterAll, afterEach, jest } from '@jest/globals'
import { format } from 'node:util'

jest.setTimeout(30_000)

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
