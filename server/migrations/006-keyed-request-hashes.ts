/**
 * What is kept of a request that may be repeated was called `bodyHash`; of sign-ups and activities it was a digest that
 * anyone can compute, so that an erased note could still be guessed at. Now it is made under a key of the server. The bodies
 * are not there any more: what stood there is brought under the key as it is, and repeats are still told by it.
 */
import { rekeyed } from '#server/kernel/idempotency.ts'
import type { Migration } from './work.ts'

interface Entry extends Record<string, unknown> {
  bodyHash?: string
}

const withKey = ({ bodyHash, ...entry }: Entry, secret: Buffer) =>
  bodyHash === undefined ? entry : { ...entry, requestHash: bodyHash === '' ? '' : rekeyed(secret, bodyHash) }

export const keyedRequestHashes: Migration = {
  number: 6,
  name: 'keyed-request-hashes',
  async run(work) {
    const secret = work.keys.idempotency
    await work.update('cases', { 'reports.bodyHash': { $exists: true } }, [
      {
        $set: {
          reports: {
            $map: {
              input: '$reports',
              as: 'report',
              in: {
                $unsetField: {
                  field: 'bodyHash',
                  input: {
                    $setField: { field: 'requestHash', input: '$$report', value: '$$report.bodyHash' }
                  }
                }
              }
            }
          }
        }
      }
    ])
    await work.update('certificates', { bodyHash: { $exists: true } }, [
      { $set: { requestHash: '$bodyHash' } },
      { $unset: 'bodyHash' }
    ])
    await work.each('activities', { bodyHash: { $exists: true } }, (doc) => ({
      $set: { requestHash: withKey({ bodyHash: String(doc.bodyHash) }, secret).requestHash },
      $unset: { bodyHash: '' }
    }))
    await work.each(
      'shifts',
      { $or: [{ 'people.bodyHash': { $exists: true } }, { 'gone.bodyHash': { $exists: true } }] },
      ({ people, gone }) => ({
        $set: {
          people: (people as Entry[]).map((entry) => withKey(entry, secret)),
          gone: (gone as Entry[]).map((entry) => withKey(entry, secret))
        }
      })
    )
  }
}
