/** Some words may be spoken only in some rooms, and a room leans only on the rooms below it. */
import { describe, expect, test } from '@jest/globals'
import { placeOf, readSources, ts, walk, type Source } from '#tests/support/source.ts'

const product = readSources(['shared', 'config', 'server', 'miniprogram/src'])
const byPath = new Map(product.map((it) => [it.path, it]))

/** A folder, a file, or a pattern over the path from the root. */
type Where = string | RegExp
const within = (path: string, places: readonly Where[]): boolean =>
  places.some((where) =>
    typeof where === 'string' ? path === where || path.startsWith(`${where}/`) : where.test(path)
  )

/** Every place at which a file says what it must not. */
function heard(files: readonly Source[], says: (node: ts.Node, file: Source) => string | false): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    walk(file.tree, (node) => {
      const word = says(node, file)
      if (word !== false) found.push(`${placeOf(file, node)} ${word}`)
    })
    return found
  })
}

const outsideOf = (places: readonly Where[], files = product): Source[] =>
  files.filter((it) => !within(it.path, places))

const isMember = (node: ts.Node, object: string, names: readonly string[]): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.expression.getText() === object && names.includes(node.name.text)

describe('words that belong to a room', () => {
  test('nobody but config asks the process for its environment', () => {
    const loud = outsideOf([/^config\/[\w.-]+\.ts$/, 'config/setup'])
    expect(heard(loud, (node) => isMember(node, 'process', ['env']) && 'process.env')).toEqual([])
  })

  test('nobody but the vocabulary speaks to zod', () => {
    const loud = outsideOf(['shared/schema.ts']).flatMap((it) =>
      it.imports.filter((i) => /^zod(\/|$)/.test(i.from)).map((i) => `${it.path} ${i.from}`)
    )
    expect(loud).toEqual([])
  })

  const database = [
    'server/kernel',
    'server/migrations',
    'config/demo-city/seed/model.ts',
    'server/members/notices.ts',
    /^server\/\w+\/([\w-]+-)?model\.ts$/
  ]

  test('nobody but models and the kernel speaks to mongoose', () => {
    const loud = outsideOf(database).flatMap((it) =>
      it.imports
        .filter((i) => !i.typeOnly && (i.from === 'mongoose' || i.names.includes('mongoose')))
        .map((i) => `${it.path} ${i.from}`)
    )
    expect(loud).toEqual([])
  })

  test('nobody but models and the kernel writes in the language of the database', () => {
    const operator = /^\$[a-z]\w*$/i
    const says = (node: ts.Node) => {
      if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
        const name = node.name
        return (
          (ts.isIdentifier(name) || ts.isStringLiteral(name)) &&
          operator.test(name.text) &&
          name.text !== '$ref' &&
          name.text
        )
      }
      return false
    }
    expect(heard(outsideOf(database), says)).toEqual([])
  })

  test('nobody but the kernel, the app and the entries of the portal knows what a request looks like', () => {
    const loud = outsideOf(
      [
        'server/kernel',
        'server/app.ts',
        /^server\/(web|open311)\/(\w+\/){0,2}(index|session|prefs|kit|desk-kit|desk|([\w-]+-)?routes|doors-\w+)\.tsx?$/
      ],
      product.filter((it) => it.path.startsWith('server/'))
    )
    const modules = loud.flatMap((it) =>
      it.imports.filter((i) => /^(koa|koa-.*|@koa\/.*)$/.test(i.from)).map((i) => `${it.path} ${i.from}`)
    )
    const says = (node: ts.Node) => ts.isParameter(node) && node.name.getText() === 'ctx' && 'ctx'
    expect([...modules, ...heard(loud, says)]).toEqual([])
  })

  test('nobody but the strangers’ room and the islands calls out', () => {
    const loud = outsideOf(['server/integrations', 'server/web/islands', 'config/setup'])
    const says = (node: ts.Node) =>
      ts.isCallExpression(node) && /^((globalThis|window|self)\.)?fetch$/.test(node.expression.getText()) && 'fetch('
    expect(heard(loud, says)).toEqual([])
  })

  test('the mini-program has one door to the network', () => {
    const calls = ['request', 'uploadFile', 'downloadFile', 'connectSocket']
    const loud = outsideOf(['miniprogram/src/api.ts'])
    expect(
      heard(loud, (node) => (isMember(node, 'Taro', calls) || isMember(node, 'wx', calls)) && node.getText())
    ).toEqual([])
  })

  test('every word for people stands in the catalogue', () => {
    const chinese = /[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/
    const loud = outsideOf(['shared/locales', 'config', 'server/suggestions/corpus'])
    const says = (node: ts.Node) =>
      (ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddleOrTemplateTail(node) ||
        ts.isJsxText(node)) &&
      chinese.test(node.text) &&
      JSON.stringify(node.text.trim())
    expect(heard(loud, says)).toEqual([])
  })
})

const serverRooms = new Set(
  product
    .flatMap((it) => /^server\/(\w+)\//.exec(it.path)?.[1] ?? [])
    .filter((room) => !['kernel', 'integrations', 'migrations'].includes(room))
)
const roomOf = (path: string): string => /^server\/(\w+)\//.exec(path)?.[1] ?? ''
const isNode = (from: string): boolean => from.startsWith('node:')

describe('who may lean on whom', () => {
  const leaning = (
    folder: string,
    allowed: (to: string | undefined, from: string, typeOnly: boolean, file: Source) => boolean
  ): string[] =>
    product
      .filter((it) => it.path === folder || it.path.startsWith(`${folder}/`))
      .flatMap((it) =>
        it.imports.filter((i) => !allowed(i.to, i.from, i.typeOnly, it)).map((i) => `${it.path} leans on ${i.from}`)
      )

  test('what both sides share leans on nothing', () => {
    const allowed = (to: string | undefined, from: string, _typeOnly: boolean, file: Source) =>
      (to?.startsWith('shared/') ?? false) || (file.path === 'shared/schema.ts' && /^zod/.test(from))
    expect(leaning('shared', allowed)).toEqual([])
  })

  test('the kernel knows no report from an activity', () => {
    const allowed = (to: string | undefined) =>
      to === undefined || within(to, ['shared', 'server/kernel', 'config/env.ts'])
    expect(leaning('server/kernel', allowed)).toEqual([])
  })

  test('a room is entered by its index', () => {
    // The portal may also read a room's tables of values, to print them.
    const tables = /^server\/\w+\/(lifecycle|policy)\.ts$/
    const allowed = (to: string | undefined, _from: string, _typeOnly: boolean, file: Source) => {
      const other = roomOf(to ?? '')
      const here = roomOf(file.path)
      if (!to || !serverRooms.has(other) || other === here || to === `server/${other}/index.ts`) return true
      return here === 'web' && tables.test(to)
    }
    const strangers = [...serverRooms].flatMap((room) => leaning(`server/${room}`, allowed))
    expect(strangers).toEqual([])
  })

  test('only the house itself may also take a room’s doors and jobs', () => {
    const open = /^server\/\w+\/(index|routes|jobs|notices)\.tsx?$/
    const allowed = (to: string | undefined) => !to || !serverRooms.has(roomOf(to)) || open.test(to)
    expect(
      ['server/main.ts', 'server/start.ts', 'server/app.ts', 'server/worker.ts'].flatMap((file) =>
        leaning(file, allowed)
      )
    ).toEqual([])
  })

  test('strangers are spoken to, and speak to nobody', () => {
    expect(
      leaning(
        'server/integrations',
        (to) => to === undefined || within(to, ['shared', 'server/integrations', 'server/kernel'])
      )
    ).toEqual([])
  })

  test('the portal asks by the handlers and reads tables, it never reaches for the database', () => {
    const reads = (file: Source): string[] =>
      file.imports.flatMap((i) => {
        const index = i.to && i.to.endsWith('/index.ts') && serverRooms.has(roomOf(i.to)) ? byPath.get(i.to) : undefined
        const hands = new Set(
          index?.imports
            .filter((it) => /\/(([\w-]+-)?model|commands|routes|sessions|submit)\.ts$/.test(it.from))
            .flatMap((it) => it.names)
        )
        return i.typeOnly ? [] : i.names.filter((name) => hands.has(name)).map((name) => `${file.path} takes ${name}`)
      })
    expect(product.filter((it) => it.path.startsWith('server/web/')).flatMap(reads)).toEqual([])
  })

  test('the mini-program leans on what is shared and never on the server', () => {
    const allowed = (to: string | undefined, from: string) =>
      to === undefined ? !isNode(from) : within(to, ['shared', 'miniprogram/src'])
    expect(leaning('miniprogram/src', allowed)).toEqual([])
  })

  test('nobody waits for himself: values are imported downhill', () => {
    const files = product.filter((it) => it.path.startsWith('server/') || it.path.startsWith('shared/'))
    const below = new Map(
      files.map((it) => [
        it.path,
        it.imports.filter((i) => !i.typeOnly && i.to && byPath.has(i.to)).map((i) => i.to ?? '')
      ])
    )
    const circles: string[] = []
    const done = new Set<string>()
    const visit = (path: string, trail: string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
      else if (!done.has(path)) {
        for (const next of below.get(path) ?? []) visit(next, [...trail, path])
        done.add(path)
      }
    }
    for (const { path } of files) visit(path, [])
    expect(circles).toEqual([])
  })
})

test('a reader holds every file of the server in his head', () => {
  const long = product.filter((it) => it.path.startsWith('server/') && it.lines > 420)
  expect(long.map((it) => `${it.path} has ${it.lines} lines`)).toEqual([])
})
