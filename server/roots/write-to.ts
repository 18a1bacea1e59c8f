/** A daily root written to one place: a file, a mail, a message. */
import { verify as say } from '#shared/locales/verify.ts'
import { fill } from '#shared/locales/index.ts'
import type { DailyRoot, RootPlace } from '#shared/ledger.ts'
import type { AppContext } from '#server/context.ts'
import { keepInFolder } from '#server/integrations/folder.ts'
import type { Sent } from '#server/integrations/sent.ts'
import { escaped } from '#server/kernel/markup.ts'
import type { RootPlaces } from './places.ts'

const wordsOf = ({ city, publicUrl }: AppContext, { day, cases }: DailyRoot) => {
  const values = { city: city().info.short, day, cases, url: `${publicUrl}/verify` }
  return { title: fill(say.copy.title, values), lines: [say.copy.is, say.copy.keep].map((line) => fill(line, values)) }
}

/** How each is written; a root that is already there is no fault. */
const ways: {
  [P in RootPlace]: (to: NonNullable<RootPlaces[P]>, root: DailyRoot, context: AppContext) => Promise<Sent>
} = {
  folder: (to, root) => keepInFolder(to, `${root.day}.json`, JSON.stringify(root) + '\n'),
  mail(to, root, context) {
    const { title, lines } = wordsOf(context, root)
    const data = JSON.stringify(root)
    return context.mail.send({
      id: `daily-root/${root.day}/${root.root}`,
      to,
      subject: title,
      text: [title, ...lines, root.root, data, ''].join('\n\n'),
      html: [
        ...[title, ...lines].map((line) => `<p>${escaped(line)}</p>`),
        `<p><code>${root.root}</code></p>`,
        `<pre style="white-space:pre-wrap;overflow-wrap:anywhere">${escaped(data)}</pre>`
      ].join('\n')
    })
  },
  robot(to, root, context) {
    const { title, lines } = wordsOf(context, root)
    return context.robots.send(to, {
      title,
      text: [...lines, `${root.day} ${root.root}`].map((line) => `- ${line}`).join('\n')
    })
  }
}

/** Nothing where there is no such place any more. */
export function writeTo(place: RootPlace, root: DailyRoot, context: AppContext): Promise<Sent> | undefined {
  const { folder, mail, robot } = context.rootPlaces
  if (place === 'folder') return folder === undefined ? undefined : ways.folder(folder, root, context)
  if (place === 'mail') return mail === undefined ? undefined : ways.mail(mail, root, context)
  return robot && ways.robot(robot, root, context)
}
