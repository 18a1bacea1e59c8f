// A browser's elements carry these attributes by themselves.
export {}
