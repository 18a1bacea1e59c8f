/** What a command does before it does its work: look at Node, at its words, at what is there. */
import { describe, expect, test } from 'vitest'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launcherFile, runCommand } from '#tests/support/launcher.ts'
import { readSources, root, ts, walk } from '#tests/support/source.ts'

interface Manifest {
  scripts: Record<string, string>
  engines: { node: string }
  dependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

/** Node, taken for another version. */
const pretending = (version: string): string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
]

describe('the check of Node’s version', () => {
  test.each(['18.20.4', '20.18.3'])('refuses %s at once, and names the one that is needed', async (version) => {
    const english = await runCommand(['start'], {}, pretending(version))
    expect(english.code).toBe(1)
    expect(english.said).toContain(`Suishoupai needs Node 20.19 or newer; this is ${version}.`)
    const chinese = await runCommand(['start'], { LC_ALL: 'zh_CN.UTF-8' }, pretending(version))
    expect(chinese.said).toContain(`随手拍需要 Node 20.19 以上，这里是 ${version}。`)
  })

  test('stands before every command of ours', () => {
    const launched = Object.values(manifest.scripts).filter((script) => script.includes('config/setup/'))
    expect(launched.filter((script) => !script.startsWith('node config/setup/main.mjs '))).toEqual([])
    expect(launched.length).toBeGreaterThan(8)
  })

  test('is written so that Node 12 can read it', () => {
    const first = readSources(['config/setup']).filter(({ path }) => /\/(main|messages)\.mjs$/.test(path))
    expect(first).toHaveLength(2)
    const newer: string[] = []
    for (const { path, tree, imports } of first) {
      for (const { from } of imports)
        if (!['fs', './messages.mjs'].includes(from)) newer.push(`${path} imports ${from} before the check`)
      walk(tree, (node) => {
        const tooNew =
          node.kind === ts.SyntaxKind.QuestionDotToken ||
          node.kind === ts.SyntaxKind.QuestionQuestionToken ||
          ts.isAwaitExpression(node) ||
          (ts.isNumericLiteral(node) && node.getText().includes('_'))
        if (tooNew) newer.push(`${path} ${node.parent.getText()}`)
      })
    }
    expect(newer).toEqual([])
  })
})

test('a command that there is not is refused, and the others are named', async () => {
  const { code, said } = await runCommand(['fly'])
  expect(code).toBe(1)
  expect(said).toMatch(/no command "fly".*start.*test/s)
})

describe('npm run serve', () => {
  test('never looks for a database by itself', async () => {
    const { code, said } = await runCommand(['serve'])
    expect(code).toBe(1)
    expect(said).toContain('MONGODB_URI is missing')
  })
})

describe('npm run reset', () => {
  test('takes away what was drawn and keeps the database program and the keys', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'suishoupai-reset-'))
    for (const name of ['bin', 'mongo', 'photos']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'file'), 'x'.repeat(5000))
    }
    writeFileSync(join(folder, 'server.key'), 'key')
    const { code, said } = await runCommand(['reset'], { DATA_DIR: folder })
    const left = ['bin/file', 'server.key', 'mongo', 'photos'].filter((name) => existsSync(join(folder, name)))
    rmSync(folder, { recursive: true })
    expect(said).toContain('10 KB freed')
    expect([code, left]).toEqual([0, ['bin/file', 'server.key']])
  })

  test('leaves a database alone that somebody named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'suishoupai-reset-'))
    mkdirSync(join(folder, 'mongo'))
    const { code, said } = await runCommand(['reset'], { DATA_DIR: folder, MONGODB_URI: 'mongodb://127.0.0.1:1/x' })
    const kept = existsSync(join(folder, 'mongo'))
    rmSync(folder, { recursive: true })
    expect([code, kept]).toEqual([1, true])
    expect(said).toContain('a database of your own')
  })
})

describe('the words after npm test --', () => {
  interface Suite {
    chosen(given: string[]): { names: string[]; others: string[] }
  }
  test.each([
    [['lint', 'typecheck'], ['typecheck', 'lint'], []],
    [['unit', '-t', 'host', 'tests/x'], ['unit'], ['-t', 'host', 'tests/x']],
    [['unit', 'tests/x', '-t', 'a name'], ['unit'], ['tests/x', '-t', 'a name']],
    [['tests/x'], ['unit'], ['tests/x']],
    [
      ['lint', '-t', 'unit'],
      ['lint', 'unit'],
      ['-t', 'unit']
    ],
    [['journey'], ['h5', 'journey'], []]
  ])('%j are the steps %j and, for Jest, %j', async (given, names, others) => {
    const { chosen } = await launcherFile<Suite>('test.mjs')
    expect(chosen(given)).toEqual({ names, others })
  })

  test('are all steps when there are none', async () => {
    const { chosen } = await launcherFile<Suite>('test.mjs')
    expect(chosen([]).names.length).toBeGreaterThan(7)
  })
})

describe('the packages', () => {
  test('are pinned to one version each', () => {
    const { dependencies, optionalDependencies, devDependencies } = manifest
    const all = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })
    expect(all.filter(([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  test('that the server uses come with a production install', () => {
    const installed = { ...manifest.dependencies, ...manifest.optionalDependencies }
    // A server without `npm run build` bundles its styles and scripts; the islands are what is bundled.
    const bundler = 'esbuild'
    const asked = readSources(['shared', 'server', 'config'])
      .filter(({ path }) => !/\/islands\/|^config\/(setup|index|dev|prod|aria)\b/.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ from, to, typeOnly }) => !to && !typeOnly && !from.startsWith('node:') && from !== bundler)
          .map(({ from }) => ({ path, name: /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from }))
      )
    expect(asked.filter(({ name }) => !(name in installed))).toEqual([])
    expect(Object.keys(manifest.devDependencies)).toEqual(
      expect.arrayContaining(['esbuild', 'tsx', 'mongodb-memory-server-core'])
    )
    expect(Object.keys(manifest.optionalDependencies)).toEqual(['@aws-sdk/client-s3', 'libheif-js'])
  })
})
