/** An administrator rehearses: begin, watch, read, take the table along. */
import { refuse } from '#shared/errors.ts'
import { addDays } from '#shared/time-format.ts'
import { findRelease, readParts, type Hashes } from '#server/city/index.ts'
import { csv } from '#server/kernel/csv.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { AppContext } from '#server/context.ts'
import { hashesOf, openDraft, permit } from '#server/releases/index.ts'
import {
  countCases,
  findRehearsal,
  keepRehearsal,
  listRehearsals,
  listRows,
  newRehearsalId,
  unfinished
} from './model.ts'
import type { RehearsalDoc } from './model.ts'
import { fileName, presentRehearsal, presentRow, tableOf } from './present.ts'
import { begin, momentsOf, rowsAtMost } from './run.ts'

type Names = keyof typeof import('#shared/rehearsals.ts').rehearsalEndpoints

const daysAtMost = 400
const pageOf = 100
const atOnce = 3

export function rehearsalRoutes(context: AppContext): Pick<Handlers, Names> {
  const find = async (id: string) => (await findRehearsal(id)) ?? refuse('not_found')
  const partsFor = async (release: number | undefined): Promise<Hashes> =>
    release === undefined ? hashesOf(await openDraft()) : ((await findRelease(release)) ?? refuse('not_found')).parts

  return {
    async startRehearsal({ body }, viewer) {
      const by = permit(viewer, 'rehearse')
      const wrong = (at: string) => refuse('invalid', { errors: [{ at, code: 'invalid_value' }] })
      if (body.to < body.from || addDays(body.from, daysAtMost) < body.to) wrong('/body/to')
      if ((await unfinished()) >= atOnce) refuse('in_flight', { retryAfterS: 30 })
      const parts = await partsFor(body.release)
      const { offices } = await readParts(parts)
      const [from, to] = momentsOf(body)
      const doc: RehearsalDoc = {
        _id: newRehearsalId(),
        at: context.now(),
        by: { id: by.id, name: by.name },
        from: body.from,
        to: body.to,
        against: body.release ?? 'draft',
        parts,
        names: Object.fromEntries(offices.map(({ id, name, short }) => [id, { name, short }])),
        state: 'waiting',
        cursor: '',
        of: await countCases(from, to),
        done: 0,
        moved: 0,
        dueChanged: 0,
        byHand: 0,
        agrees: 0,
        rows: 0,
        load: {},
        streams: {},
        areas: {}
      }
      await mustShow('startRehearsal', () => presentRehearsal(doc, context.city()))
      await keepRehearsal(doc)
      await begin(doc._id, doc.cursor, context.now())
      return presentRehearsal(doc, context.city())
    },

    async listRehearsals(_input, viewer) {
      permit(viewer, 'rehearse')
      return { items: (await listRehearsals()).map((rehearsal) => presentRehearsal(rehearsal, context.city())) }
    },

    async readRehearsal({ params }, viewer) {
      permit(viewer, 'rehearse')
      return presentRehearsal(await find(params.id), context.city())
    },

    async rehearsalRows({ params, query }, viewer) {
      permit(viewer, 'rehearse')
      const doc = await find(params.id)
      const found = await listRows(doc._id, {
        limit: pageOf + 1,
        ...(query.office && { office: query.office }),
        ...(query.after && { after: query.after })
      })
      const last = found[pageOf - 1]
      return {
        items: found.slice(0, pageOf).map((row) => presentRow(row, doc, context.city())),
        ...(found.length > pageOf && last && { older: last.no })
      }
    },

    async rehearsalCsv({ params }, viewer) {
      permit(viewer, 'rehearse')
      const doc = await find(params.id)
      const rows = await listRows(doc._id, { limit: rowsAtMost })
      const table = tableOf(rows.map((row) => presentRow(row, doc, context.city())))
      return { name: fileName(doc), csv: csv(table), more: doc.rows >= rowsAtMost }
    }
  }
}
