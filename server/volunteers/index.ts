export {
  addHonour,
  addLearned,
  eraseVolunteer,
  findVolunteer,
  findVolunteers,
  insertVolunteers,
  passed,
  rankedVolunteers,
  volunteerOutboxes,
  type VolunteerDoc
} from './model.ts'
export { presentLearned } from './present.ts'
