import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * Taro calls what several subpackages share after a hash of where it lies on this machine, and numbers follow from names. Here the
 * hash is of where it lies below the root, so that every machine builds the same bytes. Before Taro loads its bundler.
 */
export function nameByPlaceBelow(root: string) {
  const runner = createRequire(createRequire(path.join(root, 'package.json')).resolve('@tarojs/webpack5-runner'))
  const place = runner.resolve('md5')
  const md5 = runner(place) as (text: string) => string
  const loaded = runner.cache[place]
  if (loaded) loaded.exports = (text: string) => md5(path.relative(root, text).split(path.sep).join('/'))
}
