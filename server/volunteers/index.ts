export { findVolunteer, type VolunteerDoc } from './model.ts'
