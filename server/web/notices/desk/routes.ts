/** Notices on the desk: what one was told, and by which ways one wants to be told. */
import { check, cursor, rowId } from '#shared/schema.ts'
import { notices as words } from '#shared/locales/notices.ts'
import { deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { one } from '../../frame/fields.ts'
import { see, type Sent } from '../../frame/route.ts'
import { choicesHref, noticesHref, targetOf } from '../links.ts'
import { wishesIn } from '../wishes.ts'
import { Choices } from './Choices.tsx'
import { Notices } from './Notices.tsx'

async function read({ call, viewer, asked }: DeskRequest) {
  const after = check(cursor(), asked('after')).ok ? asked('after') : undefined
  const [page, { unread }] = await Promise.all([
    call('myNotices', { query: { ...(after !== undefined && { after }) } }, viewer),
    call('countNotices', {}, viewer)
  ])
  return { notices: page, unread, after }
}

/** One of them, or all that stood on the page that was looked at. */
async function mark({ call, viewer }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<object>> {
  const id = one(fields, 'id')
  await call(
    'readNotices',
    { body: id ? { which: 'these', ids: [id] } : { which: 'all', upTo: one(fields, 'upTo') } },
    viewer
  )
  return see(noticesHref())
}

export const noticeDeskRoutes: readonly DeskRoute[] = [
  deskForm({
    path: '/office/notices',
    query: ['after'],
    title: () => words.page.title,
    load: read,
    view: Notices,
    act: mark,
    restored: () => ({})
  }),
  deskForm({
    path: choicesHref,
    query: ['done'],
    title: () => words.choices.title,
    toast: ({ asked }) => (asked('done') === 'saved' ? words.choices.saved : undefined),
    load: async ({ call, viewer }, shown: object | undefined) => ({
      choices: { ...(await call('noticeChoices', {}, viewer)), ...shown }
    }),
    view: Choices,
    async act({ call, viewer }, { fields }) {
      await call('chooseNotices', { body: wishesIn(fields) }, viewer)
      return see(`${choicesHref}?done=saved`)
    },
    restored: ({ fields }) => wishesIn(fields)
  }),
  deskPage({
    path: '/office/notices/open',
    query: ['id', 'about', 'no'],
    async load({ call, viewer, asked }) {
      const id = asked('id')
      if (check(rowId(), id).ok) await call('readNotices', { body: { which: 'these', ids: [id] } }, viewer)
      return see(targetOf(asked('about'), asked('no')))
    },
    view: () => null as never
  })
]
