export {
  addHonour,
  addLearned,
  eraseVolunteer,
  findVolunteer,
  findVolunteers,
  insertVolunteers,
  passed,
  quitTeams,
  rankedVolunteers,
  type VolunteerDoc
} from './model.ts'
export { presentLearned } from './present.ts'
