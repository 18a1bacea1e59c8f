/**
 * What the oldest phones that we build for (browserslist in package.json: iOS 13.4, Chrome 80) do not know of the language;
 * tests/weapp-host/engine.ts finds what is missing here.
 */
function at(this: ArrayLike<unknown>, index: number): unknown {
  const whole = Math.trunc(index) || 0
  return this[whole < 0 ? this.length + whole : whole]
}

for (const kind of [Array.prototype, String.prototype] as object[])
  if (!('at' in kind)) Object.defineProperty(kind, 'at', { value: at, writable: true, configurable: true })

export {}
