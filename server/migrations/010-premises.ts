/** The register of 门前三包 was kept under the name of `units`. The counter keeps its name: nobody sees it. */
import type { Migration } from './work.ts'

export const premisesCollection: Migration = {
  number: 10,
  name: 'premises',
  run: (work) => work.renameCollection('units', 'premises')
}
