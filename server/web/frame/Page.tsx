/** The shell of every page: document, header with only the pages that exist, footer, skip link, reading switches. */
import type { ReactNode } from 'react'
import { lightColour } from '#shared/design-tokens.ts'
import { currentLocale } from '#shared/locales/locale.ts'
import { marks } from '#shared/locales/marks.ts'
import { footLinks, publicPlaces, type Place } from './nav.ts'
import { prefsLink } from './prefs.ts'
import type { Site } from './site.ts'
import { fill, say } from './words.ts'
import { Icon, Mark } from '../parts/Icon.tsx'

interface DocumentProps {
  site: Site
  title: string
  description?: string | undefined
  /** Bundle names: `portal.css`, `desk.css`. */
  css: string | readonly string[]
  /** Island bundles this page needs, `map.js`. */
  scripts?: readonly string[]
  bodyClass: string
  /** Pages of one person are not for search engines. */
  hidden?: boolean
  /** Seconds after which a browser without scripts looks again. */
  refresh?: number
  /** What is shown of it where its address is sent to somebody; a path of ours. */
  picture?: string | undefined
  children: ReactNode
}

/** What a chat shows of an address: Open Graph, with a picture that is fetched from us. */
function Preview({
  site,
  title,
  description,
  picture = '/card.png'
}: Pick<DocumentProps, 'site' | 'title' | 'description' | 'picture'>) {
  const facts = {
    'og:type': 'website',
    'og:site_name': fill(say.foot.name, { city: site.city.name }),
    'og:title': title,
    ...(description && { 'og:description': description }),
    'og:url': site.origin + site.here,
    'og:image': site.origin + picture
  }
  return Object.entries(facts).map(([property, content]) => (
    <meta key={property} property={property} content={content} />
  ))
}

/** The document alone, for pages with a shell of their own. */
export function Document({
  site,
  title,
  description,
  css,
  scripts = [],
  bodyClass,
  hidden,
  refresh,
  picture,
  children
}: DocumentProps) {
  const { theme, mode } = site.prefs
  // Which city's it is stands in every title; some say it themselves.
  const whole = title.includes(site.city.name) ? title : fill(say.head.title, { title, city: site.city.name })
  return (
    <html lang={currentLocale()} {...(theme && { 'data-theme': theme })} {...(mode && { 'data-mode': mode })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{site.failed ? fill(say.head.failed, { title: whole }) : whole}</title>
        {description && <meta name="description" content={description} />}
        {!hidden && <Preview site={site} title={whole} description={description} picture={picture} />}
        {!hidden && <link rel="canonical" href={site.origin + site.here} />}
        {hidden && <meta name="robots" content="noindex" />}
        {refresh && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <meta name="theme-color" content={lightColour('deep')} />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="icon" href={site.assets.url('mark.svg')} type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        {[css].flat().map((name) => (
          <link key={name} rel="stylesheet" href={site.assets.url(name)} />
        ))}
        {scripts.map((name) => (
          <script key={name} type="module" src={site.assets.url(name)} />
        ))}
      </head>
      <body className={bodyClass}>{children}</body>
    </html>
  )
}

const isHere = (place: Place, path: string) =>
  place.href === path || (place.below !== undefined && path.startsWith(place.below))

const other = { dark: 'light', light: 'dark' } as const

/** 大字版, 夜间: plain links; the server keeps the answer in a cookie and comes back. */
export function Switches({ site }: { site: Site }) {
  const { theme, mode } = site.prefs
  return (
    <div className="site-tools">
      <a href={prefsLink({ mode: mode ? '' : 'elder' }, site.here)} rel="nofollow">
        <Icon name="letters" />
        {mode ? say.prefs.standard : say.prefs.elder}
      </a>
      {/* Who follows his system is shown the other one of what it shows: a style sheet knows, the server does not. */}
      {(theme ? [other[theme]] : (['dark', 'light'] as const)).map((to) => (
        <a
          key={to}
          href={prefsLink({ theme: to }, site.here)}
          rel="nofollow"
          className={theme ? undefined : `to-${to}`}
        >
          <Icon name={to === 'dark' ? 'moon' : 'sun'} />
          {say.prefs[to]}
        </a>
      ))}
    </div>
  )
}

function Header({ site }: { site: Site }) {
  const path = site.here.split('?')[0] ?? '/'
  return (
    <header className="site-head">
      <div className="wrap site-head-in">
        <a className="brand" href="/">
          <Mark />
          <span className="brand-t">
            <b>{say.brand}</b>
            <small>{site.city.name}</small>
          </span>
        </a>
        <nav className="site-nav" aria-label={say.nav.label}>
          {publicPlaces().map((place) => (
            <a
              key={place.href}
              href={place.href}
              {...(place.leads && { className: 'nav-go' })}
              {...(isHere(place, path) && { 'aria-current': 'page' as const })}
            >
              {place.words}
            </a>
          ))}
        </nav>
        <Switches site={site} />
      </div>
    </header>
  )
}

function Footer({ site }: { site: Site }) {
  return (
    <footer className="site-foot">
      <div className="wrap foot-in">
        <div className="foot-a">
          <Mark onDeep />
          <p>
            <b>{fill(say.foot.name, { city: site.city.name })}</b>
            <br />
            {say.foot.about}
          </p>
        </div>
        <nav className="foot-b" aria-label={say.foot.label}>
          {footLinks().map((link) => (
            <a key={link.href} href={link.href}>
              {link.words}
            </a>
          ))}
        </nav>
        <p className="foot-c">
          {say.foot.noPhone}
          <br />
          {say.foot.callBefore}
          <b>{site.city.hotline}</b>
          {say.foot.callAfter}
        </p>
      </div>
    </footer>
  )
}

export interface PageProps {
  site: Site
  title: string
  /** What is shown of it where its address is sent to somebody. */
  picture?: string | undefined
  description?: string
  scripts?: readonly string[]
  hidden?: boolean
  /** The home page draws its own edges. */
  bleed?: boolean
  children: ReactNode
}

export function Page({ site, title, picture, scripts, hidden, bleed = false, children, ...said }: PageProps) {
  const description =
    said.description ??
    fill(say.head.description, { title: title.split(marks.comma)[0] ?? title, about: say.foot.about })
  return (
    <Document
      site={site}
      title={title}
      css="portal.css"
      bodyClass={bleed ? 'portal portal-home' : 'portal'}
      description={description}
      picture={picture}
      {...(scripts && { scripts })}
      {...(hidden && { hidden })}
    >
      <a className="skip" href="#main">
        {say.skip}
      </a>
      <Header site={site} />
      <PrintedFrom site={site} />
      <main id="main" {...(!bleed && { className: 'wrap' })}>
        {children}
      </main>
      <Footer site={site} />
    </Document>
  )
}

/** On paper, where no header is: whose page it is, and at which address. */
export const PrintedFrom = ({ site }: { site: Site }) => (
  <p className="printed">
    <b>{fill(say.foot.name, { city: site.city.name })}</b>
    <span>{site.origin + site.here}</span>
  </p>
)

/** 首页 > 案件 > 河滨街道 */
export function Crumbs({ path }: { path: readonly { href: string; words: string }[] }) {
  return (
    <nav className="crumb" aria-label={say.nav.crumbs}>
      {path.map((step) => (
        <a key={step.href} href={step.href}>
          {step.words}
        </a>
      ))}
    </nav>
  )
}
