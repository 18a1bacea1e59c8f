/** A person's own profile and teams. */
import { randomCode } from '#server/kernel/codes.ts'
import { teamsAtMost, type ProfileView } from '#shared/volunteers.ts'
import { refuse } from '#shared/errors.ts'
import { newId } from '#server/kernel/mongo.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import {
  enterTeam,
  findTeam,
  findVolunteer,
  insertTeam,
  noVolunteer,
  quitTeam,
  saveVolunteer,
  teamsOf,
  type TeamDoc,
  type VolunteerDoc
} from './model.ts'
import { presentLearned } from './present.ts'

type Names = 'readProfile' | 'saveProfile' | 'makeTeam' | 'joinTeam' | 'leaveTeam'

const someone = (viewer: Viewer): string => personOf(viewer) ?? refuse('unauthenticated')

type Own = readonly [profile: VolunteerDoc | null, teams: readonly TeamDoc[]]
const ownOf = (person: string): Promise<Own> => Promise.all([findVolunteer(person), teamsOf(person)])

function view(person: string, [volunteer, teams]: Own): ProfileView {
  return {
    rev: volunteer?.rev ?? 0,
    ...(volunteer?.display && { display: volunteer.display }),
    ...(volunteer?.name && { name: volunteer.name }),
    ...(volunteer?.phone && { phone: volunteer.phone }),
    ...(volunteer?.born && { born: volunteer.born }),
    skills: volunteer?.skills ?? [],
    areas: volunteer?.areas ?? [],
    languages: volunteer?.languages ?? [],
    free: volunteer?.free ?? [],
    ranked: volunteer?.ranked ?? false,
    learned: (volunteer?.learned ?? []).map(presentLearned),
    honours: (volunteer?.honours ?? []).map((h) => ({ honour: h.honour, at: h.at.toISOString(), words: h.words })),
    teams: teams.slice(0, teamsAtMost).map((t) => ({
      id: t._id.toHexString(),
      name: t.name,
      code: t.code,
      members: t.members.length,
      captain: t.members[0] === person
    }))
  }
}

const show = async (person: string): Promise<ProfileView> => view(person, await ownOf(person))
/** Before it is written, as it would be. */
const mustShowOwn = (
  name: 'saveProfile' | 'makeTeam' | 'joinTeam' | 'leaveTeam',
  person: string,
  after: (own: Own) => Own
): Promise<void> => mustShow(name, async () => view(person, after(await ownOf(person))))

export function volunteerRoutes(context: AppContext): Pick<Handlers, Names> {
  const hasRoom = async (person: string): Promise<void> => {
    if ((await teamsOf(person)).length >= teamsAtMost) refuse('too_many_teams')
  }
  return {
    readProfile: (_input, viewer) => show(someone(viewer)),

    async saveProfile({ body }, viewer) {
      const person = someone(viewer)
      if (body.areas.some((id) => context.city().areas.get(id)?.properties.level !== 'street')) refuse('unknown_area')
      await mustShowOwn('saveProfile', person, ([volunteer, teams]) => [
        { ...noVolunteer(person), ...volunteer, ...body } as VolunteerDoc,
        teams
      ])
      if (!(await saveVolunteer(person, body))) refuse('stale')
      return show(person)
    },

    async makeTeam({ body }, viewer) {
      const person = someone(viewer)
      await hasRoom(person)
      const team = {
        _id: newId(),
        name: body.name,
        code: randomCode(8),
        members: [person],
        at: context.now()
      }
      await mustShowOwn('makeTeam', person, ([volunteer, teams]) => [volunteer, [...teams, team]])
      if (!(await insertTeam(team))) refuse('team_exists')
      return show(person)
    },

    async joinTeam({ body }, viewer) {
      const person = someone(viewer)
      const { code } = body
      const team = (await findTeam(code)) ?? refuse('not_found')
      if (!team.members.includes(person)) await hasRoom(person)
      await mustShowOwn('joinTeam', person, ([volunteer, teams]) => [volunteer, [...teams, team]])
      if (!(await enterTeam(code, person))) refuse('team_full')
      return show(person)
    },

    async leaveTeam({ params }, viewer) {
      const person = someone(viewer)
      await mustShowOwn('leaveTeam', person, (own) => own)
      if (!(await quitTeam(params.team, person))) refuse('not_found')
      return show(person)
    }
  }
}
