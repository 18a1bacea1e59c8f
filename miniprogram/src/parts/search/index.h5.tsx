import { useState } from 'react'
import { caseEndpoints } from '#shared/cases.ts'
import { longestAt } from '#shared/schema.ts'
import { mini } from '#shared/locales/mini.ts'
import { Icon } from '../icon'
import type { SearchProps } from './index'

const wordsAtMost = longestAt(caseEndpoints.listCases.query, '/q', {})

export function Search({ id, label, value, onGo }: SearchProps) {
  const [words, setWords] = useState(value)
  return (
    <form
      className="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onGo(words)
      }}
    >
      <Icon name="search" />
      <input
        className="ctl find-i"
        type="search"
        id={id}
        value={words}
        placeholder={label}
        aria-label={label}
        maxLength={wordsAtMost}
        enterKeyHint="search"
        onChange={(event) => setWords(event.target.value)}
      />
      <button type="submit" id={`${id}-go`} className="tap btn btn-main find-b">
        {mini.cases.go}
      </button>
    </form>
  )
}
