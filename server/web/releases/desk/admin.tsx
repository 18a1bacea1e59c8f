/** Pages and forms of the administrator: the desk's own, with the parts of the city at the left and the draft above. */
import { createElement, type ReactElement } from 'react'
import type { DraftView } from '#shared/releases.ts'
import {
  deskFile,
  deskForm,
  deskPage,
  type DeskGiven,
  type DeskOutcome,
  type DeskRequest,
  type DeskRoute,
  type Instead
} from '../../frame/desk.tsx'
import type { Sent } from '../../frame/route.ts'
import { isSee, type FileAnswer, type Limits, type See } from '../../frame/route.ts'
import { readDraft } from './draft.ts'
import { asDone, Frame } from './Frame.tsx'
import type { AdminPageName } from './links.ts'

/** One file of a city; every category, area and office may be ticked at once; a pasted table of offices is long. */
const limits: Limits = { files: 1, fields: 6000, totalBytes: 20 * 1024 * 1024, fieldBytes: 2 * 1024 * 1024 }
const forAdmins = { roles: ['admin'], scripts: ['admin.js'] } as const

/** What the views of the administrator are given besides their own matter. */
export type AdminGiven = DeskGiven & { draft: DraftView }
/** Above the page: why what was asked was not done. */
interface MayBeRefused {
  refused?: string | undefined
}

interface AdminHead<D> {
  path: string
  here: AdminPageName
  title: (data: D) => string
  view: (props: D & AdminGiven) => ReactElement
  status?: (data: D) => number
  /** Seconds after which the page looks again by itself. */
  looksAgain?: (data: D) => number | undefined
}

const whatIsDone = ({ asked }: DeskRequest) => {
  const what = asDone(asked('done'))
  return what && { what, version: asked('version').replace(/\D/g, '').slice(0, 7) }
}

/** Loads the draft beside the page's own data, and draws the page inside the administrator's frame. */
function framed<D extends object & MayBeRefused>({ path, here, title, view, status, looksAgain }: AdminHead<D>) {
  return {
    ...forAdmins,
    path,
    title: ({ data }: { data: D }) => title(data),
    ...(status && { status: ({ data }: { data: D }) => status(data) }),
    ...(looksAgain && { looksAgain: ({ data }: { data: D }) => looksAgain(data) }),
    view({ data, draft, done, ...given }: Framed<D> & DeskGiven) {
      return (
        <Frame here={here} draft={draft} done={done} refused={data.refused}>
          {createElement(view, { ...data, ...given, draft })}
        </Frame>
      )
    }
  }
}
interface Framed<D> {
  data: D
  draft: DraftView
  done: ReturnType<typeof whatIsDone>
}
async function withDraft<D extends object>(request: DeskRequest, loading: Promise<D | See>): Promise<Framed<D> | See> {
  const [data, draft] = await Promise.all([loading, readDraft(request.call, request.viewer)])
  return isSee(data) ? data : { data, draft, done: whatIsDone(request) }
}

export const adminPage = <D extends object & MayBeRefused>(
  spec: AdminHead<D> & { load: (request: DeskRequest) => Promise<D | See> }
): DeskRoute => deskPage({ ...framed(spec), load: (request) => withDraft(request, spec.load(request)) })

export type AdminAct<M> = (request: DeskRequest, sent: Sent) => Promise<DeskOutcome<M>>

export const adminForm = <D extends object & MayBeRefused, M>(
  spec: AdminHead<D> & {
    load: (request: DeskRequest, shown: M | undefined) => Promise<D | See>
    act: Readonly<Record<string, AdminAct<NoInfer<M>>>>
    restored: (sent: Sent, request: DeskRequest, path: string) => NoInfer<M> | undefined
  }
): DeskRoute =>
  deskForm({
    ...framed(spec),
    limits,
    load: (request, shown: M | undefined) => withDraft(request, spec.load(request, shown)),
    act: spec.act,
    restored: spec.restored
  })

export const adminFile = (spec: { path: string; load: (request: DeskRequest) => Promise<FileAnswer> }): DeskRoute =>
  deskFile({ roles: forAdmins.roles, ...spec })

/** A page instead of the form's own: the report on a file. */
export async function adminInstead(
  { call, viewer }: DeskRequest,
  here: AdminPageName,
  title: string,
  view: (given: DeskGiven) => ReactElement,
  status: number
): Promise<Instead> {
  const draft = await readDraft(call, viewer)
  const instead = (given: DeskGiven) => (
    <Frame here={here} draft={draft}>
      {view(given)}
    </Frame>
  )
  return { title, instead, status }
}
