/** Why a start is refused where stored things would suffer: a code for programs, facts for the sentence that a person reads. */
export type StartRefusal = 'key_missing' | 'key_foreign' | 'key_unrecorded' | 'key_old_missing' | 'demo_accounts'

export class StartRefused extends Error {
  readonly code: StartRefusal
  readonly facts: Readonly<Record<string, string>>
  constructor(code: StartRefusal, facts: Readonly<Record<string, string>> = {}) {
    super([code, ...Object.entries(facts).map(([name, value]) => `${name}=${value}`)].join(' '))
    this.name = 'StartRefused'
    this.code = code
    this.facts = facts
  }
}
