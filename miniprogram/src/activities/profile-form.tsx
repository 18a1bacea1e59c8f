import { View } from '@tarojs/components'
import { skills } from '#shared/activities.ts'
import { longestAt } from '#shared/schema.ts'
import { freeTimes, languages, volunteerEndpoints } from '#shared/volunteers.ts'
import { fill } from '#shared/locales/fill.ts'
import { activities } from '#shared/locales/activities.ts'
import { marks } from '#shared/locales/marks.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { volunteers } from '#shared/locales/volunteers.ts'
import type { Areas } from '../city'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import type { Complaints } from '../parts/form'
import { Heading } from '../parts/heading'
import { Switch } from '../parts/switch'
import { DayField } from './day-field'
import { dayWords, spanWords, type Hours } from './hours-and-certificates'
import { MultiChoice } from './multi-choice'
import type { FieldName, Form, Wrong } from './profile-draft'
import { phoneAtMost } from '#shared/reports.ts'

const longest = (path: string): number | undefined => longestAt(volunteerEndpoints.saveProfile.body, path, {})
const say = miniVolunteers.profile

const optionsOf = <V extends string>(names: readonly V[], words: Record<V, string>) =>
  names.map((value) => ({ value, name: words[value] }))

/** How a field is called on the page. */
export const fieldName = (name: FieldName): string => say[name]

/** One field in words, as it stands in a form. */
export function fieldWords(form: Form, name: FieldName, areas: Areas | undefined): string {
  const listed: Record<'skills' | 'areas' | 'languages' | 'free', () => string[]> = {
    skills: () => form.skills.map((skill) => activities.skill[skill]),
    areas: () => form.areas.map((id) => areas?.items.find((area) => area.id === id)?.name ?? id),
    languages: () => form.languages.map((language) => volunteers.language[language]),
    free: () => form.free.map((time) => volunteers.free[time])
  }
  if (name === 'ranked') return form.ranked ? say.stale.on : say.stale.off
  if (name === 'born') return form.born ? dayWords(form.born) : say.stale.none
  if (name === 'display' || name === 'name' || name === 'phone') return form[name].trim() || say.stale.none
  return listed[name]().join(marks.list) || say.stale.none
}

/** How he would stand on the wall of honour, in full. */
function Preview({ form, hours }: { form: Form; hours: Hours | undefined }) {
  const display = form.display.trim()
  return (
    <View className="silk" id="ranked-as">
      {display
        ? fill(say.rankedAs, {
            display,
            star: hours && hours.star > 0 ? fill(volunteers.star, { n: hours.star }) + marks.comma : '',
            span: spanWords(Math.max(0, hours?.minutes ?? 0)),
            n: hours?.activities ?? 0
          })
        : say.rankedNoName}
    </View>
  )
}

/** What a person says of himself. Everything may be left out. */
export function ProfileForm({
  form,
  wrong,
  told,
  areas,
  hours,
  today,
  onChange
}: {
  form: Form
  wrong: Wrong
  /** What the server says of a field. */
  told: Complaints
  areas: Areas | undefined
  hours: Hours | undefined
  today: string
  onChange: (part: Partial<Form>) => void
}) {
  const errorOf = (name: FieldName): string | undefined => {
    const bad = wrong[name]
    return bad ? say.bad[bad] : told[name]
  }
  const text = (name: 'display' | 'name' | 'phone') => ({
    id: `me-${name}`,
    label: fieldName(name),
    aside: say.optional,
    value: form[name],
    error: errorOf(name)
  })
  return (
    <>
      <View className="grp">
        <Heading>{say.self}</Heading>
        <Field
          {...text('display')}
          onInput={(display) => onChange({ display })}
          hint={say.displayHint}
          max={longest('/display')}
        />
        <Field {...text('name')} onInput={(name) => onChange({ name })} hint={say.nameHint} max={longest('/name')} />
        <Field
          {...text('phone')}
          onInput={(phone) => onChange({ phone })}
          hint={say.phoneHint}
          max={phoneAtMost}
          kind="tel"
        />
        <DayField
          id="me-born"
          label={say.born}
          hint={say.bornHint}
          error={errorOf('born')}
          value={form.born}
          none={say.noDay}
          end={today}
          onChoose={(born) => onChange({ born })}
        />
        {form.born !== '' && (
          <Button id="me-born-none" kind="link" onTap={() => onChange({ born: '' })}>
            {say.clearDay}
          </Button>
        )}
      </View>
      <View className="grp">
        <Heading>{say.can}</Heading>
        <MultiChoice
          id="me-skills"
          label={say.skills}
          options={optionsOf(skills, activities.skill)}
          value={form.skills}
          onChange={(value) => onChange({ skills: value })}
        />
        <MultiChoice
          id="me-languages"
          label={say.languages}
          options={optionsOf(languages, volunteers.language)}
          value={form.languages}
          onChange={(value) => onChange({ languages: value })}
        />
        <MultiChoice
          id="me-free"
          label={say.free}
          options={optionsOf(freeTimes, volunteers.free)}
          value={form.free}
          onChange={(value) => onChange({ free: value })}
        />
        {areas ? (
          <MultiChoice
            id="me-areas"
            label={say.areas}
            hint={say.areasHint}
            error={errorOf('areas')}
            options={areas.items.map((area) => ({ value: area.id, name: area.name }))}
            value={form.areas}
            onChange={(value) => onChange({ areas: value })}
          />
        ) : (
          <View className="hint">{say.areasOff}</View>
        )}
      </View>
      <View className="grp">
        <Switch
          id="me-ranked"
          title={say.ranked}
          hint={say.rankedHint}
          on={form.ranked}
          onTurn={(ranked) => onChange({ ranked })}
        />
        {form.ranked && <Preview form={form} hours={hours} />}
      </View>
    </>
  )
}
