/**
 * While somebody writes and has chosen no category, what it looks like is offered below the words: one tap chooses,
 * nothing is chosen by itself. Without an answer nothing is shown; the list above is always there.
 */
interface Answer {
  items: { category: { code: string; name: string } }[]
}

const fill = (sentence: string | undefined, name: string): string => (sentence ?? '').replace('{name}', name)
/** A pause in the writing, and how much has to be there. */
const pauseMs = 450
const fewest = 4

export function suggestions(box: HTMLElement): void {
  const say = JSON.parse(box.dataset['suggest'] ?? '{}') as Record<string, string>
  const form = box.closest('form')
  const words = form?.querySelector<HTMLTextAreaElement>('textarea[name="text"]')
  const list = form?.querySelector<HTMLSelectElement>('select[name="category"]')
  if (!form || !words || !list) return
  const value = (name: string) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const show = (...parts: (Node | string)[]) => {
    box.replaceChildren(...parts)
    box.hidden = parts.length === 0
  }
  const choose = (code: string, name: string) => {
    list.value = code
    list.dispatchEvent(new Event('change', { bubbles: true }))
    show(fill(say['chosen'], name))
  }
  const draw = ({ items }: Answer) => {
    const known = items.filter(({ category }) => [...list.options].some((option) => option.value === category.code))
    if (known.length === 0 || list.value !== '') return show()
    const group = document.createElement('div')
    group.setAttribute('role', 'group')
    group.setAttribute('aria-label', say['label'] ?? '')
    group.append(
      ...known.map(({ category }) => {
        const pill = document.createElement('button')
        pill.type = 'button'
        pill.textContent = fill(say['like'], category.name)
        pill.addEventListener('click', () => choose(category.code, category.name))
        return pill
      })
    )
    show(group)
  }
  async function ask(): Promise<void> {
    const mine = ++turn
    const text = words!.value.trim()
    if (list!.value !== '' || [...text].length < fewest) return show()
    const [lng, lat] = [Number(value('lng')), Number(value('lat'))]
    const answer = await fetch('/api/suggest', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, ...(value('lng') !== '' && { place: { lng, lat } }) })
    })
    const found = answer.ok ? ((await answer.json()) as Answer) : { items: [] }
    if (mine === turn) draw(found)
  }
  const later = () => {
    clearTimeout(timer)
    // Help that does not come is no trouble.
    timer = setTimeout(() => void ask().catch(() => show()), pauseMs)
  }
  words.addEventListener('input', later)
  list.addEventListener('change', () => {
    turn++
    if (list.value === '') later()
    else show()
  })
  // Offered by the server, where a form came back: the list then shows what was tapped.
  form.querySelectorAll<HTMLInputElement>('input[name="suggested"]').forEach((input) =>
    input.addEventListener('change', () => {
      list.value = input.value
    })
  )
  if (words.value.trim() !== '' && !form.querySelector('input[name="suggested"]')) later()
}
