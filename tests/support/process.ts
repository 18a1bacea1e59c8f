/** The real program as a child process, for tests that end it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { compiled } from './compiled.ts'
import { root } from './source.ts'

export interface Program {
  url: string
  child: ChildProcess
  /** Ends it with a signal; its exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string>
}

const quiet = {
  PORT: '0',
  LOG_LEVEL: 'fatal',
  RATE_LIMIT: '0',
  SAME_REPORT_MINUTES: '0',
  DEMO: '0',
  // Without the demo and without a city it would begin with nothing, and nobody could report.
  CITY_DIR: 'config/demo-city/data'
}
const running = new Set<ChildProcess>()
/** For who leaves in a hurry. */
export const stopPrograms = (): void => {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts server/main.ts, or another entry, and waits until it says that it is ready. */
export async function startProgram(env: Record<string, string>, entry = 'server/main.ts'): Promise<Program> {
  const child = spawn(process.execPath, [await compiled(entry)], {
    cwd: root,
    env: { PATH: process.env.PATH, ...quiet, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const gone = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { ready } = JSON.parse(line) as { ready?: { url: string } }
      if (ready) resolve(ready.url)
    })
    void gone.then((code) => reject(new Error(`the program ended with ${code}: ${said}`)))
  })
  return {
    url,
    child,
    end(signal) {
      child.kill(signal)
      return gone
    }
  }
}
