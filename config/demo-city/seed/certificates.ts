/**
 * Certificates of the demo city, brought about by the room's own commands at the moments they would have happened: two that
 * hold, one taken back, one announced, one asked for today.
 */
import { certificateWords as words, volunteers } from '#config/demo-city/stories/activities.ts'
import { Refused } from '#shared/errors.ts'
import type { CertificateMove, Shows } from '#shared/certificates.ts'
import type { Unversioned } from '#shared/schema.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { move, request, type CertificateDoc } from '#server/certificates/index.ts'
import { onceOf } from '#server/kernel/idempotency.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { residentOf } from '#server/members/index.ts'
import { staffOf } from './staff.ts'

interface Step {
  /** Days before the first start. */
  ago: number
  said: Unversioned<CertificateMove>
  by: 'checks' | 'signs'
}

const office = 'hebin-squad'
const approve = (ago: number): Step => ({ ago, said: { verb: 'approve' }, by: 'checks' })
const issue = (ago: number): Step => ({ ago, said: { verb: 'issue' }, by: 'signs' })
const openly: Shows = { code: ['name', 'hours', 'activities'], all: ['hours'] }
const shyly: Shows = { code: ['hours'], all: [] }

const lives: readonly { asked: number; shows: Shows; steps: readonly Step[] }[] = [
  { asked: 62, shows: openly, steps: [approve(61), issue(53)] },
  { asked: 58, shows: shyly, steps: [approve(57), issue(49)] },
  {
    asked: 55,
    shows: openly,
    steps: [
      approve(54),
      issue(46),
      {
        ago: 20,
        by: 'signs',
        said: { verb: 'revoke', cause: 'hours_corrected', words: words.corrected }
      }
    ]
  },
  { asked: 3, shows: openly, steps: [approve(2)] },
  { asked: 0, shows: openly, steps: [] }
]

const day = 86_400_000

export async function seedCertificates(context: AppContext): Promise<void> {
  const city = context.city()
  const now = context.now().getTime()
  const organiser = city.people.find((p) => p.office === office && p.roles.includes('organiser'))
  const moderator = city.people.find((p) => p.roles.includes('moderator'))
  if (!organiser || !moderator) return
  const hands = { checks: staffOf(organiser), signs: staffOf(moderator) }
  const at = (ago: number): AppContext => ({ ...context, now: () => new Date(now - ago * day) })

  const waiting = [...lives]
  for (const [i, [name]] of volunteers.entries()) {
    const [life] = waiting
    if (!life) return
    const then = at(life.asked)
    const member = await residentOf(`demo-volunteer-${i + 1}`, context.keys, then.now())
    const holder: Viewer = { kind: 'resident', member, family: 'demo' }
    const to = dayOf(then.now())
    let certificate: CertificateDoc
    try {
      certificate = await request(
        {
          office,
          from: addDays(to, -180),
          to,
          identity: { name },
          announce: true,
          shows: life.shows,
          purpose: words.purpose
        },
        holder,
        onceOf(context.keys.idempotency, { scope: 'demo', key: `certificate-${i + 1}`, body: null }),
        then
      )
    } catch (error) {
      // Not everybody came.
      if (error instanceof Refused && error.code === 'no_hours') continue
      throw error
    }
    waiting.shift()
    // What was said before a start was cut off is not said again.
    for (const { ago, said, by } of life.steps.slice(certificate.log.length - 1))
      certificate = await move(
        certificate._id.toHexString(),
        { ...said, version: certificate.version },
        hands[by],
        at(ago)
      )
  }
}
