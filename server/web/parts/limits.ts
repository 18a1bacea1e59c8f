/** How much a form lets people write, as the contract says it; said nowhere else. */
import { api, type ApiName } from '#shared/api.ts'
import { longestAt } from '#shared/schema.ts'

/**
 * Characters that a text may have at `path` (`/contact/name`, `/shifts/0/title`) of what an endpoint is sent, in its body or its
 * query. `shape` says which of several shapes is meant (`{ verb: 'refuse' }`). A path that the contract does not limit is a
 * mistake of the form's author, and throws.
 */
export function longest(endpoint: ApiName, path: string, shape: Readonly<Record<string, unknown>> = {}): number {
  const { body, query } = api[endpoint]
  const most = longestAt(body, path, shape) ?? longestAt(query, path, shape)
  if (most === undefined) throw new Error(`${endpoint} sets no limit at ${path}`)
  return most
}
