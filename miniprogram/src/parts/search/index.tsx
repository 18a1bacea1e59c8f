import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { caseEndpoints } from '#shared/cases.ts'
import { longestAt } from '#shared/schema.ts'
import { mini } from '#shared/locales/mini.ts'
import { Icon } from '../icon'
import { Tap } from '../tap'

export interface SearchProps {
  id: string
  label: string
  value: string
  onGo: (value: string) => void
}

const wordsAtMost = longestAt(caseEndpoints.listCases.query, '/q', {})

/** Words to look for; asked only when the reader says go. */
export function Search({ id, label, value, onGo }: SearchProps) {
  const [words, setWords] = useState(value)
  return (
    <View className="find">
      <Icon name="search" />
      <Input
        id={id}
        className="ctl find-i"
        value={words}
        placeholder={label}
        placeholderClass="hold"
        maxlength={wordsAtMost ?? -1}
        confirmType="search"
        onInput={(event) => setWords(event.detail.value)}
        onConfirm={() => onGo(words)}
      />
      <Tap id={`${id}-go`} className="btn btn-main find-b" onTap={() => onGo(words)}>
        <Text>{mini.cases.go}</Text>
      </Tap>
    </View>
  )
}
