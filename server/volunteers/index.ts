export {
  addHonour,
  addLearned,
  eraseVolunteer,
  findVolunteer,
  findVolunteers,
  insertVolunteers,
  passed,
  rankedVolunteers,
  teamsOf,
  volunteerOutboxes,
  type VolunteerDoc
} from './model.ts'
export { presentLearned } from './present.ts'
