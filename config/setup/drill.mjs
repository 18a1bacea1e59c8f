// npm run drill [names]: what takes too long for npm test. Each drill is a program under tests/drills that starts what it needs, says
// its figures in one line of JSON, and stops what it started; one at a time, since they take the machine.
import { existsSync } from 'node:fs'
import { text } from './messages.mjs'
import { findMongod } from './mongod.mjs'
import { findNginx } from './nginx.mjs'
import { findOtherTools } from './other-tools.mjs'
import { ensurePackages } from './packages.mjs'
import { inRoot } from './places.mjs'
import { launch, node } from './run.mjs'
import { Failure, heading, ink, lasting, line, step, table } from './say.mjs'

const say = text.drill
const names = Object.keys(say.drills)

function readAnswer(output) {
  const told = output.findLast((said) => /^\{"(held|failed|skipped)":/.test(said))
  return told ? JSON.parse(told) : { failed: output.slice(-10).join('\n') }
}

/** One drill: what it told, as rows of a table. */
const one = (name, env) =>
  step(say.drills[name], async (at) => {
    const { output } = await node(['--import', 'tsx', `tests/drills/${name}.ts`], { env })
    const answer = readAnswer(output)
    if (answer.skipped) at.end(say.skipped(answer.skipped))
    else if (answer.held) at.end(say.held)
    else at.bad(say.notHeld)
    return { name, ...answer }
  })

function show({ name, figures = {}, failed, tookMs }) {
  line()
  line(`    ${ink.bold(say.drills[name])}${tookMs ? `  ${ink.dim(lasting(tookMs))}` : ''}`)
  table(Object.entries(figures).map(([what, n]) => [say.figures[what] ?? what, String(n)]))
  if (failed) for (const said of failed.split('\n').slice(0, 8)) line(`      ${said}`)
}

export const drill = (given) =>
  launch(
    async () => {
      heading(text.start.name, say.title)
      const strange = given.filter((name) => !names.includes(name))
      if (strange.length > 0) throw new Failure({ what: say.unknown(strange.join(text.list)), fix: [names.join(' ')] })
      if (!existsSync(inRoot('tests/drills'))) throw new Failure({ what: say.noSources })
      await ensurePackages()
      const wanted = given.length > 0 ? given : names
      const env = { MONGOD: await findMongod(), ...(await findOtherTools(wanted)) }
      const nginx = wanted.includes('nginx') ? await findNginx() : undefined
      if (nginx) Object.assign(env, { NGINX: nginx.program, NGINX_SETTINGS: nginx.settings })
      const told = []
      for (const name of wanted) told.push(await one(name, env))
      for (const line of told) show(line)
      line()
      if (told.some(({ held, skipped }) => !held && !skipped)) throw new Failure({ what: say.failed })
    },
    { interrupted: 130 }
  )
