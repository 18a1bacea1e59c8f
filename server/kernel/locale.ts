/**
 * The language of whoever is spoken to. A request carries its reader's through everything that it calls; what runs for
 * nobody's request (jobs, documents) names its own or speaks the default.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Middleware } from 'koa'
import { defaultLocale, knownLocales, readLocaleFrom } from '#shared/locales/locale.ts'

const readers = new AsyncLocalStorage<string>()
readLocaleFrom(() => readers.getStore() ?? defaultLocale)

/** Runs something in a reader's language. */
export const inLanguage = <T>(locale: string, run: () => T): T => readers.run(locale, run)

const known = (asked: string | undefined): string | undefined => knownLocales().find((locale) => locale === asked)

/** `en-GB;q=0.8`: the exact language, else another of the same tongue. */
function accepted(header: string): string | undefined {
  const wanted = header
    .split(',', 20)
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().split(/\s*;\s*/)
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight.slice(2)) }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const tongue = (tag: string) => tag.split('-', 1)[0]
  for (const { tag } of wanted) {
    const locales = knownLocales()
    const found =
      locales.find((locale) => locale.toLowerCase() === tag) ??
      locales.find((locale) => tongue(locale.toLowerCase()) === tongue(tag))
    if (found) return found
  }
  return undefined
}

const cookieName = 'lang'
const aYearMs = 365 * 86_400_000

/** What the reader chose once, then what his browser or phone asks for. */
export const localeOf = (ctx: Context): string =>
  knownLocales().length === 1
    ? defaultLocale
    : (known(ctx.cookies.get(cookieName)) ?? accepted(ctx.get('accept-language')) ?? defaultLocale)

/** What `?lang=` asks for, which is taken off the query. */
function chosen(ctx: Context): string | undefined {
  const { lang, ...query } = ctx.query
  if (lang !== undefined) ctx.query = query
  return known(typeof lang === 'string' ? lang : undefined)
}

/**
 * `?lang=` chooses and is kept in a cookie that names nobody. It is taken off the query, which belongs to the contract.
 * While there is one language nothing varies by it, and shared caches are told so by saying nothing.
 */
export function speaking(options: { secureCookies: boolean }): Middleware {
  const { secureCookies: secure } = options
  return (ctx, next) => {
    const asked = ctx.querystring.includes('lang=') ? chosen(ctx) : undefined
    if (asked) {
      // A proxy in front may end TLS; the configuration says whether browsers come over https.
      ctx.cookies.secure = secure
      ctx.cookies.set(cookieName, asked, { maxAge: aYearMs, sameSite: 'lax', secure, signed: false, overwrite: true })
    }
    const locale = asked ?? localeOf(ctx)
    ctx.res.setHeader('Content-Language', locale)
    if (knownLocales().length > 1) ctx.vary('Accept-Language')
    // The default is spoken without a store: the hooks beneath one cost every promise of the process, for good.
    return locale === defaultLocale && readers.getStore() === undefined ? next() : readers.run(locale, next)
  }
}
