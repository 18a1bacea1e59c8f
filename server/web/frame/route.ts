/**
 * Pages and forms are values: each says its address, what may be kept of it, what it reads and how it is drawn, so that
 * nothing elsewhere has to know its address. Here is what the pages of the public and of the desk have in common.
 */
import type { ReactElement } from 'react'
import type { Cache } from '#shared/endpoint.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Incoming } from '#server/kernel/incoming.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Viewer, ViewerOf } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../map/base.ts'
import type { Assets, Site } from './site.ts'

/** What every page is given by the server it stands in. */
export interface WebContext {
  call: Call
  city: { info: Site['city'] }
  /** The base map under every drawn map. */
  base: BaseMap
  assets: Assets
  formToken: { make(nonce: string): string; check(nonce: string, token: string): boolean }
  /** `https://host`: the only source of absolute links. */
  publicUrl: () => string
  secureCookies: boolean
  viewerOf: ViewerOf
  /** What visitors send, while it lies in memory. */
  incoming: Incoming
  now: () => Date
}

export type Query = Readonly<Record<string, string | string[] | undefined>>

/** A request as a page sees it: no headers, no cookies. */
export interface PageRequest<V extends Viewer> {
  call: Call
  viewer: V
  /** A value of the address's pattern, `no` of `/cases/:no`. */
  param(name: string): string
  /** The first value that the address bar gives to a name; empty where it gives none. */
  asked(name: string): string
  query: Query
  ip: string
  now: Date
  base: BaseMap
  site: Site
  /** `https://host`: where a code or a paper that leaves the screen leads back to. */
  origin: string
}

/** What a form sent. Every field may come more than once, and everything is text. */
export type Sent = Upload

export interface Limits {
  files: number
  fields: number
  totalBytes?: number
  fieldBytes?: number
}

/** On to another page: after what was done, or because this one has nothing to show. */
export interface See {
  see: string
}
export const see = (href: string): See => ({ see: href })
export const isSee = (answer: object): answer is See => 'see' in answer

/** The page of the form once more, with what was typed and what is wrong. */
export interface Again<M> {
  again: M
  status: number
}
export const again = <M>(more: M, status = 422): Again<M> => ({ again: more, status })

export interface FileAnswer {
  body: string | Buffer
  type: string
  /** Under this name a browser keeps it. */
  name?: string
  /** Shown by the browser, where it can, instead of kept. */
  inline?: boolean
  /** Where single files of one address may be kept for another time than the address says. */
  header?: string
}

/** What the tables of routes are made of, whoever the pages are for. */
export interface RouteHead {
  path: string
  /** Counted under this name in the metrics; under the path where nothing is said. */
  label?: string
  /** The query parameters it reads. */
  query?: readonly string[]
}

export interface Document {
  document: ReactElement
  status: number
}

export type { Cache }
