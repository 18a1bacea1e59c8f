/** Before a city has begun: calm words where there is nothing to report to, and what to do when it burns. */
import { createElement, type ReactElement } from 'react'
import { setUp } from '#shared/locales/set-up.ts'
import { ButtonLink } from '../parts/Form.tsx'
import { Page } from './Page.tsx'
import type { Site } from './site.ts'
import { fill } from './words.ts'

/** In the place of a page's own data. */
export interface NotOpen {
  preparing: true
}

const w = setUp.preparing

function Preparing({ site }: { site: Site }) {
  const { name, hotline } = site.city
  return (
    <Page site={site} title={w.title}>
      <div className="prep">
        <h1>{w.title}</h1>
        <p className="prep-l">{fill(w.lead, { city: name })}</p>
        <p>{w.text}</p>
        <p className="prep-h">{fill(w.hotline, { hotline })}</p>
        <p>
          <ButtonLink href="/office/">{w.office}</ButtonLink>
        </p>
      </div>
    </Page>
  )
}

/** The view, or what stands in its place until the city has begun. */
export function onceOpen<P extends { site: Site }>(view: (props: P) => ReactElement) {
  return function OnceOpen(props: P | (NotOpen & { site: Site })): ReactElement {
    return 'preparing' in props ? <Preparing site={props.site} /> : createElement(view, props)
  }
}
