// Made from shared/design-tokens.ts by `npm run tokens`; change it there.
export const ink = '#17211f'
export const surface = '#ffffff'
export const brand = '#0b5752'
