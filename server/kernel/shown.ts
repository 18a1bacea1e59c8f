/** What is written can be shown, and does not stand before what it follows. */
import { api, type ApiAnswer, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { strip } from '#shared/schema.ts'
import { failPoint } from './failpoints.ts'

/** An answer as strictly as it goes out. */
export function asAnswered<N extends ApiName>(name: N, view: unknown): ApiAnswer<N> {
  failPoint(`answer ${name}`)
  return strip((api[name] as Endpoint).answer, view) as ApiAnswer<N>
}

/** Makes the answer of an endpoint, as strictly as it goes out, before what it answers is written: what cannot be shown is not stored. */
export async function mustShow<N extends ApiName>(
  name: N,
  view: () => ApiAnswer<N> | Promise<ApiAnswer<N>>
): Promise<void> {
  asAnswered(name, await view())
}

/** When an entry is made that follows another: of a server whose clock is behind, not before that. */
export const notBefore = (last: Date | undefined, at: Date): Date => (last && last > at ? last : at)
