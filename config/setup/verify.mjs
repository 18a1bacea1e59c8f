// npm run verify -- https://city.example …: the script that the city hands to everybody, run from here. It asks public addresses
// and reads files, and knows no database and no key.
import { spawn } from 'node:child_process'
import { inRoot } from './places.mjs'

export const verify = (given) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [inRoot('server/web/islands/parts/verify.mjs'), ...given], {
      stdio: 'inherit'
    })
    child.on('exit', (code) => {
      process.exitCode = code ?? 1
      resolve()
    })
  })
