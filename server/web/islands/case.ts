/** Pair divider, print button: what a case page gains where scripts run. Without them both photos are simply there. */
import { offerPrinting } from './parts/print.ts'

for (const pair of document.querySelectorAll<HTMLElement>('[data-pair]')) {
  const middle = pair.querySelector('.pair-mid')
  const slide = document.createElement('input')
  slide.type = 'range'
  slide.className = 'pair-slide'
  slide.min = '10'
  slide.max = '90'
  slide.value = '50'
  slide.setAttribute('aria-label', pair.dataset['pair'] ?? '')
  slide.addEventListener('input', () => pair.style.setProperty('--cut', slide.value))
  pair.insertBefore(slide, middle)
}

offerPrinting()
