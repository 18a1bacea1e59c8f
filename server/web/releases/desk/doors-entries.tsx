/** Doors of everything edited entry by entry: list, form, save, remove. */
import { refusals, refuse, type Refused } from '#shared/errors.ts'
import { idOf, listParts, type ListPart } from '#shared/parts.ts'
import type { Finding } from '#shared/releases.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { first } from '../../cases/desk/links.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { AreaAside } from './AreaMap.tsx'
import { readChoices } from './choices.ts'
import { EntryForm, Stale } from './EntryForm.tsx'
import { EntryList, plainParts } from './EntryList.tsx'
import { complaintsOn, differing, entryOf, typedOf } from './fields.ts'
import { forms } from './forms.ts'
import { attempt, readDraft, readPart, readVerdict, refusedWords, revisionIn, type Ctx, type Kit } from './kit.ts'
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

const about: Record<ListPart, (it: Finding) => readonly string[] | undefined> = {
  areas: (it) => it.areas,
  assets: (it) => it.assets,
  offices: (it) => it.offices,
  people: (it) => it.people,
  categories: (it) => it.categories,
  tiles: () => undefined,
  rules: (it) => it.rules
}

export function entryRoutes(kit: Kit): void {
  const { router, call } = kit

  const entriesOf = async (viewer: Staff, part: ListPart): Promise<{ revision: number; entries: readonly Entry[] }> => {
    const { revision, value } = await readPart(call, viewer, part)
    const entries = Array.isArray(value) ? value : value.features
    return { revision, entries: entries as unknown as Entry[] }
  }

  interface FormShown {
    part: ListPart
    id?: string | undefined
    typed?: Posted
    wrong?: Record<string, string>
    refused?: Refused
  }

  async function showForm(ctx: Ctx, viewer: Staff, { part, id, typed, wrong = {}, refused }: FormShown) {
    const [{ revision, entries }, city, { token }, verdict] = await Promise.all([
      entriesOf(viewer, part),
      readChoices(call, viewer),
      kit.desk(ctx, viewer),
      readVerdict(call, viewer)
    ])
    const fields = forms[part]
    const now = entries.find((it) => idOf(it) === id)
    if (id !== undefined && !now && !typed) refuse('not_found')
    const shown = typed ?? typedOf(fields, now ?? {})
    const stale = refused?.code === 'stale'
    await kit.show(ctx, viewer, {
      here: pageOf[part],
      title: now ? fill(say.lists.edit, { name: nameOf(part, now) }) : fill(say.lists.new, { part: say.parts[part] }),
      status: refused ? refusals[refused.code] : Object.keys(wrong).length > 0 ? 422 : 200,
      ...(refused && !stale && { refused: refusedWords(refused) }),
      body: (
        <EntryForm
          part={part}
          id={id}
          name={now ? nameOf(part, now) : (id ?? '')}
          fields={fields}
          typed={shown}
          wrong={wrong}
          city={city}
          token={token}
          revision={revision}
          findings={verdict.findings.filter((it) => id !== undefined && about[part](it)?.includes(id))}
          {...(stale && {
            stale: (
              <Stale
                part={part}
                gone={id !== undefined && !now}
                differs={now ? differing(fields, typedOf(fields, now), shown) : []}
              />
            )
          })}
          {...(part === 'rules' &&
            id === undefined && {
              extra: <Before rules={entries} typed={shown} />
            })}
          {...(part === 'rules' && now && { aside: <ReadAloud rule={now as unknown as Rule} city={city} /> })}
          {...(now?.properties && { aside: <AreaAside base={kit.base} entry={now} /> })}
        />
      )
    })
  }

  for (const part of plainParts) {
    router.get(
      listHref(part),
      kit.admin(async (ctx, viewer) => {
        const [city, verdict] = await Promise.all([readChoices(call, viewer), readVerdict(call, viewer)])
        const body = (
          <EntryList
            part={part}
            city={city}
            q={first(ctx.query['q']).slice(0, 60)}
            findings={verdict.findings}
            today={dayOf(kit.now())}
          />
        )
        await kit.show(ctx, viewer, { here: pageOf[part], title: say.parts[part], body })
      })
    )
  }

  /** A rule changed against the release it began as is another version of it, however often it is edited on the way. */
  async function versionOf(viewer: Staff, entry: Json, id: string): Promise<number> {
    const { base } = await readDraft(call, viewer)
    const { value } = await call('readReleasePart', { params: { version: String(base), part: 'rules' } }, viewer)
    const was = (value as { id: string; version: number }[]).find((it) => it.id === id)
    if (!was) return 1
    const { version, ...rest } = was
    const fields = forms.rules
    const { version: _own, ...mine } = entry
    return differing(fields, typedOf(fields, rest), typedOf(fields, mine)).length === 0 ? version : version + 1
  }

  for (const part of listParts) {
    // An area or an owner's ground has a border, and comes by GeoJSON.
    if (part !== 'areas' && part !== 'assets') {
      router.get(
        `${adminHome}${part}/new`,
        kit.admin((ctx, viewer) => showForm(ctx, viewer, { part }))
      )
    }
    router.get(
      `${adminHome}${part}/at/:id`,
      kit.admin((ctx, viewer) => showForm(ctx, viewer, { part, id: ctx.params['id'] ?? '' }))
    )

    router.post(
      `${adminHome}${part}/save`,
      kit.act(async (ctx, viewer, { fields: typed }) => {
        const isNew = one(typed, '_new') === 'yes'
        const known = isNew ? undefined : one(typed, '_id')
        const fields = forms[part]
        const { entries } = await entriesOf(viewer, part)
        const old = entries.find((it) => idOf(it) === known)
        const drawn = entryOf(fields, typed, old ?? {})
        const id = idOf(drawn)
        const entry = part === 'rules' ? { ...drawn, version: await versionOf(viewer, drawn, id) } : drawn
        const wrong = complaintsOn(part, fields, entry, typed)
        if (isNew && entries.some((it) => idOf(it) === id))
          wrong[part === 'categories' ? 'code' : 'id'] = say.lists.exists
        if (Object.keys(wrong).length > 0) return showForm(ctx, viewer, { part, id: known, typed, wrong })
        const before = one(typed, 'before')
        const body = { part, revision: revisionIn(one(typed, 'revision')), entry, ...(before && { before }) }
        const tried = await attempt(() => call('putDraftEntry', { body }, viewer))
        if ('refused' in tried) return showForm(ctx, viewer, { part, id: known, typed, refused: tried.refused })
        return kit.see(ctx, `${listHref(part)}${query({ done: 'saved' })}`)
      })
    )

    router.post(
      `${adminHome}${part}/remove`,
      kit.act(async (ctx, viewer, { fields }) => {
        const id = one(fields, '_id')
        const body = { part, revision: revisionIn(one(fields, 'revision')), entry: id }
        const tried = await attempt(() => call('removeDraftEntry', { body }, viewer))
        if ('refused' in tried) return showForm(ctx, viewer, { part, id, refused: tried.refused })
        return kit.see(ctx, `${listHref(part)}${query({ done: 'removed' })}`)
      })
    )
  }
}
