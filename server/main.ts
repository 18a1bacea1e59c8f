/**
 * env -> database -> web, worker or both. Speaks to its launcher in lines of JSON on stdout: `progress` while the demo
 * city is drawn, `ready` with the address and the demo accounts, `failed` with the reason when it cannot start. `migrate
 * [--commit]`, `backup`, `restore` and `photos-move` as arguments do that and end; `check-config` shows and judges the settings, `keys`
 * shows or changes the key that the database was made with, `admin` makes accounts and links.
 */
import { blankCity, loadBaseMap, loadCity } from '#config/city/index.ts'
import { adminCommand } from '#config/admin-command.ts'
import { checkConfig, unknownSettings } from '#config/check-config.ts'
import { keysCommand } from '#config/keys-command.ts'
import { startWords } from '#config/start-words.ts'
import { readEnv, readSome } from '#config/env.ts'
import { demoAccounts, demoMatter, refuseDemoAccounts, seedDemo, type Progress } from '#config/demo-city/seed/index.ts'
import { backupCommand, isBackupCommand } from '#server/backup/index.ts'
import { letBundlerGo } from '#server/web/index.ts'
import { migrations } from './migrations/index.ts'
import { migrateOnly, start } from './start.ts'

const say = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** What backups, restores and moves of photos need to know. */
const backupSettings = [
  'mongoUri',
  'serverKey',
  'serverKeyOld',
  'dataDir',
  'backupDir',
  'backupRecipients',
  'storage',
  'storageOld',
  's3Endpoint',
  's3Region',
  's3Bucket',
  's3Prefix',
  's3AccessKey',
  's3SecretKey',
  's3TimeoutMs'
] as const

async function begin() {
  if (process.argv[2] === 'check-config') {
    const { text, good } = checkConfig()
    process.stdout.write(`${text}\n`)
    process.exit(good ? 0 : 1)
  }
  if (process.argv[2] === 'keys') {
    process.stdout.write(
      `${await keysCommand(process.argv.slice(3), readSome(['mongoUri', 'serverKey', 'serverKeyOld', 'dataDir']))}\n`
    )
    process.exit(0)
  }
  if (process.argv[2] === 'admin') {
    const settings = readSome(['mongoUri', 'serverKey', 'serverKeyOld', 'dataDir', 'publicUrl', 'host', 'port'])
    const { text, good } = await adminCommand(process.argv.slice(3), settings)
    process.stdout.write(`${text}\n`)
    process.exit(good ? 0 : 1)
  }
  if (process.argv[2] === 'migrate') {
    const commit = process.argv.includes('--commit')
    const env = readSome(['mongoUri', 'serverKey', 'serverKeyOld', 'dataDir'])
    for (const { number, name, counts } of await migrateOnly({ ...env, logLevel: 'warn' }, commit))
      say({ migration: { number, name, counts, commit } })
    process.exit(0)
  }
  const command = process.argv[2]
  if (isBackupCommand(command)) {
    const options = { ...readSome(backupSettings), known: migrations, say, now: () => new Date() }
    process.exit((await backupCommand(command, process.argv.slice(3), options)) ? 0 : 1)
  }
  const env = readEnv()
  for (const words of unknownSettings()) process.stderr.write(`${words}\n`)
  const shipped = await loadCity(env.cityDir)
  const city = env.blank ? blankCity(shipped) : shipped
  const progress: Progress = (what, done, of) => say({ progress: { what, done, of } })
  const started = await start({
    env,
    city,
    baseMap: await loadBaseMap(env.cityDir),
    ...(env.demo ? { seed: (context, files) => seedDemo(context, files, progress) } : { guard: refuseDemoAccounts })
  })
  return { env, city, started }
}

// The reason stands above the stack, which a launcher may have to cut.
const { env, city, started } = await begin().catch((error: unknown) => {
  const why = startWords(error)
  say({ failed: why ?? (error instanceof Error ? error.message : String(error)) })
  if (why === undefined) throw error
  process.stderr.write(`${why}\n`)
  return process.exit(1)
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
else {
  const [now, matter] = [new Date(), env.demo ? demoMatter(started.city, new Date()) : undefined]
  say({
    ready: {
      url: started.url,
      city: city.info.name,
      accounts: env.demo ? demoAccounts(started.city, now) : [],
      ...(matter && {
        matter: {
          category: matter.category.plainName ?? matter.category.name,
          area: matter.area.name,
          office: started.city.office(matter.office)?.short ?? matter.office
        }
      })
    }
  })
}
