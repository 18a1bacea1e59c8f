/** Which exports nobody uses: no other file imports the name, and its own file does not need it either. */
import { lineOf, resolveImport, ts, walk, type Source } from './source.ts'

/** All that a file hands out, as `import * as` and `import()` take it. */
const everything = '*'

interface Exported {
  name: string
  node: ts.Node
}

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)

const namesIn = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []))

function declared(node: ts.Node): string[] {
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) return ['default']
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => namesIn(name))
  const { name } = node as ts.DeclarationStatement
  return name ? [name.text] : []
}

function exportsOf({ tree }: Source): Exported[] {
  return tree.statements.flatMap((node): Exported[] => {
    if (ts.isExportAssignment(node)) return [{ name: 'default', node }]
    if (ts.isExportDeclaration(node))
      return node.exportClause && ts.isNamedExports(node.exportClause)
        ? node.exportClause.elements.map((element) => ({ name: element.name.text, node: element }))
        : []
    return hasModifier(node, ts.SyntaxKind.ExportKeyword) ? declared(node).map((name) => ({ name, node })) : []
  })
}

type Use = [from: ts.Expression, name: string]

/** What one statement or expression takes from another file; `export … from` takes what it passes on. */
function usesOf(node: ts.Node): Use[] {
  if (ts.isImportDeclaration(node)) {
    const { name, namedBindings } = node.importClause ?? {}
    const whole = namedBindings && ts.isNamespaceImport(namedBindings) ? [everything] : []
    const parts = namedBindings && ts.isNamedImports(namedBindings) ? [...namedBindings.elements] : []
    const taken = parts.map((part) => (part.propertyName ?? part.name).text)
    return [...(name ? ['default'] : []), ...whole, ...taken].map((text): Use => [node.moduleSpecifier, text])
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const from = node.moduleSpecifier
    return node.exportClause && ts.isNamedExports(node.exportClause)
      ? node.exportClause.elements.map((part): Use => [from, (part.propertyName ?? part.name).text])
      : []
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0])
    return [[node.arguments[0], everything]]
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return [[node.argument.literal, everything]]
  return []
}

/** `export * from`: whoever takes a name from such a file takes it from the other. */
const passedOn = ({ path, tree }: Source): string[] =>
  tree.statements.flatMap((node) => {
    if (!ts.isExportDeclaration(node) || node.exportClause || !node.moduleSpecifier) return []
    return resolveImport(path, (node.moduleSpecifier as ts.StringLiteral).text) ?? []
  })

/** Anywhere in its file but in its own declaration. */
function isUsedAtHome({ tree }: Source, { name, node: declaration }: Exported): boolean {
  if (ts.isExportSpecifier(declaration)) return false
  let found = false
  const visit = (node: ts.Node): void => {
    if (node === declaration && !ts.isVariableStatement(node)) return
    const isItsName =
      ts.isVariableDeclaration(node.parent ?? node) && (node.parent as ts.VariableDeclaration).name === node
    if (ts.isIdentifier(node) && node.text === name && !isItsName) found = true
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

export function deadExports(files: readonly Source[], isEntry: (path: string) => boolean): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const used = new Set<string>()
  const use = (path: string, name: string): void => {
    const file = byPath.get(path)
    const key = `${path} ${name}`
    if (!file || used.has(key)) return
    used.add(key)
    for (const further of passedOn(file)) use(further, name)
  }
  for (const { path, tree } of files)
    walk(tree, (node) => {
      for (const [from, name] of usesOf(node)) {
        const to = ts.isStringLiteralLike(from) ? resolveImport(path, from.text) : undefined
        if (to) use(to, name)
      }
    })
  return files.flatMap((file) =>
    isEntry(file.path) || used.has(`${file.path} ${everything}`)
      ? []
      : exportsOf(file)
          .filter((exported) => !used.has(`${file.path} ${exported.name}`) && !isUsedAtHome(file, exported))
          .map(({ name, node }) => `${file.path}:${lineOf(file, node)} ${name}`)
  )
}
