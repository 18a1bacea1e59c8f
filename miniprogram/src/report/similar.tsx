import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { similarEndpoints, type SimilarCase } from '#shared/similar.ts'
import { mini } from '#shared/locales/mini.ts'
import { isOpen, sayAffected } from '../affected'
import { ask } from '../api'
import type { Draft } from '../drafts'
import { openPage } from '../navigation'
import { Button } from '../parts/button'
import { pressed } from '../parts/affected'
import { CaseListRow } from '../parts/case-list-row'
import { Heading } from '../parts/heading'

const say = mini.affected
const PAUSE_MS = 400

/**
 * What others have reported already and may be the same, once place and category are known; by the words and photos that there are then.
 * Help that does not come is no trouble.
 */
export function useSimilar(draft: Draft | undefined): readonly SimilarCase[] {
  const [found, setFound] = useState<{ about: string; items: readonly SimilarCase[] }>()
  const { category, place, text = '', photos = [] } = draft ?? {}
  const [lng, lat, said] = [place?.lng, place?.lat, text.trim()]
  const ids = photos.flatMap(({ id }) => id ?? []).join(' ')
  const about = [category, lng, lat].join(' ')
  useEffect(() => {
    if (category === undefined || lng === undefined || lat === undefined) return
    let gone = false
    const timer = setTimeout(() => {
      const own = { ...(said && { text: said }), ...(ids && { photos: ids.split(' ') }) }
      ask(similarEndpoints.similarCases, { body: { category, place: { lng, lat }, ...own } }).then(
        ({ items }) => !gone && setFound({ about, items }),
        () => undefined
      )
    }, PAUSE_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [category, lng, lat, said, ids, about])
  return found?.about === about ? found.items : []
}

/** Shown before it is sent: one press says that one has met the same; whoever has something else sends as ever. */
export function Similar({ of, onSaid }: { of: readonly SimilarCase[]; onSaid: (no: string) => void }) {
  const press = async (no: string) => {
    if (await pressed(sayAffected(no), say.said)) onSaid(no)
  }
  return (
    <View className="grp" id="group-similar">
      <Heading>{say.near}</Heading>
      <View className="hint">{say.lead}</View>
      {of.map(({ case: row }) => (
        <View key={row.no}>
          <CaseListRow of={row} onTap={() => openPage('case', { no: row.no })} />
          {isOpen(row.status) ? (
            <Button id={`affected-${row.no}`} wide onTap={() => void press(row.no)}>
              {say.say}
            </Button>
          ) : (
            <View className="hint">{say.over}</View>
          )}
        </View>
      ))}
    </View>
  )
}
