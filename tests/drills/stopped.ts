/**
 * The database is stopped for twenty seconds in the middle of its work (SIGSTOP): everybody is answered within the deadline, readiness
 * turns and turns back, and nothing that was acknowledged is lost. Then the disk of the photos fills up for real.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { photoFiles } from '#server/photos/index.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { startProgram } from '#tests/support/process.ts'
import {
  compare,
  drill,
  inHome,
  joinMembers,
  MongoClient,
  NotHere,
  report,
  startMember,
  uriOf,
  wait
} from './support.ts'

const stoppedMs = 20_000

await drill(async () => {
  const data = inHome('data')
  mkdirSync(data, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', data], { stdio: 'ignore' })
  } catch {
    throw new NotHere('no disk of its own can be mounted: it takes root')
  }
  try {
    const member = await startMember(1)
    await joinMembers([member])
    const uri = uriOf([member])
    const program = await startProgram({ MONGODB_URI: uri, DATA_DIR: data, DISK_FREE_MB: '0', PHOTO_DAY_MB: '0' })
    const ready = async (): Promise<number> => (await fetch(`${program.url}/readyz`)).status
    /** Milliseconds until readiness is so. */
    const until = async (status: number): Promise<number> => {
      for (const began = Date.now(); ; await wait(50)) if ((await ready()) === status) return Date.now() - began
    }
    const reporting = await report(() => [program.url], 4)
    await wait(3_000)
    const before = reporting.receipts.size
    member.child.kill('SIGSTOP')
    const stopped = Date.now()
    const flipped = await until(503)
    let slowest = 0
    while (Date.now() - stopped < stoppedMs) {
      const began = Date.now()
      await fetch(`${program.url}/api/cases?q=${began}`).catch(() => undefined)
      slowest = Math.max(slowest, Date.now() - began)
    }
    member.child.kill('SIGCONT')
    const recovered = await until(200)
    await wait(3_000)
    await reporting.stop()
    const { acknowledged, lost, twice, brokenChains } = await compare(uri, reporting)

    // The disk: what is left of it is taken, and given back.
    const filler = `${data}/filler`
    const room = Number(execFileSync('df', ['--output=avail', '-k', data]).toString().split('\n')[1])
    writeFileSync(filler, Buffer.alloc(Math.max(0, room - 12) * 1024))
    const bytes = await phonePhoto(7, 1600, 1200)
    const files = (): string[] =>
      readdirSync(`${data}/photos`, { recursive: true })
        .map(String)
        .filter((name) => /\.(jpg|bin)$/.test(name))
    const kept = files().length
    const refused = await client({ url: program.url }).photo(bytes)
    const orphans = files().length - kept
    const notReady = await ready()
    rmSync(filler)
    const readyAgain = await until(200)
    const taken = (await client({ url: program.url }).photo(bytes)).status
    const mongo = await MongoClient.connect(uri)
    const photos = await mongo.db().collection<{ _id: string; usedIn: string[] }>('photos').find().toArray()
    await mongo.close()
    // A photo that was refused may still be noted when the database goes on: without files, used by nobody, and swept in its time.
    const there = new Set(files())
    const known = new Set(photos.flatMap(({ _id }) => photoFiles(_id)))
    const needed = photos.filter(({ usedIn }) => usedIn.length > 0).flatMap(({ _id }) => photoFiles(_id))
    const strays = [...there].filter((name) => !known.has(name)).length
    const missing = needed.filter((name) => !there.has(name)).length
    await program.end('SIGTERM')
    return {
      held:
        lost + twice + brokenChains + missing + orphans === 0 &&
        flipped < 5_000 &&
        recovered < 5_000 &&
        slowest < 5_000 &&
        refused.status === 507 &&
        notReady === 503 &&
        taken === 201 &&
        strays === 0 &&
        acknowledged > before,
      figures: {
        acknowledged,
        lost: lost + missing,
        twice,
        brokenChains,
        refused: Object.entries(reporting.refused)
          .map(([status, n]) => `${n} × ${status}`)
          .join(', '),
        unanswered: reporting.unanswered(),
        notReadyAfterMs: flipped,
        slowestAnswerMs: slowest,
        readyAgainAfterMs: recovered,
        fullDisk: refused.status,
        orphans: orphans + strays,
        readyWithRoomMs: readyAgain
      }
    }
  } finally {
    execFileSync('umount', ['-l', data])
  }
})
