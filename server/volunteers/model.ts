/** Who helps: what a person says of himself for activities, and what he has learned. Everything but `display` is private. */
import type { Skill, Training } from '#shared/activities.ts'
import { mongoose } from '#server/kernel/mongo.ts'

export interface Learned {
  id: Training
  at: Date
  by: string
  score?: number
}

export interface VolunteerDoc {
  /** The person: a resident's member id, or `staff:` and a login name. */
  _id: string
  rev: number
  /** The name he chose to be shown under. */
  display?: string
  name?: string
  phone?: string
  /** Day of birth. */
  born?: string
  skills: Skill[]
  areas: string[]
  languages: string[]
  free: string[]
  learned: Learned[]
}

const { Schema } = mongoose
const schema = new Schema<VolunteerDoc>(
  {
    _id: String,
    rev: Number,
    display: String,
    name: String,
    phone: String,
    born: String,
    skills: [String],
    areas: [String],
    languages: [String],
    free: [String],
    learned: [Schema.Types.Mixed]
  },
  { collection: 'volunteers', versionKey: false, strict: 'throw', minimize: false }
)
const Volunteers = mongoose.model('Volunteer', schema)

export const findVolunteer = (person: string): Promise<VolunteerDoc | null> =>
  Volunteers.findById(person).lean<VolunteerDoc>().exec()
