/** What a volunteer says of himself, and what is kept of him. Everything but the name he chose to be shown is private. */
import { skills, trainings } from './activities.ts'
import { endpoint } from './endpoint.ts'
import { phone } from './reports.ts'
import {
  bool,
  day,
  input,
  int,
  line,
  list,
  maybe,
  moment,
  oneOf,
  personName,
  rowId,
  said,
  slug,
  typedCode,
  view,
  type Infer
} from './schema.ts'

/** Honours as the sources give them: 星级, 服务明星, 一月一星. */
export const honours = ['star_of_month', 'service_star', 'good_partner'] as const
export type Honour = (typeof honours)[number]

export const freeTimes = ['weekday_day', 'weekday_evening', 'saturday', 'sunday', 'holiday'] as const
export const languages = ['mandarin', 'wu', 'english', 'japanese', 'korean', 'sign'] as const
export const teamsAtMost = 5
export const teamSizeAtMost = 60

export const profileInput = input({
  /** How often it was saved before, so that two phones do not overwrite each other; 0 for the first time. */
  rev: int(0, 1_000_000),
  display: maybe(line(12, 1)),
  name: maybe(personName()),
  phone: maybe(phone()),
  born: maybe(day()),
  skills: list(oneOf(skills), { max: skills.length }),
  /** Street areas. */
  areas: list(slug(), { max: 10 }),
  languages: list(oneOf(languages), { max: languages.length }),
  free: list(oneOf(freeTimes), { max: freeTimes.length }),
  /** May stand on the wall of honour under `display`. */
  ranked: bool()
})
export type ProfileInput = Infer<typeof profileInput>

export const teamView = view({
  id: rowId(),
  name: said(),
  /** What others type to join; for members. */
  code: said(),
  members: int(1, teamSizeAtMost),
  captain: bool()
})

/** An exam is passed with so many points; a training without one is done by having been there. */
export const passMark = 60
export const learnedView = view({ training: oneOf(trainings), at: moment(), score: maybe(int(0, 100)), passed: bool() })

export const profileView = view({
  rev: int(0, 1_000_000),
  display: maybe(said()),
  name: maybe(said()),
  phone: maybe(said()),
  born: maybe(day()),
  skills: list(oneOf(skills), { max: skills.length }),
  areas: list(slug(), { max: 10 }),
  languages: list(oneOf(languages), { max: languages.length }),
  free: list(oneOf(freeTimes), { max: freeTimes.length }),
  ranked: bool(),
  learned: list(learnedView, { max: 100 }),
  honours: list(view({ honour: oneOf(honours), at: moment(), words: said() }), { max: 200 }),
  teams: list(teamView, { max: teamsAtMost })
})
export type ProfileView = Infer<typeof profileView>

export const volunteerEndpoints = {
  readProfile: endpoint({
    method: 'GET',
    path: '/api/volunteers/me',
    says: "A person's own profile as a volunteer; empty before the first time.",
    who: ['resident', 'staff'],
    answer: profileView,
    refuses: []
  }),
  saveProfile: endpoint({
    method: 'POST',
    path: '/api/volunteers/me',
    says: 'Saves the profile as a whole.',
    who: ['resident', 'staff'],
    body: profileInput,
    answer: profileView,
    refuses: ['stale', 'unknown_area']
  }),
  makeTeam: endpoint({
    method: 'POST',
    path: '/api/teams',
    says: 'Founds a team; the founder is its captain.',
    who: ['resident', 'staff'],
    body: input({ name: line(20, 2) }),
    answer: profileView,
    status: 201,
    refuses: ['too_many_teams', 'team_exists']
  }),
  joinTeam: endpoint({
    method: 'POST',
    path: '/api/teams/join',
    says: 'Joins the team whose code this is.',
    who: ['resident', 'staff'],
    body: input({ code: typedCode(6, 20) }),
    answer: profileView,
    refuses: ['not_found', 'too_many_teams', 'team_full']
  }),
  leaveTeam: endpoint({
    method: 'POST',
    path: '/api/teams/:team/leave',
    says: 'Leaves a team; a captain hands it to whoever joined next, and the last one out closes it.',
    who: ['resident', 'staff'],
    params: input({ team: rowId() }),
    answer: profileView,
    refuses: ['not_found']
  })
}
