/** The signature of a certificate was kept in a field called `seal`; what it is over, and its key, are the same. */
import type { Migration } from './work.ts'

export const certificateSignature: Migration = {
  number: 12,
  name: 'certificate-signature',
  run: (work) =>
    work.update('certificates', { seal: { $exists: true } }, [{ $set: { signature: '$seal' } }, { $unset: 'seal' }])
}
