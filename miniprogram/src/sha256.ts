/** SHA-256 of bytes. WeChat has none to offer, and a browser none without https. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0
const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n)
const begin = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))

/** Plain loops over plain numbers: a mini-program on an iPhone runs without a compiler. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const state = Int32Array.from(begin)
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, bytes.length / 2 ** 29)
  view.setUint32(padded.length - 4, bytes.length * 8)
  const w = new Int32Array(64)
  for (let from = 0; from < padded.length; from += 64) {
    let a = state[0] as number
    let b = state[1] as number
    let c = state[2] as number
    let d = state[3] as number
    let e = state[4] as number
    let f = state[5] as number
    let g = state[6] as number
    let h = state[7] as number
    for (let i = 0; i < 64; i++) {
      let word: number
      if (i < 16) word = view.getInt32(from + i * 4)
      else {
        const x = w[i - 15] as number
        const y = w[i - 2] as number
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
        word = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0
      }
      w[i] = word
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] as number) + word) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + s0 + ((b & c) ^ (b & d) ^ (c & d))) | 0
    }
    state[0] = (state[0] as number) + a
    state[1] = (state[1] as number) + b
    state[2] = (state[2] as number) + c
    state[3] = (state[3] as number) + d
    state[4] = (state[4] as number) + e
    state[5] = (state[5] as number) + f
    state[6] = (state[6] as number) + g
    state[7] = (state[7] as number) + h
  }
  const sum = new DataView(new ArrayBuffer(32))
  state.forEach((word, i) => sum.setInt32(i * 4, word))
  return new Uint8Array(sum.buffer)
}
