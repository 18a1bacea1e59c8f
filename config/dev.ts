import type { UserConfigExport } from '@tarojs/cli'

/** The web build in watch mode talks to the server that `npm run dev` keeps running. */
const server = process.env.DEV_SERVER ?? 'http://127.0.0.1:8787'

export default {
  mini: {},
  h5: {
    // The development server stands at the root; the built one may stand anywhere.
    publicPath: '/',
    devServer: {
      host: '127.0.0.1',
      port: 10086,
      open: false,
      proxy: [{ context: ['/api', '/assets', '/photos'], target: server }]
    }
  }
} satisfies UserConfigExport<'webpack5'>
