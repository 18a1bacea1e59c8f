/** The painted colours of the city, one warm family; the light of the hour is laid over them later. */
export const shadow = '#17211F'
export const paper = '#F1EEE5'
export const steel = '#8A9794'
export const darkSteel = '#5B6663'
export const rubber = '#333B39'
export const glass = '#A9C0C4'
export const silk = '#D9AE52'
export const silkDark = '#BE933B'
export const woodLight = '#A98254'
export const card = '#B98E5C'
export const cardDark = '#967040'
export const tarmac = '#8F9694'

export const coats = [
  '#3F6F8C',
  '#B8694A',
  '#7A5C78',
  '#4F7F57',
  '#C08A3E',
  '#5A6670',
  '#A84A45',
  '#2E6B66',
  '#8C7A5E'
] as const
export const trousers = ['#3B4650', '#4A4F58', '#5B5348', '#2F3A44', '#6A6F74'] as const
export const skins = ['#E4BE98', '#DDB18A', '#EBCBA8'] as const
export const hairs = ['#2B2A2A', '#3A322C', '#4A3A30', '#B9B4AC'] as const
export const carColours = ['#4A6B86', '#A8573F', '#D8D4C8', '#5D6B68', '#7E8FA0', '#2E6B66', '#B59A5E'] as const
export const fruits = ['#D98A3A', '#C8553D', '#7FA04A', '#E0B04A', '#9BB765', '#B34A36', '#8B5A7A'] as const
