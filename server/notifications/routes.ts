/** What somebody was told, read by himself and nobody else. */
import { refuse } from '#shared/errors.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { countUnread, markRead, noticesOf } from './model.ts'
import { presentNotice } from './present.ts'
import { agree, choicesOf, choose, confirmAddress, giveAddress, stopBy, templatesOf } from './choosing.ts'
import { ofReport } from './recipients.ts'

type Names =
  | 'myNotices'
  | 'countNotices'
  | 'readNotices'
  | 'noticeChoices'
  | 'chooseNotices'
  | 'messageTemplates'
  | 'agreeToMessages'
  | 'giveAddress'
  | 'confirmAddress'
  | 'stopNotices'

const pageLength = 30

/** Whose notices he reads: a person's own, or those about the report whose code he has. */
const readerOf = (viewer: Viewer): string =>
  viewer.kind === 'code' ? ofReport(viewer.report) : (personOf(viewer) ?? refuse('unauthenticated'))

export const noticeRoutes = (context: AppContext): Pick<Handlers, Names> => ({
  async myNotices({ query }, viewer) {
    const { items, older } = await noticesOf(readerOf(viewer), {
      limit: pageLength,
      ...(query.after !== undefined && { after: query.after })
    })
    const city = context.city()
    return { items: items.map((notice) => presentNotice(notice, city)), ...(older !== undefined && { older }) }
  },

  countNotices: async (_input, viewer) => ({ unread: await countUnread(readerOf(viewer)) }),

  async readNotices({ body }, viewer) {
    const reader = readerOf(viewer)
    await markRead(reader, body.which === 'these' ? { ids: body.ids } : { upTo: new Date(body.upTo) })
    return { unread: await countUnread(reader) }
  },

  noticeChoices: (_input, viewer) => choicesOf(readerOf(viewer), context),

  async chooseNotices({ body }, viewer) {
    const reader = readerOf(viewer)
    await mustShow('chooseNotices', () => choicesOf(reader, context))
    await choose(reader, body)
    return choicesOf(reader, context)
  },

  messageTemplates: (_input, viewer) => templatesOf(readerOf(viewer), context),

  async agreeToMessages({ body }, viewer, { once }) {
    const reader = readerOf(viewer)
    await mustShow('agreeToMessages', () => templatesOf(reader, context))
    await agree(reader, body.accepted, once(`messages:${reader}`), context)
    return templatesOf(reader, context)
  },

  async giveAddress({ body }, viewer, { request }) {
    const reader = readerOf(viewer)
    await mustShow('giveAddress', () => choicesOf(reader, context))
    await giveAddress(reader, body.email, context, request)
    return choicesOf(reader, context)
  },

  async confirmAddress({ body }) {
    await confirmAddress(body.key, body.proof, context)
    return {}
  },

  async stopNotices({ params, query }) {
    await stopBy(params.key, query.kind)
    return {}
  }
})
