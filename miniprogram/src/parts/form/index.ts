export { Fields, FormError, Send } from './fields'
export type { FieldRow, TextRow } from './rows'
export { useForm, type Form, type FormPlan } from './use-form'
export { anyComplaint, ofContract, ofRefusal, rest, tooShort, type Complaints, type Holder } from './complaints'
