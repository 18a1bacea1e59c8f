/** Words of the pages that print the rules. */
export const docs = {}
