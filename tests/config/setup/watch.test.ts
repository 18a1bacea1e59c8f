/** Development reloads after every edit, however an editor saves. */
import { test } from 'vitest'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launcherFile } from '#tests/support/launcher.ts'

interface Watch {
  watchSources(folders: string[], edited: () => void): () => void
}

test('an edit is heard each time a file is written over or replaced, and in a folder that is new', async () => {
  const { watchSources } = await launcherFile<Watch>('watch.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'suishoupai-watch-'))
  const [file, aside] = [join(folder, 'a.ts'), join(folder, 'a.ts.new')]
  writeFileSync(file, '1')
  let heard: () => void = () => undefined
  const stop = watchSources([folder], () => heard())
  const edit = (change: () => void): Promise<void> => {
    const edited = new Promise<void>((resolve) => (heard = resolve))
    change()
    return edited
  }
  const replace = () => {
    writeFileSync(aside, '2')
    renameSync(aside, file)
  }
  await edit(() => writeFileSync(file, '1'))
  await edit(replace)
  await edit(replace)
  mkdirSync(join(folder, 'below'))
  await edit(() => writeFileSync(join(folder, 'b.css'), ''))
  await edit(() => writeFileSync(join(folder, 'below', 'c.typ'), ''))
  stop()
  rmSync(folder, { recursive: true })
})
