export { masked, searchable, spanFault, uncovered } from './apply.ts'
export { findHits } from './find.ts'
export { measured } from './measured.ts'
