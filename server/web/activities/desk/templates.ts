/** What a form begins with: values by kind, everything of it to be changed. */
import type { ActivityKind } from '#shared/activities.ts'
import { addDays, dayOf, weekdayOf } from '#shared/time-format.ts'
import type { Typed } from './plan.ts'
import { say } from './words.ts'

interface Template {
  kind: ActivityKind
  from: string
  to: string
  seats: number
  minAge?: number
  trainings?: string[]
  radius?: number
}

export const templates = {
  cleanup: { kind: 'cleanup', from: '08:30', to: '10:30', seats: 20 },
  river: { kind: 'river', from: '08:30', to: '11:00', seats: 40, minAge: 12, trainings: ['river_safety'], radius: 300 },
  escort: { kind: 'escort', from: '07:00', to: '08:10', seats: 6, minAge: 18, trainings: ['traffic'], radius: 100 },
  bulky: { kind: 'bulky', from: '13:30', to: '16:00', seats: 20, minAge: 18 },
  posters: { kind: 'posters', from: '09:00', to: '11:00', seats: 15 },
  hearing: { kind: 'hearing', from: '14:00', to: '16:30', seats: 25, minAge: 18 },
  community: { kind: 'community', from: '09:00', to: '11:00', seats: 10 }
} as const satisfies Record<keyof typeof say.templates, Template>
export type TemplateName = keyof typeof templates
export const templateNames = Object.keys(templates) as TemplateName[]

/** The first Saturday that leaves a week for signing up. */
function saturday(now: Date): string {
  const week = addDays(dayOf(now), 7)
  return addDays(week, (6 - weekdayOf(week) + 7) % 7)
}

export function begin(name: TemplateName | undefined, who: { name: string; phone: string }, now: Date): Typed {
  const common: Typed = {
    shifts: ['1'],
    's0.roles': ['1'],
    's0.day': [saturday(now)],
    contactName: [who.name],
    contactPhone: [who.phone],
    cancelHours: ['14'],
    confirmMinutes: ['720'],
    wait: ['20'],
    radius: ['200']
  }
  if (!name) return { ...common, kind: ['cleanup'] }
  const template: Template = templates[name]
  const words = say.templates[name]
  return {
    ...common,
    kind: [template.kind],
    title: [words.title],
    about: [words.about],
    bring: [words.bring],
    insurance: [say.templateRules.insurance],
    weather: [template.kind === 'hearing' ? '' : say.templateRules.weather],
    minAge: [template.minAge === undefined ? '' : String(template.minAge)],
    trainings: template.trainings ?? [],
    radius: [String(template.radius ?? 200)],
    's0.from': [template.from],
    's0.to': [template.to],
    's0.r0.name': [words.role],
    's0.r0.seats': [String(template.seats)]
  }
}
