// Taro's build alone reads this; tests use esbuild (vitest.config.mjs).

/** What a promise says to developers, and may refuse, is for the server; on a phone it would only be weight. */
const withoutSays = () => ({
  visitor: {
    ObjectProperty(path) {
      const { key, value } = path.node
      const forServer = { says: 'StringLiteral', refuses: 'ArrayExpression' }
      if (Object.hasOwn(forServer, key.name ?? '') && forServer[key.name] === value.type) path.remove()
    }
  }
})

module.exports = {
  presets: [['taro', { framework: 'preact', ts: true, compiler: 'webpack5' }]],
  plugins: [withoutSays]
}
