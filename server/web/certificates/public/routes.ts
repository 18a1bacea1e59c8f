/** The public's pages about certificates: the register, and checking one by its number. */
import { certificateNo } from '#shared/certificates.ts'
import { publicFor } from '#shared/endpoint.ts'
import { valueOf } from '#shared/schema.ts'
import { guest } from '#server/kernel/viewer.ts'
import { page, type GuestRequest, type PublicRoute } from '../../frame/public.ts'
import { see } from '../../frame/route.ts'
import { Register } from './Register.tsx'
import { Verify } from './Verify.tsx'
import { say } from './words.ts'

async function loadRegister({ call, asked, query }: GuestRequest) {
  const typed = asked('number')
  const number = valueOf(certificateNo(), typed)
  const code = asked('code')
  if (number !== undefined) {
    return see(`/certificates/${number}${code ? `?${new URLSearchParams({ code }).toString()}` : ''}`)
  }
  const at = { notices: asked('notices').trim(), revoked: asked('revoked').trim() }
  const after = (cursor: string) => ({ query: cursor ? { after: cursor } : {} })
  const [notices, revoked] = await Promise.all([
    call('certificateNotices', after(at.notices), guest),
    call('revokedCertificates', after(at.revoked), guest)
  ])
  const wrong = query['number'] === undefined ? {} : { number: typed, wrong: say.page.badNumber }
  return { notices, revoked, at, ...wrong }
}

export const certificatePublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/certificates',
    query: ['number', 'code', 'notices', 'revoked'],
    cache: publicFor(5, { listsCases: false }),
    load: loadRegister,
    status: (data) => ('wrong' in data ? 422 : 200),
    view: Register
  }),
  page({
    path: '/certificates/:number',
    query: ['code'],
    // A revocation shows at once, and no proxy keeps what a holder allowed one reader.
    cache: 'no-store',
    async load({ call, param, asked, ip }) {
      const code = asked('code').trim().slice(0, 16)
      const input = { params: { number: param('number') }, query: code ? { code } : {} }
      return { verification: await call('verifyCertificate', input, guest, { ip }) }
    },
    view: Verify
  })
]
