/** A replica set of three loses its primary, by SIGKILL, while residents report: none acknowledged is lost, none is there twice. */
import { startProgram } from '#tests/support/process.ts'
import {
  compare,
  drill,
  inHome,
  joinMembers,
  MongoClient,
  report,
  startAgain,
  startMember,
  uriOf,
  wait
} from './support.ts'

await drill(async () => {
  const members = [await startMember(1), await startMember(2), await startMember(3)]
  await joinMembers(members)
  const uri = uriOf(members)
  const program = await startProgram({ MONGODB_URI: uri, DATA_DIR: inHome('data') })
  const reporting = await report(() => [program.url], 6)
  const mongo = await MongoClient.connect(uri)
  const primary = async () => {
    const { primary: found } = (await mongo.db('admin').command({ hello: 1 })) as { primary?: string }
    return members.find(({ port }) => found?.endsWith(`:${port}`))
  }
  const gaps: number[] = []
  for (let round = 0; round < 2; round++) {
    await wait(4_000)
    const lost = await primary()
    lost?.child.kill('SIGKILL')
    const at = Date.now()
    while (![...reporting.receipts.values()].some((receipt) => receipt.at > at + 300)) await wait(50)
    const first = [...reporting.receipts.values()]
      .filter((receipt) => receipt.at > at + 300)
      .map((receipt) => receipt.at)
    gaps.push(Math.min(...first) - at)
    await wait(2_000)
    if (lost) lost.child = startAgain(lost)
    await wait(3_000)
  }
  await reporting.stop()
  await mongo.close()
  const { acknowledged, lost, twice, brokenChains } = await compare(uri, reporting)
  const refused = Object.entries(reporting.refused).map(([status, n]) => `${n} × ${status}`)
  // A visitor may be told to come back; anything else than that is wrong.
  const onlyPassing = Object.keys(reporting.refused).every((status) => status === '503')
  return {
    held: lost === 0 && twice === 0 && brokenChains === 0 && onlyPassing && acknowledged > 20,
    figures: {
      failOvers: gaps.length,
      acknowledged,
      lost,
      twice,
      brokenChains,
      refused: refused.join(', ') || 0,
      unanswered: reporting.unanswered(),
      secondsUntilAcknowledgedAgain: gaps.map((ms) => (ms / 1000).toFixed(1)).join(', ')
    }
  }
})
