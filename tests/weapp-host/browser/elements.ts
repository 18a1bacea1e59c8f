/**
 * WeChat's own elements, as far as a mini-program needs them to behave: fields that speak, photos that load, a picker, a
 * map that says where it is. The rest are plain boxes.
 */
import type { GeneralComponent, GeneralComponentDefinition } from 'glass-easel'
import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import { element, files } from './program.ts'

interface Made {
  /** What the program has set on it by now. */
  prop: (name: string) => unknown
  box: HTMLElement
  tell: (event: string, detail: object) => void
}
interface Kind {
  props: readonly string[]
  /** Draws once; what it returns is called whenever a property changes. */
  draw: (made: Made) => () => void
}

const truth = (value: unknown) => value === true || value === 'true' || value === ''
const words = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const field =
  (tag: 'input' | 'textarea'): Kind['draw'] =>
  ({ prop, box, tell }) => {
    const control = document.createElement(tag)
    box.append(control)
    control.addEventListener('input', (event) => {
      event.stopPropagation()
      tell('input', { value: control.value, cursor: control.selectionStart ?? control.value.length })
    })
    control.addEventListener('blur', () => tell('blur', { value: control.value }))
    control.addEventListener('keydown', (event) => {
      if (tag === 'input' && (event as KeyboardEvent).key === 'Enter') tell('confirm', { value: control.value })
    })
    return () => {
      if (control.value !== words(prop('value'))) control.value = words(prop('value'))
      control.placeholder = words(prop('placeholder'))
      control.disabled = truth(prop('disabled'))
      const most = Number(prop('maxlength'))
      if (most > 0) control.maxLength = most
      if (control instanceof HTMLInputElement) control.type = truth(prop('password')) ? 'password' : 'text'
    }
  }

const kinds: Record<string, Kind> = {
  input: {
    props: ['value', 'placeholder', 'disabled', 'maxlength', 'password', 'type', 'focus', 'name'],
    draw: field('input')
  },
  textarea: {
    props: ['value', 'placeholder', 'disabled', 'maxlength', 'autoHeight', 'focus', 'name'],
    draw: field('textarea')
  },
  image: {
    props: ['src', 'mode', 'lazyLoad'],
    draw: ({ prop, box, tell }) => {
      const picture = document.createElement('img')
      box.append(picture)
      picture.addEventListener('load', () =>
        tell('load', { width: picture.naturalWidth, height: picture.naturalHeight })
      )
      picture.addEventListener('error', () => tell('error', { errMsg: 'image not loaded' }))
      return () => {
        const given = words(prop('src'))
        const src = files.get(given) ?? given.replace(window.__phone.apiBase, '')
        if (src && picture.getAttribute('src') !== src) picture.src = src
        picture.style.objectFit = prop('mode') === 'aspectFill' ? 'cover' : 'fill'
      }
    }
  },
  picker: {
    props: ['mode', 'range', 'value', 'disabled'],
    draw: ({ prop, box, tell }) => {
      box.addEventListener('click', () => {
        if (document.querySelector('.host-sheet')) return
        const sheet = element('div', 'host-sheet')
        listed(prop('range')).forEach((name, value) => {
          const line = element('div', 'host-line', words(name))
          line.addEventListener('click', () => {
            sheet.remove()
            tell('change', { value })
          })
          sheet.append(line)
        })
        document.body.append(sheet)
      })
      return () => undefined
    }
  },
  map: {
    props: ['longitude', 'latitude', 'scale', 'markers', 'circles', 'enableScroll', 'enableZoom'],
    draw: ({ prop, box }) => {
      const note = element('div', 'host-map')
      box.append(note)
      return () => {
        const [longitude, latitude] = [Number(prop('longitude')), Number(prop('latitude'))]
        note.textContent = `map ${longitude.toFixed(4)} ${latitude.toFixed(4)}, ${listed(prop('markers')).length} markers`
      }
    }
  }
}

/** The element's own box in the page. */
const boxOf = (made: GeneralComponent): HTMLElement => made.getBackendElement() as unknown as HTMLElement

export function defineElements(global: CodeSpace): Record<string, GeneralComponentDefinition> {
  const defined: Record<string, GeneralComponentDefinition> = {}
  for (const [name, kind] of Object.entries(kinds)) {
    const redraws = new WeakMap<GeneralComponent, () => void>()
    const redraw = (made: GeneralComponent) => redraws.get(made)?.()
    defined[name] = global
      .getComponentSpace()
      .define(`wx-${name}`)
      .definition({
        properties: Object.fromEntries(
          kind.props.map((prop) => [
            prop,
            {
              type: null,
              value: '',
              observer(this: GeneralComponent) {
                redraw(this)
              }
            }
          ])
        ),
        lifetimes: {
          attached(this: GeneralComponent) {
            const update = kind.draw({
              prop: (name) => (this.data as Record<string, unknown>)[name],
              box: boxOf(this),
              tell: (event, detail) => this.triggerEvent(event, detail)
            })
            redraws.set(this, update)
            update()
          }
        }
      })
      .registerComponent()
      .general()
  }
  return defined
}
