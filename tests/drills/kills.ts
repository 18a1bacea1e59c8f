/**
 * Twenty residents report without pause; the program and the database are killed in turn, ten times each (SIGKILL), and started
 * again: nothing that was acknowledged is lost, nothing is there twice, every chain is whole.
 */
import { once } from 'node:events'
import { startProgram } from '#tests/support/process.ts'
import { compare, drill, inHome, joinMembers, report, startAgain, startMember, uriOf, wait } from './support.ts'

const rounds = 20
const receiptsARound = 12
const patienceMs = 60_000

await drill(async () => {
  const member = await startMember(1)
  await joinMembers([member])
  const uri = uriOf([member])
  const env = { MONGODB_URI: uri, DATA_DIR: inHome('data'), PHOTO_DAY_MB: '0' }
  let program = await startProgram(env)
  const reporting = await report(() => [program.url], 20)
  for (let round = 0; round < rounds; round++) {
    const wanted = reporting.receipts.size + receiptsARound
    for (const began = Date.now(); reporting.receipts.size < wanted; await wait(20))
      if (Date.now() - began > patienceMs) throw new Error(`nothing was acknowledged any more in round ${round}`)
    if (round % 2 === 0) {
      await program.end('SIGKILL')
      program = await startProgram(env)
    } else {
      const gone = once(member.child, 'exit')
      member.child.kill('SIGKILL')
      await gone
      member.child = startAgain(member)
    }
  }
  await reporting.stop()
  const { acknowledged, lost, twice, brokenChains } = await compare(uri, reporting)
  const refused = Object.entries(reporting.refused).map(([status, n]) => `${n} × ${status}`)
  // A resident may be told to come back; anything else than that is wrong.
  const onlyPassing = Object.keys(reporting.refused).every((status) => status === '503')
  return {
    held: lost + twice + brokenChains === 0 && onlyPassing && reporting.unanswered() > 0,
    figures: {
      kills: rounds,
      acknowledged,
      lost,
      twice,
      brokenChains,
      refused: refused.join(', ') || 0,
      unanswered: reporting.unanswered()
    }
  }
})
