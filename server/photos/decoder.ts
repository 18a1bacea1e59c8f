/**
 * Where pictures are decoded: a process of its own, so that one that dies, or does not come to an end, takes nobody along. It is started
 * for the first picture, replaced when it is gone, and let go when nobody has sent one for a while. One picture at a time; whose turn it
 * is, is told elsewhere.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { Refused, refuse } from '#shared/errors.ts'
import { photoSizes, type PhotoSize } from '#shared/photos.ts'
import type { PictureKind } from './header.ts'

export interface Developed {
  width: number
  height: number
  files: Record<PhotoSize, Buffer>
  /** How it looks, roughly: alike for pictures that a person would call the same. */
  look: string
  /** CPU milliseconds of the decoder. */
  cpuMs: number
}
type Answer = Developed | { refused: 'not_a_photo' | 'photo_too_big' | 'heic_unreadable' }

interface Job {
  bytes: Buffer
  kind: PictureKind
  /** More than these are refused, whatever its header says. */
  pixels: number
}

export interface Decoder {
  develop(job: Job): Promise<Developed>
  /** Of its process, while there is one. */
  pid(): number | undefined
}

class Died extends Error {}

/** It takes no keys along and no settings; the fewer arenas, the less memory stays with it. */
const environment = { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '1' }

function begin(): ChildProcess {
  const child = fork(new URL('./decode.mjs', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=512'],
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc']
  })
  // That of who waits for it is heard there; what comes while nobody does is nobody's.
  child.on('error', () => undefined)
  return child
}

/** `withinMs`: what takes longer is ended. */
export function decoder({ withinMs, idleMs }: { withinMs: number; idleMs: number }): Decoder {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined

  const end = (decoder: ChildProcess): void => {
    if (child === decoder) child = undefined
    decoder.kill('SIGKILL')
  }

  function once(job: Job): Promise<Answer> {
    clearTimeout(idle)
    const decoder = (child ??= begin())
    decoder.ref()
    decoder.channel?.ref()
    return new Promise<Answer>((resolve, reject) => {
      const late = setTimeout(() => {
        over()
        end(decoder)
        reject(new Refused('unavailable', { retryAfterS: 5 }))
      }, withinMs)
      const answered = (answer: unknown): void => {
        over()
        resolve(answer as Answer)
      }
      const gone = (): void => {
        over()
        end(decoder)
        reject(new Died())
      }
      function over(): void {
        clearTimeout(late)
        decoder.off('message', answered).off('exit', gone).off('error', gone)
        decoder.unref()
        decoder.channel?.unref()
        idle = setTimeout(() => end(decoder), idleMs)
        idle.unref()
      }
      decoder.on('message', answered).once('exit', gone).once('error', gone)
      decoder.send({ ...job, sizes: photoSizes }, (error) => error && gone())
    })
  }

  return {
    pid: () => child?.pid,
    async develop(job) {
      const answer = await once(job)
        .catch((error: unknown) => {
          if (!(error instanceof Died)) throw error
          // It may have died of something else: once more, and then it was this picture.
          return once(job)
        })
        .catch((error: unknown) => (error instanceof Died ? refuse('not_a_photo') : Promise.reject(error as Error)))
      return 'refused' in answer ? refuse(answer.refused) : answer
    }
  }
}
