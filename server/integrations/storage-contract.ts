/** What every storage does, and how it fails. */

/** Whether whoever asked has stopped waiting. */
export interface GivenUp {
  up: boolean
}

export interface Storage {
  /** Durable before it returns; writing the same name again is harmless. `request`: because of whose name, for a store elsewhere. */
  put(name: string, bytes: Buffer, request?: string, given?: GivenUp): Promise<void>
  get(name: string, request?: string): Promise<Buffer | undefined>
  /** The names of what lies in a folder, in no order. */
  list(folder: string): AsyncIterable<string>
  has(name: string): Promise<boolean>
  /** With every version that the store keeps of it; nothing where there is none. */
  remove(name: string): Promise<void>
  /** Throws where it cannot be used as it is set up. */
  check(): Promise<void>
}

/**
 * What can go wrong where files lie, whatever they lie on: it does not answer (`unavailable`), it will not have us
 * (`forbidden`), or it has no room (`full`). The visitor hears that he may try again; the log has the cause.
 */
export class StorageFailure extends Error {
  constructor(
    readonly reason: 'unavailable' | 'forbidden' | 'full',
    cause: unknown
  ) {
    super(`storage ${reason}: ${cause instanceof Error ? cause.message || cause.name : String(cause)}`, { cause })
    this.name = 'StorageFailure'
  }
}
