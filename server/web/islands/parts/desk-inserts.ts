import { all } from './desk-page.ts'

/** Puts a sentence where the cursor stands, and selects the first part of it that is to be filled in. */
export function offerInserts(box: HTMLElement): void {
  const field = box
    .closest('form')
    ?.querySelector<HTMLTextAreaElement>(`textarea[name="${box.dataset['inserts'] ?? ''}"]`)
  if (!field) return
  box.hidden = false
  for (const button of all<HTMLButtonElement>('button', box)) {
    button.addEventListener('click', () => {
      const text = button.dataset['text'] ?? ''
      const at = field.selectionStart
      field.focus()
      field.setRangeText(text, at, field.selectionEnd, 'end')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      const blank = /〔[^〕]*〕/.exec(text)
      if (blank) field.setSelectionRange(at + blank.index, at + blank.index + blank[0].length)
    })
  }
}
