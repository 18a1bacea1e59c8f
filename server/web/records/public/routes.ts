/** The page on which anybody checks the record of a case. */
import { publicFor } from '#shared/endpoint.ts'
import { Refused } from '#shared/errors.ts'
import { verify as say } from '#shared/locales/verify.ts'
import { caseNo, check } from '#shared/schema.ts'
import { guest } from '#server/kernel/viewer.ts'
import { file, page, type GuestRequest, type PublicRoute } from '../../frame/public.ts'
import { Verify } from './Verify.tsx'

const rootsShown = '10'

const readLedger = async (call: GuestRequest['call'], no: string) => {
  try {
    return await call('readLedger', { params: { no } }, guest)
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') return undefined
    throw error
  }
}

export const recordPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/verify',
    query: ['no', 'noted'],
    cache: publicFor(5),
    async load({ call, asked }) {
      const typed = asked('no').trim()
      const no = typed.normalize('NFKC').replace(/[\s\p{Pd}]+/gu, '-')
      const noted = asked('noted').trim().slice(0, 120)
      const { items: roots } = await call('listRoots', { query: { limit: rootsShown } }, guest)
      if (typed === '') return { no, noted, roots, wrong: undefined, ledger: undefined }
      if (!check(caseNo(), no).ok) return { no: typed, noted, roots, wrong: say.badNo, ledger: undefined }
      const ledger = await readLedger(call, no)
      return { no, noted, roots, wrong: ledger ? undefined : say.unknown, ledger }
    },
    status: ({ wrong }) => (wrong === undefined ? 200 : wrong === say.badNo ? 422 : 404),
    view: Verify
  }),
  file({
    path: '/daily-roots.txt',
    cache: publicFor(5),
    async load({ call }) {
      const { items } = await call('listRoots', {}, guest)
      const lines = items.map(({ day, root, signed = [] }) =>
        [day, root, ...signed.flatMap(({ key, signature }) => [key, signature])].join(' ')
      )
      return { body: [...lines, ''].join('\n'), type: 'text/plain; charset=utf-8' }
    }
  })
]
