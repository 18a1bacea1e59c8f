// Taro's build alone reads this; Jest brings its own presets (jest.config.mjs).
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]]
}
