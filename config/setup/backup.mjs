// npm run backup, restore and photos:move: the program does the work and says how far it is; here are the words.
//   npm run backup -- --to FOLDER --recipient age1… [--keep DAYS]
//   npm run backup -- --verify --from FOLDER [--identity FILE]    --list --from FOLDER    --new-key FILE
//   npm run photos:move -- [--delete]
//   npm run restore -- --from FOLDER --identity FILE [--id ID] [--replace]
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from './messages.mjs'
import { uriFor } from './named-database.mjs'
import { dataDir } from './places.mjs'
import { database, program } from './program.mjs'
import { beforeLeaving, eachLine, launch, stopChild, tail } from './run.mjs'
import { Failure, heading, ink, line, step, table, weighing } from './say.mjs'

const say = text.backup
const answers = /^\{"(progress|refused|made|checked|list|restored|key|moved)":/
/** What needs no database. */
const besideIt = ['--verify', '--list', '--new-key']

/** Runs the program to its end, and gathers what it said. */
function ask(server, args, env, at) {
  const last = tail(20)
  const said = {}
  return new Promise((answer) => {
    const child = spawn(process.execPath, ['--enable-source-maps', server, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const forget = beforeLeaving(() => stopChild(child, 3000))
    eachLine(child, (spoken) => {
      if (!answers.test(spoken)) return last.hear(spoken)
      const message = JSON.parse(spoken)
      if (message.progress) at.progress(message.progress.done, message.progress.of, say.steps[message.progress.what])
      else Object.assign(said, message)
    })
    child.once('close', (code) => {
      forget()
      answer({ code, said, output: last.lines })
    })
  })
}

/** Paths that were given are meant from where the person stands. */
const folders = ['--to', '--from', '--identity', '--new-key']
const placed = (given) =>
  given.map((word, i) => (folders.includes(given[i - 1]) ? resolve(process.env.INIT_CWD ?? '.', word) : word))

const rowsOf = {
  made: ({ id, folder, key, documents, collections, bytes, files, gone, fileBytes, added, dropped }) => [
    [say.id, id],
    [say.where, folder],
    [say.documents, say.documentsIn(documents, collections, weighing(bytes))],
    [say.files, say.filesOf(files, weighing(fileBytes), added.files, weighing(added.bytes))],
    ...(gone ? [[say.gone, String(gone)]] : []),
    ...(dropped.backups || dropped.files ? [[say.dropped, say.droppedOf(dropped.backups, dropped.files)]] : []),
    [say.serverKey, key]
  ],
  checked: ({ id, at, key, documents, files, gone, opened, authentic }) => [
    [say.id, id],
    [say.at, at],
    [say.documents, String(documents)],
    [say.files, String(files)],
    ...(gone ? [[say.gone, String(gone)]] : []),
    [say.serverKey, key],
    [say.authentic, authentic ? say.yes : say.notAuthentic],
    [say.opened, opened ? say.yes : say.notOpened]
  ],
  restored: ({ id, at, documents, files, gone, uneven, sound, removed, toErase, pending }) => [
    [say.id, id],
    [say.at, at],
    [say.documents, uneven.length ? say.uneven(uneven.join(text.list)) : say.even(documents)],
    [say.files, String(files)],
    ...(gone ? [[say.gone, String(gone)]] : []),
    [say.chains, say.chainsOf(sound.cases, sound.hours, sound.roots)],
    ...(sound.faults.length ? [[say.faults, sound.faults.slice(0, 20).join(text.list)]] : []),
    ...(removed ? [[say.removed, String(removed)]] : []),
    ...(toErase ? [[say.toErase, String(toErase)]] : []),
    ...(pending.length ? [[say.pending, pending.join(text.list)]] : [])
  ],
  moved: ({ from, to, named, copied, bytes, deleted, missing, left }) => [
    [say.files, say.movedOf(named, say.places[from], say.places[to])],
    [say.copied, `${copied} (${weighing(bytes)})`],
    [say.deleted, String(deleted)],
    ...(missing ? [[say.missing, String(missing)]] : []),
    ...(left ? [[say.left, String(left)]] : [])
  ],
  key: ({ path, recipient }) => [
    [say.privateKey, path],
    [say.publicKey, recipient]
  ]
}

function show(said) {
  if (said.list?.length === 0) return line(`    ${say.none}`)
  if (said.list)
    return table(
      said.list.map(({ id, at, documents, files, release, key }) =>
        [id, at, documents, files, release, key].map(String)
      ),
      { head: say.listHead }
    )
  const [name] = Object.keys(said)
  table(rowsOf[name](said[name]), { style: { 0: ink.dim } })
  line()
  line(`    ${say.next[name]}`)
}

const command = (name) => (given) =>
  launch(
    async () => {
      heading(text.start.name, say.titles[name])
      const args = placed(given)
      const server = await program()
      const needs = !besideIt.some((word) => given.includes(word))
      const uri = needs ? await database({ beside: name !== 'restore' }) : 'mongodb://127.0.0.1/unused'
      const { code, said, output } = await step(say.titles[name], async (at) => {
        const answer = await ask(server, [name, ...args], { ...uriFor(uri), DATA_DIR: dataDir, LOG_LEVEL: 'warn' }, at)
        const { refused } = answer.said
        if (refused) {
          const { what, fix } = say.refused[refused.code]
          const filled = (words) => words.replace(/\{(\w+)\}/g, (_, name) => refused.facts[name] ?? '')
          throw new Failure({ what: filled(what), fix: fix.map(filled) })
        }
        if (Object.keys(answer.said).length === 0) throw new Failure({ what: say.failed, output: answer.output })
        return answer
      })
      show(said)
      if (code !== 0) throw new Failure({ what: say.notSound, output })
      return 0
    },
    { interrupted: 130 }
  )

export const backup = command('backup')
export const restore = command('restore')
export const photosMove = command('photos-move')
