/** 联络卡: a liaison writes his card, sees it as everybody will, and takes it down again. */
import { supervision } from '#shared/locales/oversight.ts'
import { guest } from '#server/kernel/viewer.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, one } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { Card, cardComplaints, home, typedOf, type Typed, type Wrong } from './Card.tsx'

const say = supervision.card

interface Shown {
  typed: Typed
  wrong?: Wrong
}

async function load({ call, viewer }: DeskRequest, shown: Shown | undefined) {
  const [{ title, card }, { items: areas }, { items: offices }] = await Promise.all([
    call('myCard', {}, viewer),
    call('areas', {}, guest),
    call('offices', {}, guest)
  ])
  // Where nothing is written yet, the street of his own squad is the likely one.
  const area = offices.find((office) => office.id === viewer.office)?.area ?? ''
  return { card, title, areas, suggested: { name: viewer.name, area }, ...shown }
}

async function act({ call, viewer }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  if (one(fields, 'act') === 'withdraw') {
    await call('removeCard', {}, viewer)
    return see(`${home}?done=gone`)
  }
  const typed = typedOf(fields)
  const wrong = cardComplaints(typed)
  if (Object.keys(wrong).length > 0) return again({ typed, wrong })
  if (one(fields, 'act') === 'preview') return again({ typed }, 200)
  const tried = await attempt(() => call('saveCard', { body: typed }, viewer))
  if ('done' in tried) return see(`${home}?done=saved`)
  if (tried.refused.code !== 'unknown_area') throw tried.refused
  return again({ typed, wrong: { area: say.needs.area } })
}

export const cardRoutes: readonly DeskRoute[] = [
  deskForm({
    path: home,
    title: () => say.title,
    toast({ asked }) {
      const done = asked('done')
      return done === 'saved' || done === 'gone' ? say[done] : undefined
    },
    load,
    view: Card,
    act,
    restored: ({ fields }) => ({ typed: typedOf(fields) })
  })
]
