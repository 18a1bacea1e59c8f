/** A case as anybody can check it, with its way to the newest daily root; and all daily roots. */
import { refuse } from '#shared/errors.ts'
import { movedAPart, rootsAtMost, type OpenLedger } from '#shared/ledger.ts'
import { audienceOf, findCase, presentLedger, type CaseDoc } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { copiesOf } from './copies.ts'
import { publicRoot } from './make.ts'
import { findRoot, newestRoot, readChanges, readLeaves, rootsBefore } from './model.ts'
import { rootPolicy } from './policy.ts'
import { keyOf, levelsOver, partAt, pathIn, pathOver, unpack } from './tree.ts'

/** The way down from the newest root. A case that was changed behind its back gets it too, and it leads elsewhere. */
async function wayTo({ no, ledger }: CaseDoc): Promise<OpenLedger['root']> {
  const root = await newestRoot()
  const last = root && ledger.findLast(({ at }) => at < root.at)
  if (!last || root.bits === undefined) return undefined
  const { bits, parts = [] } = root
  const key = keyOf(no)
  const leaves = unpack(await readLeaves(root, partAt(key, bits)))
  return { ...publicRoot(root), n: last.n, path: [...pathOver(levelsOver(parts), key), ...pathIn(leaves, key, bits)] }
}

type Names = 'readLedger' | 'listRoots' | 'readRootChanges' | 'listRootCopies'

export function rootRoutes(context: AppContext): Pick<Handlers, Names> {
  return {
    async readLedger({ params }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      if (!audienceOf(viewer, caseDoc)) refuse('not_found')
      const root = await wayTo(caseDoc)
      return { ...presentLedger(caseDoc), ...(root && { root }) }
    },

    async listRoots({ query: { before, limit = rootsAtMost } }) {
      const found = await rootsBefore(before, limit + 1)
      const items = found.slice(0, limit).map(publicRoot)
      const last = items.at(-1)
      return { items, ...(found.length > limit && last && { older: last.day }) }
    },

    async readRootChanges({ params, query: { part = 0 } }) {
      const root = (await findRoot(params.day)) ?? refuse('not_found')
      const parts = Math.ceil((root.moved ?? refuse('not_found')) / movedAPart)
      const moved = await readChanges(root, part)
      if (!moved && part > 0) refuse('not_found')
      return { day: root._id, part, parts, moved: moved?.toString('hex') ?? '' }
    },

    async listRootCopies(_input, viewer) {
      rootPolicy.permit(viewer, 'tend', undefined)
      return { items: await copiesOf(context) }
    }
  }
}
