/** A wire to the database that a test can cut, slow down, or leave lying: it takes everything and passes nothing on. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Wire {
  /** The same database by way of the wire. */
  uri: string
  /**
   * `hole`: connections stay open, and nothing goes through them; `disk`: what is read is answered, what is written is taken and not
   * acknowledged; a number: milliseconds that it takes each way.
   */
  behave(how: 'well' | 'hole' | 'disk' | number): void
  /** Cuts every connection that is open now. */
  cut(): void
  close(): Promise<void>
}

const writes = new Set(['insert', 'update', 'delete', 'findAndModify', 'commitTransaction', 'createIndexes'])
/** The command of a message: the first name in its first document, after two heads, the flags and the kind of section. */
const commandOf = (message: Buffer): string => message.toString('latin1', 26, message.indexOf(0, 26))

export async function wireTo(uri: string): Promise<Wire> {
  const target = new URL(uri)
  const open = new Set<Socket>()
  let how: 'well' | 'hole' | 'disk' | number = 'well'
  const held: (() => void)[] = []
  const pass = (from: Socket, to: Socket, isHeld: (bytes: Buffer) => boolean): void => {
    open.add(from)
    from.on('data', (bytes: Buffer) => {
      const send = (): void => void (to.writable && to.write(bytes))
      if (how === 'hole' || (isHeld(bytes) && how === 'disk')) held.push(send)
      else if (typeof how === 'string') send()
      else setTimeout(send, how)
    })
    from.on('error', () => to.destroy())
    from.on('close', () => {
      open.delete(from)
      to.destroy()
    })
  }
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    // One answer for each question of a connection: the last one that was asked says what an answer is to.
    let isWrite = false
    pass(near, far, (bytes) => {
      if (bytes.length > 26) isWrite = writes.has(commandOf(bytes))
      return false
    })
    pass(far, near, () => isWrite)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mine = new URL(uri)
  mine.port = String((server.address() as AddressInfo).port)
  // What the members say of themselves would lead past the wire.
  mine.search = '?directConnection=true'
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    uri: mine.href,
    behave(next) {
      how = next
      // Like a program that was stopped and goes on: what it was sent meanwhile it does now.
      if (next !== 'hole' && next !== 'disk') for (const send of held.splice(0)) send()
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      })
  }
}
