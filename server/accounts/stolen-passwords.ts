/**
 * Passwords that were stolen elsewhere and are tried first everywhere: the 49,000 most usual of them, as `@zxcvbn-ts/language-common`
 * ships them. Read when somebody first chooses a password; no process that asks for none holds them.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Shorter ones make nothing that is long enough for us. */
const lettersLeast = 8

let known: ReadonlySet<string> | undefined
function stolen(): ReadonlySet<string> {
  const path = createRequire(import.meta.url).resolve('@zxcvbn-ts/language-common/src/passwords.json')
  const all = JSON.parse(readFileSync(path, 'utf8')) as string[]
  known = new Set(all.filter(({ length }) => length >= lettersLeast))
  return known
}

/** Whether it is one of them, with fewer than so many characters before or behind; given in small letters. */
export function isStolen(password: string, ownLeast: number): boolean {
  const all = known ?? stolen()
  for (let own = 0; own < ownLeast && password.length - own >= lettersLeast; own++)
    for (let before = 0; before <= own; before++)
      if (all.has(password.slice(before, password.length - own + before))) return true
  return false
}
