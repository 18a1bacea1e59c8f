/** Buttons that print the page: there only where scripts run. */
export function offerPrinting(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print][hidden]')) {
    button.hidden = false
    button.addEventListener('click', () => print())
  }
}
