/**
 * From one version to the next without a pause: two servers of today, and beside them, one after the other, two of a version
 * with one migration more, while residents report. None is lost, none refused; and a server of today may still be started.
 */
import { startProgram } from '#tests/support/process.ts'
import { compare, drill, inHome, joinMembers, report, startMember, uriOf, wait } from './support.ts'

await drill(async () => {
  const members = [await startMember(1)]
  await joinMembers(members)
  const uri = uriOf(members)
  const env = { MONGODB_URI: uri, DATA_DIR: inHome('data') }
  const today = [await startProgram(env), await startProgram({ ...env, ROLE: 'web' })]
  let urls = today.map(({ url }) => url)
  const reporting = await report(() => urls, 6)
  await wait(4_000)

  const next: Awaited<ReturnType<typeof startProgram>>[] = []
  for (const old of today) {
    const one = await startProgram(env, 'tests/drills/next-version.ts')
    next.push(one)
    urls = [...next, ...today.slice(next.length - 1)].map(({ url }) => url)
    await wait(2_000)
    // As a proxy does: first nobody is sent there any more, then it is asked to stop.
    urls = urls.filter((url) => url !== old.url)
    await wait(500)
    await old.end('SIGTERM')
  }
  await wait(2_000)
  // Going back: what was added is in nobody's way.
  const back = await startProgram({ ...env, ROLE: 'web' })
  urls = [...urls, back.url]
  await wait(2_000)
  await reporting.stop()

  const { acknowledged, lost, twice, brokenChains, cases } = await compare(uri, reporting)
  const refused = Object.values(reporting.refused).reduce((sum, n) => sum + n, 0)
  const migrated = cases.filter((doc) => 'nextField' in doc).length
  return {
    held:
      lost + twice + brokenChains + refused + reporting.unanswered() === 0 && migrated > 0 && migrated < cases.length,
    figures: {
      acknowledged,
      lost,
      twice,
      brokenChains,
      refused,
      unanswered: reporting.unanswered(),
      migrated,
      writtenBesideOrAfter: cases.length - migrated,
      longestPauseMs: reporting.longestGapMs()
    }
  }
})
