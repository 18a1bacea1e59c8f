// Sets one page after another in Typst, in a thread of its own. Plain JavaScript, because a worker thread starts without a
// loader. Fonts and engine are loaded once; what a template is given is data, read by it as JSON and never as source.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { brotliDecompressSync } from 'node:zlib'
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { loadFonts } from '@myriaddreamin/typst.ts/options.init'

const PDF = 1
const require = createRequire(import.meta.url)
const engine = require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm')
const fonts = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts')

const compiler = createTypstCompiler()
const ready = compiler.init({
  getModule: () => ({ module_or_path: readFileSync(engine) }),
  beforeBuild: [
    loadFonts(
      [
        ...['Regular', 'Medium', 'Bold'].map((weight) => readFileSync(join(fonts, `NotoSansHans-${weight}.otf`))),
        ...(workerData.rare ? [brotliDecompressSync(readFileSync(workerData.rare))] : [])
      ],
      { assets: false }
    )
  ]
})

const told = (found) => (found ?? []).map((d) => `${d.path}:${d.range} ${d.message}`).join('; ')

async function set({ name, source, paper, data }) {
  await ready
  compiler.addSource('/paper.typ', paper)
  compiler.addSource(name, source)
  const { result, diagnostics } = await compiler.compile({
    mainFilePath: name,
    format: PDF,
    inputs: { data },
    diagnostics: 'full'
  })
  if (!result) throw new Error(`${name} cannot be set: ${told(diagnostics)}`)
  return Uint8Array.from(result)
}

// One at a time: the engine keeps one world.
let tail = Promise.resolve()
parentPort.on('message', (job) => {
  tail = tail
    .then(() => set(job))
    .then(
      (pdf) => parentPort.postMessage({ id: job.id, pdf }, [pdf.buffer]),
      (error) => parentPort.postMessage({ id: job.id, error: String(error) })
    )
})
