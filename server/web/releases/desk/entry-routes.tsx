/** Everything edited entry by entry: list, form, save, remove. */
import { refusals, refuse, type Refused } from '#shared/errors.ts'
import { idOf, listParts, type ListPart } from '#shared/parts.ts'
import type { Finding } from '#shared/releases.ts'
import { dayOf } from '#shared/time-format.ts'
import type { DeskOutcome, DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { adminForm, adminPage } from './admin.tsx'
import { AreaAside } from './AreaMap.tsx'
import { readChoices } from './choices.ts'
import { readDraft, readPart, readVerdict, refusedWords, revisionIn } from './draft.ts'
import { EntryForm, Stale } from './EntryForm.tsx'
import { EntryList, plainParts } from './EntryList.tsx'
import { complaintsOn, differing, entryOf, typedOf, type Choices } from './fields.ts'
import { forms } from './forms.ts'
import { adminHome, listHref, pageOf, query } from './links.ts'
import { Before, ReadAloud } from './Rules.tsx'
import type { Rule } from './ruleWords.ts'
import { fill, say } from './words.ts'

type Json = Record<string, unknown>
type Entry = Json & { id?: string; code?: string; properties?: { id: string; name: string } }

/** A rule has a title, an office a short name; a person's title is not what he is called. */
const nameOf = (part: ListPart, entry: Entry): string => {
  const said = part === 'rules' ? entry['title'] : (entry.properties?.name ?? entry['short'] ?? entry['name'])
  return typeof said === 'string' ? said : idOf(entry)
}

const about: Record<ListPart, (finding: Finding) => readonly string[] | undefined> = {
  areas: (finding) => finding.areas,
  assets: (finding) => finding.assets,
  offices: (finding) => finding.offices,
  people: (finding) => finding.people,
  categories: (finding) => finding.categories,
  tiles: () => undefined,
  rules: (finding) => finding.rules
}

async function entriesOf(
  { call, viewer }: DeskRequest,
  part: ListPart
): Promise<{ revision: number; entries: readonly Entry[] }> {
  const { revision, value } = await readPart(call, viewer, part)
  const entries = Array.isArray(value) ? value : value.features
  return { revision, entries: entries as unknown as Entry[] }
}

interface Shown {
  id: string | undefined
  typed?: Posted
  wrong?: Record<string, string>
  refused?: Refused
}

/** Beside the form: what a part has of its own, its map, its place in the order. */
function beside(part: ListPart, now: Entry | undefined, city: Choices, base: DeskRequest['base']) {
  if (part === 'rules' && now) return { aside: <ReadAloud rule={now as unknown as Rule} city={city} /> }
  return now?.properties && { aside: <AreaAside base={base} entry={now} /> }
}

async function loadForm(request: DeskRequest, part: ListPart, { id, typed, wrong = {}, refused }: Shown) {
  const { call, viewer, base } = request
  const [{ revision, entries }, city, verdict] = await Promise.all([
    entriesOf(request, part),
    readChoices(call, viewer),
    readVerdict(call, viewer)
  ])
  const fields = forms[part]
  const now = entries.find((entry) => idOf(entry) === id)
  if (id !== undefined && !now && !typed) refuse('not_found')
  const shown = typed ?? typedOf(fields, now ?? {})
  const differs = now ? differing(fields, typedOf(fields, now), shown) : []
  const stale = refused?.code === 'stale'
  return {
    part,
    id,
    title: now ? fill(say.lists.edit, { name: nameOf(part, now) }) : fill(say.lists.new, { part: say.parts[part] }),
    name: now ? nameOf(part, now) : (id ?? ''),
    fields,
    typed: shown,
    wrong,
    city,
    revision,
    findings: verdict.findings.filter((finding) => id !== undefined && about[part](finding)?.includes(id)),
    ...(refused && !stale && { refused: refusedWords(refused) }),
    ...(stale && { stale: <Stale part={part} gone={id !== undefined && !now} differs={differs} /> }),
    ...(part === 'rules' && id === undefined && { extra: <Before rules={entries} typed={shown} /> }),
    ...beside(part, now, city, base)
  }
}

/** A rule changed against the release it began as is another version of it, however often it is edited on the way. */
async function versionOf({ call, viewer }: DeskRequest, entry: Json, id: string): Promise<number> {
  const { base } = await readDraft(call, viewer)
  const { value } = await call('readReleasePart', { params: { version: String(base), part: 'rules' } }, viewer)
  const was = (value as { id: string; version: number }[]).find((rule) => rule.id === id)
  if (!was) return 1
  const { version, ...rest } = was
  const fields = forms.rules
  const { version: _own, ...mine } = entry
  return differing(fields, typedOf(fields, rest), typedOf(fields, mine)).length === 0 ? version : version + 1
}

async function save(request: DeskRequest, part: ListPart, { fields: typed }: Sent): Promise<DeskOutcome<Shown>> {
  const { call, viewer } = request
  const isNew = one(typed, '_new') === 'yes'
  const known = isNew ? undefined : one(typed, '_id')
  const fields = forms[part]
  const { entries } = await entriesOf(request, part)
  const old = entries.find((entry) => idOf(entry) === known)
  const drawn = entryOf(fields, typed, old ?? {})
  const id = idOf(drawn)
  const entry = part === 'rules' ? { ...drawn, version: await versionOf(request, drawn, id) } : drawn
  const wrong = complaintsOn(part, fields, entry, typed)
  if (isNew && entries.some((entry) => idOf(entry) === id))
    wrong[part === 'categories' ? 'code' : 'id'] = say.lists.exists
  if (Object.keys(wrong).length > 0) return again({ id: known, typed, wrong })
  const before = one(typed, 'before')
  const body = { part, revision: revisionIn(one(typed, 'revision')), entry, ...(before && { before }) }
  const tried = await attempt(() => call('putDraftEntry', { body }, viewer))
  if ('done' in tried) return see(`${listHref(part)}${query({ done: 'saved' })}`)
  return again({ id: known, typed, refused: tried.refused }, refusals[tried.refused.code])
}

async function remove({ call, viewer }: DeskRequest, part: ListPart, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const id = one(fields, '_id')
  const body = { part, revision: revisionIn(one(fields, 'revision')), entry: id }
  const tried = await attempt(() => call('removeDraftEntry', { body }, viewer))
  if ('done' in tried) return see(`${listHref(part)}${query({ done: 'removed' })}`)
  return again({ id, refused: tried.refused }, refusals[tried.refused.code])
}

const listOf = (part: (typeof plainParts)[number]): DeskRoute =>
  adminPage({
    path: listHref(part),
    here: pageOf[part],
    title: () => say.parts[part],
    async load({ call, viewer, asked, now }) {
      const [city, verdict] = await Promise.all([readChoices(call, viewer), readVerdict(call, viewer)])
      return { part, city, q: asked('q').slice(0, 60), findings: verdict.findings, today: dayOf(now) }
    },
    view: EntryList
  })

const newOf = (part: ListPart): DeskRoute =>
  adminPage({
    path: `${adminHome}${part}/new`,
    here: pageOf[part],
    load: (request) => loadForm(request, part, { id: undefined }),
    view: EntryForm,
    title: ({ title }) => title
  })

const formOf = (part: ListPart): DeskRoute =>
  adminForm({
    path: `${adminHome}${part}/at/:id`,
    here: pageOf[part],
    load: (request, shown: Shown | undefined) => loadForm(request, part, shown ?? { id: request.param('id') }),
    view: EntryForm,
    title: ({ title }) => title,
    act: {
      [`${adminHome}${part}/save`]: (request, sent) => save(request, part, sent),
      [`${adminHome}${part}/remove`]: (request, sent) => remove(request, part, sent)
    },
    restored: ({ fields: typed }, _request, path) =>
      path.endsWith('/remove')
        ? { id: one(typed, '_id') }
        : { id: one(typed, '_new') === 'yes' ? undefined : one(typed, '_id'), typed }
  })

export const entryRoutes: readonly DeskRoute[] = [
  ...plainParts.map(listOf),
  // An area or an owner's ground has a border, and comes by GeoJSON.
  ...listParts.filter((part) => part !== 'areas' && part !== 'assets').map(newOf),
  ...listParts.map(formOf)
]
