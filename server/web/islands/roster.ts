/** 打印: opens the printer at once; without a script the sheet is there to be printed from the browser's own menu. */
export {}
document.querySelectorAll<HTMLAnchorElement>('a[href$="?print=1"]').forEach((link) => {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    print()
  })
})
if (new URLSearchParams(location.search).get('print') === '1') print()
