/** The project's own source as syntax trees, for tests of its layout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript-parser'

export const root = resolve(import.meta.dirname, '../..')

export interface Import {
  /** As written. */
  from: string
  /** Path from the root of the project, where it is a file of ours. */
  to?: string
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean
  /** Names taken as values. */
  names: string[]
}

export interface Source {
  /** From the root of the project, `server/cases/model.ts`. */
  path: string
  lines: number
  tree: ts.SourceFile
  imports: Import[]
}

const code = /\.(ts|tsx|mjs|cjs)$/
const skipped = new Set(['node_modules', 'dist', 'data', '.data'])

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(path)
    return code.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}

/** The mini-program's bundler lets an import leave out how the file's name ends. */
const endings = ['.ts', '.tsx', '/index.ts', '/index.tsx']

/** Where an import leads, when it leads to a file of ours. */
export function resolveImport(path: string, from: string): string | undefined {
  const bare = from.startsWith('#')
    ? from.slice(1)
    : from.startsWith('.')
      ? relative(root, resolve(root, dirname(path), from))
      : undefined
  if (bare === undefined || code.test(bare)) return bare
  const ending = endings.find((ending) => existsSync(join(root, bare + ending)))
  return bare + (ending ?? '')
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Expression, typeOnly: boolean, names: string[]): void => {
    if (!ts.isStringLiteral(specifier)) return
    const to = resolveImport(path, specifier.text)
    found.push({ from: specifier.text, ...(to && { to }), typeOnly, names })
  }
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause
      const bindings = clause?.namedBindings
      const parts = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : []
      const values = parts.filter((part) => !part.isTypeOnly)
      const whole = clause?.name !== undefined || (bindings !== undefined && ts.isNamespaceImport(bindings))
      const typeOnly =
        clause !== undefined && (clause.isTypeOnly || (!whole && parts.length > 0 && values.length === 0))
      add(
        node.moduleSpecifier,
        typeOnly,
        typeOnly ? [] : values.map((value) => (value.propertyName ?? value.name).text)
      )
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const parts =
        node.exportClause && ts.isNamedExports(node.exportClause) ? [...node.exportClause.elements] : undefined
      const values = parts?.filter((part) => !part.isTypeOnly)
      add(
        node.moduleSpecifier,
        node.isTypeOnly || values?.length === 0,
        values?.map((value) => (value.propertyName ?? value.name).text) ?? []
      )
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) {
      add(node.arguments[0], false, [])
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true, [])
    }
  })
  return found
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** Every source file below the given folders, read and parsed once. */
export function readSources(folders: readonly string[]): Source[] {
  return folders.flatMap(filesIn).map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const kind = path.endsWith('x') ? ts.ScriptKind.TSX : path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind)
    return { path, lines: text.split('\n').length - 1, tree, imports: importsOf(path, tree) }
  })
}

/** Every function of a file with its length in lines, the functions inside it not counted. */
export function ownLines({ tree }: Source): { node: ts.Node; lines: number }[] {
  const found: { node: ts.Node; lines: number }[] = []
  const lineAt = (position: number): number => tree.getLineAndCharacterOfPosition(position).line
  const heightOf = (node: ts.Node): number => lineAt(node.end) - lineAt(node.getStart(tree))
  const isFunction = (node: ts.Node): boolean => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
  const insideOf = (node: ts.Node): number => {
    let sum = 0
    ts.forEachChild(node, (child) => void (sum += isFunction(child) ? heightOf(child) : insideOf(child)))
    return sum
  }
  walk(tree, (node) => {
    if (isFunction(node)) found.push({ node, lines: heightOf(node) + 1 - insideOf(node) })
  })
  return found
}

/** `server/cases/model.ts:12` of a place in a file. */
export const placeOf = (source: Source, node: ts.Node): string => `${source.path}:${lineOf(source, node)}`

export const lineOf = ({ tree }: Source, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1

export { ts }
