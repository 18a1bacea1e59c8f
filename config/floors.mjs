// The lowest safe version of packages with known weaknesses, for the whole tree of package-lock.json: `npm audit` asks a registry
// that many networks have not. [package, from which version on it is weak, the first that is safe or null, what is known as].
// Last gone through on 2026-11-30; a row is added when a notice comes, whether the tree has the package or not.
export const floors = [
  ['@babel/helpers', '0', '7.26.10', 'CVE-2025-27789'],
  ['@babel/runtime', '0', '7.26.10', 'CVE-2025-27789'],
  ['@babel/traverse', '0', '7.23.2', 'CVE-2023-45133'],
  ['ajv', '0', '6.14.0', 'CVE-2025-69873'],
  ['ajv', '7.0.0', '8.18.0', 'CVE-2025-69873'],
  ['ansi-regex', '6.2.1', '6.2.2', 'published by a thief, September 2025'],
  ['axios', '0', '1.13.5', 'CVE-2026-25639'],
  ['body-parser', '0', '1.20.3', 'CVE-2024-45590'],
  ['brace-expansion', '0', '1.1.12', 'CVE-2025-5889'],
  ['brace-expansion', '2.0.0', '2.0.2', 'CVE-2025-5889'],
  ['braces', '0', '3.0.3', 'CVE-2024-4068'],
  ['busboy', '0', '1.0.0', 'CVE-2022-24434 by dicer'],
  ['cookie', '0', '0.7.0', 'CVE-2024-47764'],
  ['cross-spawn', '0', '7.0.5', 'CVE-2024-21538'],
  ['debug', '4.4.2', '4.4.3', 'published by a thief, September 2025'],
  ['decompress', '0', '4.2.1', 'CVE-2020-12265'],
  ['dicer', '0', null, 'CVE-2022-24434'],
  ['esbuild', '0', '0.25.0', 'GHSA-67mh-4wv8-2f99'],
  ['express', '0', '4.20.0', 'CVE-2024-43796'],
  ['fast-xml-parser', '0', '4.2.4', 'CVE-2023-34104'],
  ['file-type', '13.0.0', '21.3.2', 'CVE-2026-31808, CVE-2026-32630'],
  ['flatted', '0', '3.4.2', 'CVE-2026-33228'],
  ['follow-redirects', '0', '1.15.6', 'CVE-2024-28849'],
  ['form-data', '4.0.0', '4.0.4', 'CVE-2025-7783'],
  ['glob', '10.2.0', '10.5.0', 'CVE-2025-64756'],
  ['got', '0', '11.8.5', 'CVE-2022-33987'],
  ['html-minifier', '0', null, 'CVE-2022-37620'],
  ['http-proxy-middleware', '0', '2.0.9', 'CVE-2025-32997'],
  ['immutable', '0', '4.3.8', 'CVE-2026-29063'],
  ['js-yaml', '0', '3.14.2', 'CVE-2025-64718'],
  ['js-yaml', '4.0.0', '4.1.1', 'CVE-2025-64718'],
  ['json5', '0', '1.0.2', 'CVE-2022-46175'],
  ['json5', '2.0.0', '2.2.2', 'CVE-2022-46175'],
  ['jsonwebtoken', '0', '9.0.0', 'CVE-2022-23539, CVE-2022-23540, CVE-2022-23541'],
  ['jws', '0', '3.2.3', 'CVE-2025-65945'],
  ['jws', '4.0.0', '4.0.1', 'CVE-2025-65945'],
  ['koa', '0', '2.16.4', 'CVE-2025-62595, CVE-2026-27959'],
  ['koa', '3.0.0', '3.1.2', 'CVE-2025-8129, CVE-2026-27959'],
  ['loader-utils', '0', '1.4.2', 'CVE-2022-37601'],
  ['loader-utils', '2.0.0', '2.0.4', 'CVE-2022-37601'],
  ['lodash', '0', '4.17.23', 'CVE-2025-13465'],
  ['lodash-es', '0', '4.17.23', 'CVE-2025-13465'],
  ['micromatch', '0', '4.0.8', 'CVE-2024-4067'],
  ['minimatch', '0', '3.1.4', 'CVE-2026-26996, CVE-2026-27903, CVE-2026-27904'],
  ['minimatch', '4.0.0', '9.0.7', 'CVE-2026-26996, CVE-2026-27903, CVE-2026-27904'],
  ['minimatch', '10.0.0', '10.2.3', 'CVE-2026-26996, CVE-2026-27903, CVE-2026-27904'],
  ['mongoose', '0', '8.9.5', 'CVE-2024-53900, CVE-2025-23061'],
  ['multer', '0', '2.3.0', 'CVE-2025-47935, CVE-2025-47944, CVE-2025-48997, CVE-2025-7338, CVE-2026-77078'],
  ['nanoid', '0', '3.3.8', 'CVE-2024-55565'],
  ['nanoid', '4.0.0', '5.0.9', 'CVE-2024-55565'],
  ['node-forge', '0', '1.3.2', 'CVE-2025-12816'],
  ['nodemailer', '0', '10.1.4', 'GHSA-g73g-hqqh-jr95, GHSA-85x2-q946-cp5h'],
  ['on-headers', '0', '1.1.0', 'CVE-2025-7339'],
  ['path-to-regexp', '0', '0.1.13', 'CVE-2024-45296, CVE-2024-52798, CVE-2026-4867'],
  ['path-to-regexp', '0.2.0', '6.3.0', 'CVE-2024-45296'],
  ['path-to-regexp', '7.0.0', '8.4.0', 'CVE-2024-45296, CVE-2026-4923, CVE-2026-4926'],
  ['picomatch', '0', '2.3.2', 'CVE-2026-33671'],
  ['picomatch', '3.0.0', '4.0.4', 'CVE-2026-33671'],
  ['postcss', '0', '8.4.31', 'CVE-2023-44270'],
  ['preact', '10.26.5', '10.28.2', 'GHSA-36hm-qxxp-pg3m'],
  ['qs', '0', '6.14.2', 'CVE-2025-15284, CVE-2026-2391'],
  ['rollup', '0', '3.30.0', 'CVE-2024-47068, CVE-2026-27606'],
  ['rollup', '4.0.0', '4.59.0', 'CVE-2024-47068, CVE-2026-27606'],
  ['semver', '0', '5.7.2', 'CVE-2022-25883'],
  ['semver', '6.0.0', '6.3.1', 'CVE-2022-25883'],
  ['semver', '7.0.0', '7.5.2', 'CVE-2022-25883'],
  ['send', '0', '0.19.0', 'CVE-2024-43799'],
  ['serialize-javascript', '0', '7.0.3', 'GHSA-5c6j-r48x-rmvq'],
  ['serve-static', '0', '1.16.0', 'CVE-2024-43800'],
  ['sharp', '0', '0.35.0', 'GHSA-f88m-g3jw-g9cj: four weaknesses of libvips'],
  ['sift', '0', '17.1.4', 'CVE-2026-85625'],
  ['svgo', '3.0.0', '3.3.3', 'CVE-2026-29074'],
  ['swiper', '6.5.1', '12.1.2', 'CVE-2026-27212'],
  ['tough-cookie', '0', '4.1.3', 'CVE-2023-26136'],
  ['vite', '7.0.0', '7.1.11', 'CVE-2025-62522'],
  ['vm2', '0', '3.10.2', 'CVE-2026-22709'],
  ['webpack', '5.0.0', '5.94.0', 'CVE-2024-43788'],
  ['webpack-dev-middleware', '0', '5.3.4', 'CVE-2024-29180'],
  ['webpack-dev-server', '0', '5.2.1', 'CVE-2025-30359, CVE-2025-30360'],
  ['word-wrap', '0', '1.2.4', 'CVE-2023-26115'],
  ['ws', '8.0.0', '8.17.1', 'CVE-2024-37890'],
  ['yaml', '2.0.0', '2.8.3', 'CVE-2026-33532'],
  ['zod', '0', '3.22.3', 'CVE-2023-4316']
].map(([name, since, safe, known]) => ({ name, since, safe, known }))

/**
 * What is below its floor and stays, with the reason. Only what developers install and no build packs may stand here; a row for a
 * version that the tree no longer has is refused too.
 */
export const accepted = {
  'busboy@0.3.1': 'reads what our own tests send to the store that stands for S3',
  'dicer@0.3.0': 'as above, by busboy 0.3.1',
  'fast-xml-parser@3.21.1': 'as above: reads what our own tests send to the store that stands for S3',
  'esbuild@0.21.5': 'its development server, which nothing here starts',
  'glob@10.2.6': 'its command line, which nothing here calls',
  'got@8.3.2': 'fetches templates for `taro init`, which nothing here calls',
  'got@9.6.0': 'fetches templates for `taro init`, which nothing here calls',
  'html-minifier@4.0.0': 'shortens the one page of our own web build',
  'lodash-es@4.17.21': 'is in no build',
  'postcss@7.0.39': 'reads our own style sheets',
  'serialize-javascript@6.0.2': 'writes the settings of our own build',
  'swiper@11.1.15': 'the web build leaves it out (config/index.ts)',
  'webpack@5.91.0': 'a build that finds its own address while it runs; ours is told it',
  'webpack-dev-server@4.15.2': 'shows our own sources on the loopback address to whoever edits them',
  'yaml@2.8.1': 'reads our own files in tests'
}

const parts = (version) => version.split('-')[0].split('.').map(Number)
const isBelow = (version, other) => {
  const [a, b] = [parts(version), parts(other)]
  const at = a.findIndex((n, i) => n !== (b[i] ?? 0))
  return at >= 0 && a[at] < (b[at] ?? 0)
}

const since = (version, row) => row.since === '0' || !isBelow(version, row.since)
/** Rows of one package follow each other by `since`: the last that begins at or below a version is its row. */
const rowFor = (name, version) => floors.filter((row) => row.name === name && since(version, row)).at(-1)

/** Each package below its floor, once a version: { place, name, version, safe, known }. */
export const belowFloor = (packages) =>
  packages.flatMap(({ place, name, version }) => {
    const row = rowFor(name, version)
    return row && (row.safe === null || isBelow(version, row.safe)) ? [{ place, name, version, ...row }] : []
  })
