/**
 * Certificates of the demo city, brought about by the room's own commands at the moments they would have happened: two that
 * hold, one taken back, one announced, one asked for today.
 */
import { volunteers } from '#config/city/demo/activities.ts'
import { Refused } from '#shared/errors.ts'
import type { CertificateMove, Shows } from '#shared/certificates.ts'
import { addDays, dayOf } from '#shared/when.ts'
import { demo as w } from '#shared/words/zh-CN/demo.ts'
import { move, request, type CertificateDoc } from '#server/certificates/index.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import type { World } from '#server/kernel/world.ts'
import { residentOf } from '#server/members/index.ts'

type Unversioned<M> = M extends { version: number } ? Omit<M, 'version'> : never
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
        said: { verb: 'revoke', cause: 'hours_corrected', words: w.revoked }
      }
    ]
  },
  { asked: 3, shows: openly, steps: [approve(2)] },
  { asked: 0, shows: openly, steps: [] }
]

const day = 86_400_000

export async function seedCertificates(world: World): Promise<void> {
  const city = world.city()
  const now = world.now().getTime()
  const staff = (who: (typeof city.people)[number] | undefined): Staff | undefined =>
    who && { kind: 'staff', id: who.id, name: who.name, office: who.office, roles: who.roles, family: 'demo' }
  const checks = staff(city.people.find((p) => p.office === office && p.roles.includes('organiser')))
  const signs = staff(city.people.find((p) => p.roles.includes('moderator')))
  if (!checks || !signs) return
  const at = (ago: number): World => ({ ...world, now: () => new Date(now - ago * day) })

  const waiting = [...lives]
  for (const [i, [name]] of volunteers.entries()) {
    const [life] = waiting
    if (!life) return
    const then = at(life.asked)
    const member = await residentOf(`demo-volunteer-${i + 1}`, then.now())
    const holder: Viewer = { kind: 'resident', member, family: 'demo' }
    const to = dayOf(then.now())
    let it: CertificateDoc
    try {
      it = await request(
        {
          office,
          from: addDays(to, -180),
          to,
          identity: { name },
          announce: true,
          shows: life.shows,
          purpose: w.purpose
        },
        holder,
        `demo-certificate-${i + 1}`,
        then
      )
    } catch (error) {
      // Not everybody came.
      if (error instanceof Refused && error.code === 'no_hours') continue
      throw error
    }
    waiting.shift()
    // What was said before a start was cut off is not said again.
    for (const { ago, said, by } of life.steps.slice(it.log.length - 1))
      it = await move(it._id.toHexString(), { ...said, version: it.version }, by === 'signs' ? signs : checks, at(ago))
  }
}
