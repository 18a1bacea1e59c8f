/** Digests as their readers may see them: everybody his own lines and his office's, the centre every office's. */
import { refuse } from '#shared/errors.ts'
import { digestKinds, digestRoles } from '#shared/digests.ts'
import { officeRef } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import { findDigest, listDigests } from './digests-model.ts'
import { ofStaff } from './recipients.ts'

const readerOf = (viewer: Viewer): Staff =>
  viewer.kind === 'staff' && digestRoles.some((role) => viewer.roles.includes(role)) ? viewer : refuse('forbidden')
const seesAll = ({ roles }: Staff): boolean =>
  roles.some((role) => role === 'dispatcher' || role === 'moderator' || role === 'admin')

const listed = 60

export const digestRoutes = (context: AppContext): Pick<Handlers, 'listDigests' | 'readDigest'> => ({
  async listDigests(_input, viewer) {
    readerOf(viewer)
    return { items: (await listDigests(listed)).map(({ kind, day, from, to }) => ({ kind, day, from, to })) }
  },

  async readDigest({ params }, viewer) {
    const reader = readerOf(viewer)
    const [name = '', ...rest] = params.which.split('-')
    const day = rest.join('-')
    const kind = digestKinds.find((one) => one === name) ?? refuse('not_found')
    const [city, own] = await Promise.all([findDigest(kind, day, 'city'), findDigest(kind, day, ofStaff(reader.id))])
    const { from, to, at, offices = {} } = city ?? refuse('not_found')
    const rows = Object.entries(offices)
      .filter(([office]) => seesAll(reader) || office === reader.office)
      .map(([office, sums]) => ({ office: officeRef(office, context.city()), ...sums }))
      .sort((a, b) => b.overdue - a.overdue || b.received - a.received || (a.office.id < b.office.id ? -1 : 1))
    return {
      kind,
      day,
      from,
      to,
      at: at.toISOString(),
      all: seesAll(reader),
      offices: rows,
      ...(own?.waiting && { waiting: own.waiting }),
      ...(own?.mine && { mine: own.mine })
    }
  }
})
