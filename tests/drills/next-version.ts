/** The program as its next version would be: the same, with one migration more, which only adds a field to every case. */
import { loadBaseMap, loadCity } from '#config/city/index.ts'
import { readEnv } from '#config/env.ts'
import { migrations, type Migration } from '#server/migrations/index.ts'
import { start } from '#server/start.ts'

const addNextField: Migration = {
  number: 999,
  name: 'next-field',
  online: true,
  run: (work) => work.each('cases', { nextField: { $exists: false } }, () => ({ $set: { nextField: 1 } }))
}

const env = readEnv()
const started = await start({
  env,
  city: await loadCity(env.cityDir),
  baseMap: await loadBaseMap(env.cityDir),
  migrations: [...migrations, addNextField]
})
process.stdout.write(`${JSON.stringify({ ready: { url: started.url } })}\n`)
process.on('SIGTERM', () => void started.stop(2_000).then(() => process.exit(0)))
