/** The shell of every page: document, header with only the pages that exist, footer, skip link, reading switches. */
import type { ReactNode } from 'react'
import { lightColour } from '#shared/design-tokens.ts'
import { currentLocale } from '#shared/locales/locale.ts'
import { footLinks, publicPlaces, type Place } from './nav.ts'
import { prefsLink } from './prefs.ts'
import type { Site } from './site.ts'
import { fill, say } from './words.ts'
import { Icon, Mark } from '../parts/Icon.tsx'

interface DocumentProps {
  site: Site
  title: string
  description?: string
  /** Bundle names: `portal.css`, `desk.css`. */
  css: string
  /** Island bundles this page needs, `map.js`. */
  scripts?: readonly string[]
  bodyClass: string
  /** Pages of one person are not for search engines. */
  hidden?: boolean
  /** Seconds after which a browser without scripts looks again. */
  refresh?: number
  children: ReactNode
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
  children
}: DocumentProps) {
  const { theme, mode } = site.prefs
  return (
    <html lang={currentLocale()} {...(theme && { 'data-theme': theme })} {...(mode && { 'data-mode': mode })}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        {hidden && <meta name="robots" content="noindex" />}
        {refresh && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <meta name="theme-color" content={lightColour('deep')} />
        <link rel="icon" href={site.assets.url('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={site.assets.url(css)} />
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

/** 大字版, 夜间: plain links; the server keeps the answer in a cookie and comes back. */
export function Switches({ site }: { site: Site }) {
  const { theme, mode } = site.prefs
  return (
    <div className="site-tools">
      <a href={prefsLink({ mode: mode ? '' : 'elder' }, site.here)} rel="nofollow">
        <Icon name="letters" />
        {mode ? say.prefs.standard : say.prefs.elder}
      </a>
      <a
        href={prefsLink({ theme: theme === 'dark' ? 'light' : 'dark' }, site.here)}
        rel="nofollow"
        className="to-theme"
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        {theme === 'dark' ? say.prefs.light : say.prefs.dark}
      </a>
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
  description?: string
  scripts?: readonly string[]
  hidden?: boolean
  /** The home page draws its own edges. */
  bleed?: boolean
  children: ReactNode
}

export function Page({ site, title, description, scripts, hidden, bleed = false, children }: PageProps) {
  return (
    <Document
      site={site}
      title={title}
      css="portal.css"
      bodyClass={bleed ? 'portal portal-home' : 'portal'}
      {...(description && { description })}
      {...(scripts && { scripts })}
      {...(hidden && { hidden })}
    >
      <a className="skip" href="#main">
        {say.skip}
      </a>
      <Header site={site} />
      <main id="main" {...(!bleed && { className: 'wrap' })}>
        {children}
      </main>
      <Footer site={site} />
    </Document>
  )
}

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
