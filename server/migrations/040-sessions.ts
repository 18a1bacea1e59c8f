/**
 * A session is one document that counts its turns, instead of one a refresh token. Whoever holds the last token of one goes on
 * with it, as its first turn; the last word of each is kept, and what was traded before it goes.
 */
import type { Doc, Migration } from './work.ts'

const dayMs = 86_400_000

export const sessions: Migration = {
  number: 40,
  name: 'sessions',
  async run(work) {
    const old = { generation: { $exists: false } }
    await work.remove('sessions', { ...old, usedAt: { $exists: true } })
    const kept = new Map<string, Doc>()
    const others: unknown[] = []
    for await (const doc of work.db.collection<Doc>('sessions').find(old).sort({ at: 1, _id: 1 })) {
      const family = String(doc['family'])
      const earlier = kept.get(family)
      if (earlier) others.push(earlier._id)
      kept.set(family, doc)
    }
    if (others.length > 0) await work.remove('sessions', { ...old, _id: { $in: others } })
    await work.each('sessions', old, (doc) => {
      const staff = (doc['subject'] as { kind: string }).kind === 'staff'
      const until = new Date(work.now.getTime() + dayMs / 2)
      return {
        $set: {
          generation: 0,
          seenAt: doc['at'],
          rotatedAt: doc['at'],
          device: '',
          network: '',
          // The half hour and the twelve hours of staff begin now.
          ...(staff && { until, expiresAt: new Date(work.now.getTime() + dayMs / 48) })
        }
      }
    })
  }
}
