export {
  addHonour,
  addLearned,
  eraseVolunteer,
  findVolunteer,
  insertVolunteers,
  passed,
  quitTeams,
  rankedVolunteers,
  type VolunteerDoc
} from './model.ts'
