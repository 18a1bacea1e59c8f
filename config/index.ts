import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { Packed } from './packed'
import { nameByPlaceBelow } from './same-everywhere'
import theme from '../miniprogram/src/theme.json'
import dev from './dev'
import prod from './prod'

// Taro loads the three files of its build as CommonJS, so `__dirname` and imports without an extension are right here.
const root = path.resolve(__dirname, '..')
const platform = process.env.TARO_ENV === 'h5' ? 'h5' : 'weapp'
const shared = path.join(root, 'shared')

interface Chain {
  optimization: { merge: (options: object) => void }
  plugin: (name: string) => { use: (plugin: object) => void }
  merge: (options: object) => void
}
interface Chunks {
  chunkGraph: { getModuleChunksIterable: (module: unknown) => Iterable<{ name?: string }> }
}

/** What the first screen runs; whatever only later pages share is loaded with the first of them. */
const FIRST_SCREEN = ['app', 'home/index']
const LATER = 'later'
/** Scripts alone: Taro loads style sheets of its own common chunk and of no other. */
const isLater = (module: { type: string }, { chunkGraph }: Chunks): boolean =>
  module.type.startsWith('javascript/') &&
  [...chunkGraph.getModuleChunksIterable(module)].every((chunk) => !FIRST_SCREEN.includes(chunk.name ?? ''))

/** Design tokens stay pixels as they are written, so that 大字版 scales them and nothing else does. */
const asWritten = { pxtransform: { enable: false, config: {} }, cssModules: { enable: false } }

nameByPlaceBelow(root)

/** Whose code is in the build: compared with what we say it is (third-party.mjs). */
const packed = new Packed(path.join(root, '.cache', `packed-${platform}.json`))

const TRYING = 'http://127.0.0.1:8787'
/**
 * Where the API answers. The web build is served by that same server, so its base is empty. WeChat lets a released program
 * call nothing but https, and a package that cannot call its city should not be made; FOR_TRYING makes one for DevTools.
 */
function addressOfApi(): string {
  if (platform === 'h5') return ''
  const given = process.env.API_BASE ?? ''
  if (process.env.FOR_TRYING || process.env.NODE_ENV === 'development') return given || TRYING
  if (/^https:\/\/[^/\s]+$/.test(given)) return given
  process.stderr.write(
    `API_BASE is ${given || 'not set'}: a build for release needs the city's own address, such as https://ssp.example.cn (FOR_TRYING=1 makes one for DevTools alone)\n` +
      `API_BASE ${given || '没有设置'}：发布用的构建要写明本市的 https 地址，如 https://ssp.example.cn（只在开发者工具里试用：FOR_TRYING=1）\n`
  )
  process.exit(2)
}
const apiBase = addressOfApi()

export default defineConfig<'webpack5'>((merge) => {
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'suishoupai',
    date: '2026-11-22',
    designWidth: 750,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'miniprogram/src',
    outputRoot: `miniprogram/dist/${platform}`,
    // React's source, Preact's size; back is this word, the one in babel.config.cjs and the alias in vitest.config.mjs.
    framework: 'preact',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    plugins: [path.join(root, 'config/aria.ts')],
    // Chinese as it is, three bytes a character: escaped it would be six, and every byte of the main package is loaded.
    terser: { enable: true, config: { output: { ascii_only: false } } },
    defineConstants: {
      API_BASE: JSON.stringify(apiBase),
      ON_WEAPP: JSON.stringify(platform === 'weapp')
    },
    // WeChat reads these by their path in the package: nothing imports them.
    copy: {
      patterns: platform === 'weapp' ? [{ from: 'miniprogram/src/images/', to: 'miniprogram/dist/weapp/images/' }] : [],
      options: {}
    },
    mini: {
      compile: { include: [shared] },
      postcss: asWritten,
      addChunkPages: (pages: Map<string, string[]>, names: string[] = []) => {
        for (const name of names) if (!FIRST_SCREEN.includes(name)) pages.set(name, [LATER])
      },
      webpackChain: (chain: Chain) => {
        chain.optimization.merge({
          splitChunks: { cacheGroups: { [LATER]: { name: LATER, test: isLater, minChunks: 2, priority: 5 } } }
        })
        chain.plugin('packed').use(packed)
      }
    },
    h5: {
      publicPath: './',
      htmlPluginOption: {
        title: '随手拍',
        paper: theme.light.paper,
        paperAtNight: theme.dark.paper,
        ink: theme.light.ink,
        inkAtNight: theme.dark.ink,
        needsScript: '这里要有脚本才能拍照上报。没有脚本也能上报：',
        withoutScript: '在这里填表'
      },
      staticDirectory: 'static',
      router: { mode: 'hash' },
      compile: { include: [shared] },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css'
      },
      postcss: { ...asWritten, autoprefixer: { enable: true, config: {} } },
      // Pages are loaded one by one; what several of them need is loaded once.
      webpackChain: (chain: Chain) => {
        chain.optimization.merge({ splitChunks: { chunks: 'all', minSize: 20_000 } })
        // Taro's Swiper, which no page of ours has, stands on one with a known weakness.
        chain.merge({ resolve: { alias: { swiper: false } } })
        chain.plugin('packed').use(packed)
      }
    }
  }
  return merge({}, base, process.env.NODE_ENV === 'development' ? dev : prod)
})
