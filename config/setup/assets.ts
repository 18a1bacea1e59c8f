/** Writes the styles and scripts of the pages into the folder that is given: a part of `npm run build`. */
import { writeAssets } from '#server/web/frame/build.ts'

const folder = process.argv[2]
if (!folder) throw new Error('which folder?')
/** Which packages they have code of: the last line that is said. */
process.stdout.write(`${JSON.stringify(await writeAssets(folder))}\n`)
