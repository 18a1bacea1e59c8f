/** The layout as rules: which module may import which, which words and calls stand in one place only. */
import { describe, expect, test } from 'vitest'
import { deadExports } from '#tests/support/exports.ts'
import { ownLines, placeOf, readSources, ts, walk, type Source } from '#tests/support/source.ts'

const product = readSources(['shared', 'config', 'server', 'miniprogram/src'])
const tests = readSources(['tests'])
const byPath = new Map(product.map((file) => [file.path, file]))

/** A folder, a file, or a pattern over the path from the root. */
type Where = string | RegExp
const within = (path: string, places: readonly Where[]): boolean =>
  places.some((where) =>
    typeof where === 'string' ? path === where || path.startsWith(`${where}/`) : where.test(path)
  )

/** Every place at which a file has what it must not have. */
function placesIn(files: readonly Source[], findingAt: (node: ts.Node) => string | false): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    walk(file.tree, (node) => {
      const finding = findingAt(node)
      if (finding !== false) found.push(`${placeOf(file, node)} ${finding}`)
    })
    return found
  })
}

const outsideOf = (places: readonly Where[], files = product): Source[] =>
  files.filter((file) => !within(file.path, places))

const isMember = (node: ts.Node, object: string, names: readonly string[]): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.expression.getText() === object && names.includes(node.name.text)

describe('what stands in one place only', () => {
  // Settings are read once, checked, and passed on as values.
  test('only the settings read the environment of the process', () => {
    const others = outsideOf([/^config\/[\w.-]+\.ts$/, 'config/setup'])
    expect(placesIn(others, (node) => isMember(node, 'process', ['env']) && 'process.env')).toEqual([])
  })

  // zod is large and its `new Function` is forbidden in the mini-program: one vocabulary wraps it.
  test('only the schema vocabulary imports zod', () => {
    const others = outsideOf(['shared/schema.ts']).flatMap((file) =>
      file.imports.filter(({ from }) => /^zod(\/|$)/.test(from)).map(({ from }) => `${file.path} ${from}`)
    )
    expect(others).toEqual([])
  })

  const database = [
    'server/kernel',
    'server/migrations',
    'config/demo-city/seed/model.ts',
    /^server\/[\w-]+\/([\w-]+-)?model\.ts$/
  ]

  // What is stored, and how it is changed atomically, is read in one file of a module.
  test('only models, migrations and the kernel import mongoose', () => {
    const others = outsideOf(database).flatMap((file) =>
      file.imports
        .filter(({ typeOnly, from, names }) => !typeOnly && (from === 'mongoose' || names.includes('mongoose')))
        .map(({ from }) => `${file.path} ${from}`)
    )
    expect(others).toEqual([])
  })

  test('only models, migrations and the kernel write operators of the database', () => {
    const operator = /^\$[a-z]\w*$/i
    const findingAt = (node: ts.Node) => {
      if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return false
      const { name } = node
      const named = ts.isIdentifier(name) || ts.isStringLiteral(name)
      return named && operator.test(name.text) && name.text !== '$ref' && name.text
    }
    expect(placesIn(outsideOf(database), findingAt)).toEqual([])
  })

  // Handlers are called by the API and by the pages alike, so they know no request.
  test('only the kernel, the app and the entries of the pages know what an HTTP request looks like', () => {
    const others = outsideOf(
      [
        'server/kernel',
        'server/app.ts',
        /^server\/web\/(index\.ts|frame\/(http|public|desk|sign-in|session|invitation|own-routes)\.tsx?)$/
      ],
      product.filter(({ path }) => path.startsWith('server/'))
    )
    const modules = others.flatMap((file) =>
      file.imports.filter(({ from }) => /^(koa|koa-.*|@koa\/.*)$/.test(from)).map(({ from }) => `${file.path} ${from}`)
    )
    const findingAt = (node: ts.Node) => ts.isParameter(node) && node.name.getText() === 'ctx' && 'ctx'
    expect([...modules, ...placesIn(others, findingAt)]).toEqual([])
  })

  // An outside system can be slow, wrong or away: each has one file and a stub that fails as the real one does.
  test('only integrations and what runs in a browser call out', () => {
    const others = outsideOf(['server/integrations', 'server/web/islands', 'config/setup'])
    const findingAt = (node: ts.Node) =>
      ts.isCallExpression(node) && /^((globalThis|window|self)\.)?fetch$/.test(node.expression.getText()) && 'fetch('
    expect(placesIn(others, findingAt)).toEqual([])
  })

  test('only one file of the mini-program speaks to the network', () => {
    const calls = ['request', 'uploadFile', 'downloadFile', 'connectSocket']
    const others = outsideOf(['miniprogram/src/api.ts'])
    expect(
      placesIn(others, (node) => (isMember(node, 'Taro', calls) || isMember(node, 'wx', calls)) && node.getText())
    ).toEqual([])
  })

  // Whoever adds a language translates the catalogue and nothing else.
  test('every word for people stands in the catalogue', () => {
    const chinese = /[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/
    // A migration reads sentences that an earlier catalogue wrote; it must not change with the catalogue. What is guessed first
    // is said to nobody.
    const others = outsideOf([
      'shared/locales',
      'config',
      'server/suggestions/corpus',
      'server/accounts/common-words.ts',
      // What is looked for in a text is said to nobody.
      'server/masking',
      'server/migrations'
    ])
    const findingAt = (node: ts.Node) =>
      (ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddleOrTemplateTail(node) ||
        ts.isJsxText(node)) &&
      chinese.test(node.text) &&
      JSON.stringify(node.text.trim())
    expect(placesIn(others, findingAt)).toEqual([])
  })

  // A limit said twice is changed once.
  test('how long a text may be is read from the contract, not said by a form', () => {
    const forms = product.filter(({ path }) => /^(server\/web|miniprogram\/src)\/.*\.tsx$/.test(path))
    const findingAt = (node: ts.Node) =>
      ts.isJsxAttribute(node) &&
      /^(maxLength|maxlength|max)$/.test(node.name.getText()) &&
      node.initializer !== undefined &&
      /^\{?["']?\d+["']?\}?$/.test(node.initializer.getText()) &&
      node.getText()
    expect(placesIn(forms, findingAt)).toEqual([])
  })
})

const modules = new Set(
  product
    .flatMap(({ path }) => /^server\/(\w+)\//.exec(path)?.[1] ?? [])
    .filter((name) => !['kernel', 'integrations', 'migrations'].includes(name))
)
const moduleOf = (path: string): string => /^server\/(\w+)\//.exec(path)?.[1] ?? ''

describe('who may import whom', () => {
  const importing = (
    folder: string,
    allowed: (to: string | undefined, from: string, typeOnly: boolean, file: Source) => boolean
  ): string[] =>
    product
      .filter(({ path }) => path === folder || path.startsWith(`${folder}/`))
      .flatMap((file) =>
        file.imports
          .filter(({ to, from, typeOnly }) => !allowed(to, from, typeOnly, file))
          .map(({ from }) => `${file.path} imports ${from}`)
      )

  // It runs on phones, in pages and on the server.
  test('what both sides share imports nothing', () => {
    const allowed = (to: string | undefined, from: string, _typeOnly: boolean, file: Source) =>
      (to?.startsWith('shared/') ?? false) || (file.path === 'shared/schema.ts' && /^zod/.test(from))
    expect(importing('shared', allowed)).toEqual([])
  })

  test('the kernel knows no report from an activity', () => {
    const allowed = (to: string | undefined) =>
      to === undefined || within(to, ['shared', 'server/kernel', 'config/env.ts'])
    expect(importing('server/kernel', allowed)).toEqual([])
  })

  // What stands behind an index may be changed without asking who else uses it. Pages may also read a module's tables of
  // values, to print them.
  test('a module is entered by its index', () => {
    const tables = /^server\/\w+\/(lifecycle|policy)\.ts$/
    const allowed = (to: string | undefined, _from: string, _typeOnly: boolean, file: Source) => {
      const other = moduleOf(to ?? '')
      const here = moduleOf(file.path)
      if (!to || !modules.has(other) || other === here || to === `server/${other}/index.ts`) return true
      return here === 'web' && tables.test(to)
    }
    expect([...modules].flatMap((name) => importing(`server/${name}`, allowed))).toEqual([])
  })

  // Routes take the context, and the context takes types from modules: an index that hands out routes closes the circle.
  test('an index hands out no routes: the start imports them where they stand', () => {
    const handedOut = [...modules].flatMap((name) => {
      const { imports = [] } = byPath.get(`server/${name}/index.ts`) ?? {}
      return name === 'web' ? [] : imports.filter(({ to }) => /routes\.tsx?$/.test(to ?? '')).map(() => name)
    })
    expect(handedOut).toEqual([])
  })

  test('only the files that put the server together also take a module’s routes and jobs', () => {
    const open = /^server\/\w+\/(index|([\w-]+-)?routes|jobs|orders|standards)\.tsx?$/
    const allowed = (to: string | undefined) => !to || !modules.has(moduleOf(to)) || open.test(to)
    expect(
      ['server/main.ts', 'server/start.ts', 'server/app.ts', 'server/worker.ts'].flatMap((file) =>
        importing(file, allowed)
      )
    ).toEqual([])
  })

  test('integrations are called and call no module', () => {
    expect(
      importing(
        'server/integrations',
        (to) => to === undefined || within(to, ['shared', 'server/integrations', 'server/kernel'])
      )
    ).toEqual([])
  })

  // Pages come in by the same handlers as everybody, with the viewer of their session.
  test('pages call handlers and read tables, they never reach for the database', () => {
    const reads = (file: Source): string[] =>
      file.imports.flatMap(({ to, typeOnly, names }) => {
        const index = to && to.endsWith('/index.ts') && modules.has(moduleOf(to)) ? byPath.get(to) : undefined
        const writing = new Set(
          index?.imports
            .filter(({ from }) => /\/(([\w-]+-)?model|commands|routes|sessions|submit)\.ts$/.test(from))
            .flatMap((taken) => taken.names)
        )
        return typeOnly ? [] : names.filter((name) => writing.has(name)).map((name) => `${file.path} takes ${name}`)
      })
    expect(product.filter(({ path }) => path.startsWith('server/web/')).flatMap(reads)).toEqual([])
  })

  test('the mini-program imports what is shared and never the server', () => {
    const allowed = (to: string | undefined, from: string) =>
      to === undefined ? !from.startsWith('node:') : within(to, ['shared', 'miniprogram/src'])
    expect(importing('miniprogram/src', allowed)).toEqual([])
  })
})

/** Groups of files that import each other round about (Tarjan's strongly connected components). */
function circlesOf(files: readonly Source[]): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (path: string): number => {
    const own = order.size
    order.set(path, own)
    lowest.set(path, own)
    stack.push(path)
    const next = byPath.get(path)?.imports.flatMap(({ to }) => (to && byPath.has(to) ? [to] : [])) ?? []
    for (const to of next) {
      const seen = order.get(to)
      const reached = seen === undefined ? visit(to) : stack.includes(to) ? seen : own
      lowest.set(path, Math.min(lowest.get(path) ?? own, reached))
    }
    if (lowest.get(path) === own) {
      const circle = stack.splice(stack.indexOf(path))
      if (circle.length > 1 || next.includes(path)) circles.push(circle.sort())
    }
    return lowest.get(path) ?? own
  }
  for (const { path } of files) if (!order.has(path)) visit(path)
  return circles
}

// A circle of types is a circle: nobody can move either file.
test('no file imports itself round about, types included', () => {
  expect(circlesOf(product)).toEqual([])
})

// Functions inside it do not count: a page is one piece of markup, a list of handlers is one value.
test('a function can be read at a glance', () => {
  /** The phone's pages are longer; so are a few of the server's oldest functions. */
  const atMost = (path: string): number => {
    const view = path.endsWith('x')
    if (path.startsWith('miniprogram/')) return view ? 170 : 100
    if (path.startsWith('server/web/') || path.startsWith('shared/')) return view ? 90 : 60
    return 80
  }
  const long = product
    .filter(({ path }) => !path.startsWith('config/'))
    .flatMap((file) =>
      ownLines(file).flatMap(({ node, lines }) => (lines > atMost(file.path) ? [placeOf(file, node)] : []))
    )
  expect(long).toEqual([])
})

/** What is introduced here: not what a name outside of us, a stored fact or a word for people is called. */
const declared = (node: ts.Node): string | false =>
  (ts.isParameter(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isPropertySignature(node)) &&
  node.name !== undefined &&
  ts.isIdentifier(node.name) &&
  node.name.text

// Words that we had among ourselves. A reader from outside meets a thing by the noun it has in docs/GLOSSARY.md.
test('nothing is called `it`, nor by a word of our own', () => {
  const own = /^(it|world|knock|doers?|chores?|errands?|rungs?|seating)$/i
  // What a case is hashed over keeps the name it was written with.
  const others = outsideOf(['server/cases/ledger.ts', 'tests/bench/rows/jobs.ts'], [...product, ...tests])
  expect(
    placesIn(others, (node) => {
      const name = declared(node)
      return name !== false && own.test(name) && name
    })
  ).toEqual([])
})

// What nobody uses is read, kept in step and translated all the same.
test('no export is left that nobody uses', () => {
  const read = [
    // By their tools: Taro, Jest, and whoever runs a command.
    /^config\/(aria|dev|index|prod)\.ts$/,
    'config/setup',
    /^config\/(floors|third-party)\.mjs$/,
    /^miniprogram\/src\/(\w+\/)?[\w-]+\.config\.ts$/,
    /^miniprogram\/src\/(app\.ts|(\w+\/)[\w-]+\.tsx)$/,
    // Taken by the bundler in place of the file beside it.
    /\.h5\.tsx?$/,
    // What stands for somebody else's package has that package's names.
    'tests/miniprogram/mocks',
    'tests/support/order.mjs'
  ]
  expect(deadExports([...product, ...tests], (path) => within(path, read))).toEqual([])
})
