import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Module {
  resource?: string
  /** Of one that was put together of several. */
  modules?: Iterable<Module>
}
interface Compilation<Chunk> {
  chunks: Iterable<Chunk>
  chunkGraph: { getChunkModules: (chunk: Chunk) => Module[] }
}
interface Compiler {
  hooks: { afterEmit: { tap: (name: string, work: (compilation: Compilation<object>) => void) => void } }
}

/** Writes the places of the packages whose code a build has in it, `node_modules/zod` and so on, into a file. */
export class Packed {
  constructor(private readonly file: string) {}

  apply(compiler: Compiler) {
    compiler.hooks.afterEmit.tap('Packed', ({ chunks, chunkGraph }) => {
      const places = new Set<string>()
      const look = ({ resource, modules = [] }: Module) => {
        for (const within of modules) look(within)
        const [, below] = /[\\/](node_modules[\\/].*)$/.exec(resource ?? '') ?? []
        const [place] = /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(below ?? '') ?? []
        if (place) places.add(place.split(path.sep).join('/'))
      }
      for (const chunk of chunks) for (const one of chunkGraph.getChunkModules(chunk)) look(one)
      mkdirSync(path.dirname(this.file), { recursive: true })
      writeFileSync(this.file, JSON.stringify([...places].sort()))
    })
  }
}
