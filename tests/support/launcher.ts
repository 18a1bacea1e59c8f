/** The launchers are plain JavaScript, so that they run before anything is installed; a test says which part it takes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from './source.ts'

export const launcherFile = <T>(name: string): Promise<T> => import(`../../config/setup/${name}`) as Promise<T>

/** Runs a command as `npm run` does and answers what it said and its exit code. */
export async function runCommand(
  words: readonly string[],
  env: Record<string, string> = {},
  nodeOptions: readonly string[] = []
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [...nodeOptions, 'config/setup/main.mjs', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}
