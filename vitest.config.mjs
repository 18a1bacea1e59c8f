// Two projects: the server against a real database, the mini-program in jsdom with Taro's components and calls replaced by our
// own. A worker keeps its modules from file to file (isolate: false): a server that is stopped has to leave nothing behind,
// so that the next one may start in the same process, and what was loaded and compiled once serves every file.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/support/order.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const mock = (name) => here(`tests/miniprogram/mocks/${name}`)
/** A loaded machine gets its time. */
const PATIENCE = { testTimeout: 30_000, hookTimeout: 30_000 }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/miniprogram/**'],
          globalSetup: ['config/setup/test-run.mjs'],
          setupFiles: ['tests/support/setup.ts'],
          ...PATIENCE
        }
      },
      {
        extends: true,
        define: { API_BASE: JSON.stringify('http://api.test') },
        resolve: {
          alias: [
            { find: /^react$/, replacement: 'preact/compat' },
            { find: /^react\/(jsx-(?:dev-)?runtime)$/, replacement: 'preact/$1' },
            { find: /^react-dom$/, replacement: 'preact/compat' },
            { find: /^@tarojs\/taro$/, replacement: mock('taro.ts') },
            { find: /^@tarojs\/components$/, replacement: mock('components.tsx') }
          ]
        },
        test: {
          name: 'miniprogram',
          environment: 'jsdom',
          include: ['tests/miniprogram/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/miniprogram/setup.ts'],
          isolate: true,
          ...PATIENCE
        }
      }
    ]
  }
})
