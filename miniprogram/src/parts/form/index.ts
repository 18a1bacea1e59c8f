export { Fields, FormError, Send } from './fields'
export type { FieldRow, TextRow } from './rows'
export { useForm, type FormPlan } from './use-form'
export { anyComplaint, ofContract, ofRefusal, rest, tooShort, type Complaints } from './complaints'
