/** A case says when it last changed, for who keeps a copy of the open data; those of before, when their last entry was written. */
import type { Migration } from './work.ts'

interface Dated {
  at: string
  ledger?: { at: string }[]
}

export const movedAt: Migration = {
  number: 73,
  name: 'moved-at',
  async run(work) {
    await work.each('cases', { movedAt: { $exists: false } }, (doc) => {
      const { at, ledger = [] } = doc as unknown as Dated
      return { $set: { movedAt: new Date(ledger.at(-1)?.at ?? at) } }
    })
  }
}
