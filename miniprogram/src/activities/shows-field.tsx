import { View } from '@tarojs/components'
import { showables, type Showable, type Shows as Chosen } from '#shared/certificates.ts'
import { certificates } from '#shared/locales/certificates.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { Switch } from '../parts/switch'

const say = miniPapers.shows

/** What is usual: whoever holds the paper may compare it, a guessed number tells nothing. */
export const usualShows: Chosen = { code: ['name', 'hours', 'activities'], all: [] }

/** Who sees what of a certificate when it is verified. Without a document on the paper there is none to show. */
export function ShowsField({
  of,
  document,
  onChange
}: {
  of: Chosen
  document: boolean
  onChange: (chosen: Chosen) => void
}) {
  const names = showables.filter((showable) => document || showable !== 'identity')
  const turned = (list: readonly Showable[], name: Showable, on: boolean): Showable[] =>
    showables.filter((showable) => (showable === name ? on : list.includes(showable)))
  /** Who is shown something by the number alone sees it with the code as well. */
  const turn = (who: 'code' | 'all', name: Showable, on: boolean) =>
    onChange({
      code: who === 'code' || on ? turned(of.code, name, on) : of.code,
      all: who === 'all' || !on ? turned(of.all, name, on) : of.all
    })
  return (
    <View className="pa-shows" id="shows">
      <View className="lab">{say.title}</View>
      <View className="hint">{say.always}</View>
      {(['code', 'all'] as const).map((who) => (
        <View key={who} className="pa-show">
          <View className="b">{say[who]}</View>
          <View className="hint">{who === 'code' ? say.codeHint : say.allHint}</View>
          {names.map((name) => (
            <Switch
              key={name}
              id={`${who}-${name}`}
              title={certificates.showable[name]}
              on={of[who].includes(name)}
              onTurn={(on) => turn(who, name, on)}
            />
          ))}
        </View>
      ))}
    </View>
  )
}
