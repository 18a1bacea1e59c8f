/** Calls to addresses that a person typed: never into a network of ours, whatever the address looks like. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isPublicAddress, NotCalled, outgoing, type Resolve } from '#server/kernel/outgoing.ts'

let server: Server
let port = 0
const calls: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    calls.push(request.url ?? '')
    if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end('moved')
    else if (request.url === '/long') response.end('x'.repeat(200_000))
    else if (request.url !== '/never') response.end('here')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const to =
  (...addresses: string[]): Resolve =>
  (_host, answer) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    )
const reasonOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'called',
    (error: unknown) => (error instanceof NotCalled ? error.reason : String(error))
  )

describe('an address of our own network', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    'no address'
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
  test.each(['8.8.8.8', '223.5.5.5', '2400:3200::1', '::ffff:8.8.8.8'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    'https://127.0.0.1/x',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://１２７.０.０.１/',
    'https://127。0。0。1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fe80::1]/',
    'https://169.254.169.254/latest/meta-data/'
  ])('%s is refused before it is called', async (url) => {
    expect(outgoing().objection(url)).toBe('private_network')
    expect(await reasonOf(outgoing().post(url, ''))).toBe('private_network')
  })

  test.each([
    ['not an address at all', 'not_an_address'],
    ['file:///etc/passwd', 'not_an_address'],
    ['https://name:word@example.com/', 'not_an_address'],
    ['http://example.com/', 'no_tls']
  ])('%s: %s', async (url, reason) => {
    expect(await reasonOf(outgoing().post(url, ''))).toBe(reason)
  })
})

describe('a name', () => {
  test('that resolves to this machine is refused where the connection is made', async () => {
    const before = calls.length
    expect(await reasonOf(outgoing().post(`https://localhost:${port}/`, ''))).toBe('private_network')
    expect(calls).toHaveLength(before)
  })
  test.each([
    ['one inside', ['127.0.0.1']],
    ['one outside and one inside', ['8.8.8.8', '10.0.0.1']],
    ['a mapped one', ['::ffff:192.168.0.1']]
  ])('with %s is refused', async (_what, addresses) => {
    expect(await reasonOf(outgoing({ resolve: to(...addresses) }).post('https://hook.example/', ''))).toBe(
      'private_network'
    )
  })
  test('is looked up once a call: what was looked at is what is connected to', async () => {
    let asked = 0
    const changing: Resolve = (host, answer) => {
      asked++
      to('10.0.0.1')(host, answer)
    }
    expect(await reasonOf(outgoing({ resolve: changing }).post('https://hook.example/', ''))).toBe('private_network')
    expect(asked).toBe(1)
  })
})

describe('a host that the operator allows', () => {
  const call = (path: string, timeoutMs = 5_000) =>
    outgoing({ allow: [`127.0.0.1:${port}`], timeoutMs }).post(`http://127.0.0.1:${port}${path}`, '{}')

  test('is called, without TLS too', async () => {
    expect(await call('/')).toEqual({ status: 200, text: 'here' })
    expect(await reasonOf(outgoing({ allow: ['127.0.0.1:1'] }).post(`http://127.0.0.1:${port}/`, ''))).toBe('no_tls')
  })
  test('sends nobody elsewhere: a redirect is an answer', async () => {
    const answered = await call('/away')
    expect(answered).toEqual({ status: 302, text: 'moved' })
    expect(calls).not.toContain('/inside')
  })
  test('cannot answer without end, nor be silent for ever', async () => {
    expect(await reasonOf(call('/long'))).toContain('too long')
    expect(await reasonOf(call('/never', 50))).toContain('AbortError')
  })
})
