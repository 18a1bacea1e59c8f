// Two projects: the server runs as the ES modules that it is, against a real database; the mini-program as CommonJS in jsdom,
// with Taro's components and calls replaced by our own. `#shared/…` and its kin resolve by package.json's imports.
const transform = (format) => ({ '\\.[jt]sx?$': ['<rootDir>/tests/support/transform.mjs', { format }] })

const IGNORED = ['/node_modules/', '<rootDir>/miniprogram/dist/', '<rootDir>/.data/']
const common = { modulePathIgnorePatterns: ['<rootDir>/miniprogram/dist/', '<rootDir>/.data/'] }

export default {
  // Modules of one file are never let go whole: a worker that has read a hundred of them spends its time looking for room.
  workerIdleMemoryLimit: '1200MB',
  projects: [
    {
      ...common,
      displayName: 'server',
      testEnvironment: 'node',
      roots: ['<rootDir>/tests'],
      testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: [...IGNORED, '<rootDir>/tests/miniprogram/'],
      extensionsToTreatAsEsm: ['.ts', '.tsx'],
      transform: transform('esm'),
      setupFilesAfterEnv: ['<rootDir>/tests/support/setup.ts'],
      globalSetup: '<rootDir>/config/setup/jest-database.mjs',
      globalTeardown: '<rootDir>/config/setup/jest-database-stop.mjs'
    },
    {
      ...common,
      displayName: 'miniprogram',
      testEnvironment: 'jsdom',
      roots: ['<rootDir>/tests'],
      testMatch: ['<rootDir>/tests/miniprogram/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: IGNORED,
      globals: { API_BASE: 'http://api.test' },
      transform: transform('cjs'),
      // Written as an ES module, which CommonJS cannot take as it is.
      transformIgnorePatterns: ['/node_modules/(?!qr/)'],
      moduleNameMapper: {
        '^@tarojs/taro$': '<rootDir>/tests/miniprogram/mocks/taro.ts',
        '^@tarojs/components$': '<rootDir>/tests/miniprogram/mocks/components.tsx',
        '\\.s?css$': '<rootDir>/tests/miniprogram/mocks/style.cjs'
      }
    }
  ]
}
