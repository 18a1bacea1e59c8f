/**
 * The face of a mail. Blocks one below the other, no tables, no pictures, nothing fetched from anywhere: it reads the same
 * in a reader that knows no style sheets, in the dark, aloud, and as plain text.
 */
import { colours } from '#shared/design-tokens.ts'
import { deliveries as say } from '#shared/locales/deliveries.ts'
import { fill } from '#shared/locales/index.ts'
import { currentLocale } from '#shared/locales/locale.ts'
import type { Message, MessageItem } from './message.ts'

export interface MailFace {
  subject: string
  text: string
  html: string
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => entities[c] ?? c)

const sans = "-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
type Colour = keyof typeof colours
const light = (name: Colour): string => colours[name][0]
const dark = (name: Colour): string => colours[name][1]

/** What a reader that keeps style sheets changes at night; everything else stands beside what it is about. */
const night = (): string =>
  `@media (prefers-color-scheme:dark){
.m-page{background:${dark('paper')}!important}
.m-sheet{background:${dark('surface')}!important;border-color:${dark('line')}!important}
.m-ink{color:${dark('ink')}!important}
.m-soft{color:${dark('ink-2')}!important}
.m-link{color:${dark('link')}!important}
.m-mark{color:${dark('brand')}!important;border-color:${dark('line')}!important}
.m-btn{background:${dark('brand')}!important;color:${dark('on-brand')}!important}
.m-item{border-color:${dark('line')}!important}
}`

const styles = {
  page: `margin:0;padding:24px 12px;background:${light('paper')};font-family:${sans}`,
  sheet: `max-width:560px;margin:0 auto;padding:0 24px 20px;background:${light('surface')};border:1px solid ${light('line')};border-radius:8px`,
  mark: `margin:0 0 20px;padding:16px 0 12px;border-bottom:2px solid ${light('line')};color:${light('brand')};font-size:15px;font-weight:600;line-height:1.5`,
  title: `margin:0 0 12px;color:${light('ink')};font-size:20px;line-height:1.4;font-weight:600`,
  text: `margin:0 0 20px;color:${light('ink')};font-size:16px;line-height:1.75;overflow-wrap:anywhere`,
  item: `margin:0 0 16px;padding:0 0 16px;border-bottom:1px solid ${light('line')}`,
  itemTitle: `margin:0 0 4px;color:${light('ink')};font-size:16px;line-height:1.5;font-weight:600`,
  button: `display:inline-block;padding:12px 24px;border-radius:6px;background:${light('brand')};color:${light('on-brand')};font-size:16px;line-height:1.5;text-decoration:none`,
  link: `color:${light('link')};text-decoration:underline`,
  soft: `margin:12px 0 0;color:${light('ink-2')};font-size:13px;line-height:1.7;overflow-wrap:anywhere`,
  foot: `margin:24px 0 0;padding:12px 0 0;border-top:1px solid ${light('line')}`
} as const

const styled = (tag: string, style: string, names: string, inner: string): string =>
  `<${tag} class="${names}" style="${escaped(style)}">${inner}</${tag}>`
const linked = (href: string, style: string, names: string, words: string): string =>
  `<a class="${names}" style="${escaped(style)}" href="${escaped(href)}">${escaped(words)}</a>`

function oneItem({ title, text, href }: MessageItem): string {
  return [
    styled('h1', styles.title, 'm-ink', escaped(title)),
    styled('p', styles.text, 'm-ink', escaped(text)),
    `<p style="margin:0">${linked(href, styles.button, 'm-btn', say.mail.open)}</p>`,
    styled('p', styles.soft, 'm-soft', `${escaped(say.mail.openHint)}<br>${linked(href, styles.link, 'm-link', href)}`)
  ].join('\n')
}

function manyItems({ title, items, more }: Message): string {
  const listed = items.map((item) =>
    styled(
      'li',
      styles.item,
      'm-item',
      [
        styled('h2', styles.itemTitle, 'm-ink', escaped(item.title)),
        styled('p', `${styles.text};margin:0 0 4px`, 'm-ink', escaped(item.text)),
        linked(item.href, styles.link, 'm-link', say.mail.open)
      ].join('\n')
    )
  )
  return [
    styled('h1', styles.title, 'm-ink', escaped(title)),
    `<ul style="margin:0;padding:0;list-style:none">${listed.join('\n')}</ul>`,
    more > 0 ? styled('p', styles.soft, 'm-soft', escaped(fill(say.mail.more, { n: more }))) : ''
  ].join('\n')
}

function htmlOf(message: Message): string {
  const [only] = message.items
  const brand = fill(say.brand, { city: message.city })
  const body = message.items.length === 1 && only ? oneItem(only) : manyItems(message)
  const foot = [
    styled('p', styles.soft, 'm-soft', escaped(message.why)),
    message.stop
      ? `<p style="margin:8px 0 0;font-size:13px">${linked(message.stop, styles.link, 'm-link', say.mail.stop)}</p>`
      : '',
    styled('p', styles.soft, 'm-soft', escaped(say.mail.noReply))
  ].join('\n')
  return `<!doctype html>
<html lang="${escaped(currentLocale())}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(message.title)}</title>
<style>${night()}</style>
</head>
<body class="m-page" style="${escaped(styles.page)}">
<div class="m-sheet" style="${escaped(styles.sheet)}" role="article" aria-label="${escaped(message.title)}">
${styled('p', styles.mark, 'm-mark', escaped(brand))}
${body}
${styled('div', styles.foot, 'm-item', foot)}
</div>
</body>
</html>
`
}

function textOf({ title, items, more, why, stop, city }: Message): string {
  const parts = items.map((item) => `${item.title}\n${item.text}\n${item.href}`)
  return [
    fill(say.brand, { city }),
    ...(items.length > 1 ? [title] : []),
    ...parts,
    ...(more > 0 ? [fill(say.mail.more, { n: more })] : []),
    [why, ...(stop ? [`${say.mail.stop}\n${stop}`] : []), say.mail.noReply].join('\n')
  ]
    .join('\n\n')
    .concat('\n')
}

/** The subject names the city, so that it is known on a lock screen who writes. */
export const mailFace = (message: Message): MailFace => ({
  subject: `${message.title} · ${fill(say.brand, { city: message.city })}`,
  text: textOf(message),
  html: htmlOf(message)
})
