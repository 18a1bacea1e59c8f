/** Certificates for drills, made by openssl: an authority of one's own, and what it vouches for. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { inHome, NotHere } from './support.ts'

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

function openssl(...args: readonly string[]): void {
  const { error, status, stderr } = spawnSync('openssl', args)
  if (error) throw new NotHere('no openssl')
  if (status !== 0) throw new Error(stderr.toString())
}

export interface Certified {
  cert: string
  key: string
  /** Both in one file, as mongod reads them. */
  both: string
}
export interface Authority {
  pem: string
  /** A certificate for a name and, where it is said, the loopback address; with days below nought it has run out. */
  issue(file: string, name: string, options?: { days?: number; loopback?: boolean }): Certified
}

export function authority(file: string): Authority {
  const [pem, ownKey] = [inHome(`${file}.pem`), inHome(`${file}.key`)]
  openssl('req', '-x509', ...key, '-days', '30', '-subj', `/CN=${file}`, '-keyout', ownKey, '-out', pem)
  return {
    pem,
    issue(name, host, { days = 30, loopback = true } = {}) {
      const made = { cert: inHome(`${name}.cert`), key: inHome(`${name}.key`), both: inHome(`${name}.both`) }
      const [asked, more] = [inHome(`${name}.csr`), inHome(`${name}.ext`)]
      writeFileSync(more, `subjectAltName=DNS:${host}${loopback ? ',IP:127.0.0.1' : ''}\n`)
      openssl('req', ...key, '-subj', `/CN=${host}`, '-keyout', made.key, '-out', asked)
      const by = ['-CA', pem, '-CAkey', ownKey, '-CAcreateserial', '-days', String(days), '-extfile', more]
      openssl('x509', '-req', '-in', asked, ...by, '-out', made.cert)
      writeFileSync(made.both, readFileSync(made.cert, 'utf8') + readFileSync(made.key, 'utf8'))
      return made
    }
  }
}
