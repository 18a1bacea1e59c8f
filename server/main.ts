/**
 * env -> database -> web, worker or both. Speaks to its launcher in lines of JSON on stdout: `progress` while the demo
 * city is drawn, `ready` with the address and the demo accounts.
 */
import { loadBaseMap, loadCity } from '#config/city/index.ts'
import { readEnv } from '#config/env.ts'
import { demoAccounts, seedDemo } from '#config/demo-city/seed/index.ts'
import { letBundlerGo } from '#server/web/index.ts'
import { start } from './start.ts'

const say = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

const env = readEnv()
const city = await loadCity(env.cityDir)
const progress = (what: string, done: number, of: number): void => say({ progress: { what, done, of } })
const started = await start({
  env,
  city,
  baseMap: await loadBaseMap(env.cityDir),
  ...(env.demo && { seed: (context, files) => seedDemo(context, files, progress) })
})

await letBundlerGo()

let stopping = false
const stop = async (): Promise<void> => {
  if (stopping) return
  stopping = true
  await started.stop(2_000)
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())

if (env.seedOnly) await stop()
else say({ ready: { url: started.url, city: city.info.name, accounts: env.demo ? demoAccounts(city) : [] } })
