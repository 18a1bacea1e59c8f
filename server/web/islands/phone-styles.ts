/**
 * Before the web build of the mini-program: its page lets in only styles that bear the nonce of the page. Taro and its parts write
 * some of their style sheets while they run and know of no nonce: each gets it as it is made.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
if (nonce) {
  const create = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const made = create(name, options)
    if (made instanceof HTMLStyleElement) made.nonce = nonce
    return made
  }
}
