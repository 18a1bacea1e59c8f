/**
 * Volunteers were there: what an activity left behind stands in the case, for its reporters at once, for everybody once a
 * moderator has looked. Nobody's name is in it, neither theirs nor a reporter's. Safe to repeat.
 */
import { sharePhotos } from '#server/photos/index.ts'
import { advance, type Now } from './advance.ts'
import { findCase, replaceIfUnmoved } from './model.ts'

export interface VolunteerHelp {
  activity: string
  /** Of the activity; none in a job from before it was said. */
  title?: string
  people: number
  minutes: number
  /** What the organiser says of it. */
  words: string
  photos: string[]
}

export async function recordVolunteerHelp(no: string, help: VolunteerHelp, now: Now): Promise<void> {
  let at = no
  for (let turn = 0; turn < 8; turn++) {
    const before = await findCase(at)
    if (!before) return
    // What was joined into another goes on there.
    if (before.joinedInto) {
      at = before.joinedInto
      continue
    }
    const { activity, title, people, minutes, words, photos } = help
    if (before.ledger.some((e) => e.verb === 'help' && e.facts.activity === activity)) return
    const sizes = await sharePhotos(photos, at)
    const after = advance(
      before,
      {
        actor: { kind: 'rule' },
        verb: 'help',
        at: now.at.toISOString(),
        facts: { activity, ...(title !== undefined && { title }), people, minutes },
        said: { text: words, photos }
      },
      now.city,
      { photoSizes: { ...before.photoSizes, ...sizes } }
    )
    if (await replaceIfUnmoved(before, after)) return
  }
  throw new Error(`${no} never stood still`)
}
