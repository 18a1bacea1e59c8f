// Which test file goes first. Those that ask for more time than others (`testTimeout`) do, so that none is begun when the rest
// is over; the phone's go last and together: a worker that changes from one project to the other loads everything anew.
import { readFileSync } from 'node:fs'
import { BaseSequencer } from 'vitest/node'

const rank = ({ moduleId, project }) => {
  const source = readFileSync(moduleId, 'utf8')
  const asked = [...source.matchAll(/testTimeout: ([\d_]+)/g)].map(([, ms]) => Number(ms.replaceAll('_', '')))
  return [project.name === 'miniprogram' ? 1 : 0, -Math.max(0, ...asked), -source.length]
}

export default class LongestFirst extends BaseSequencer {
  sort(files) {
    const ranked = files.map((file) => ({ file, of: rank(file) }))
    ranked.sort(({ of: a }, { of: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    return ranked.map(({ file }) => file)
  }
}
