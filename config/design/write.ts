/** `npm run tokens`: writes the files made from the design tokens. A test says when they are older than their source. */
import { writeFileSync } from 'node:fs'
import { designFiles } from './style-sheets.ts'

const root = new URL('../../', import.meta.url)
for (const [path, text] of Object.entries(designFiles())) writeFileSync(new URL(path, root), text)
