export { move, request } from './commands.ts'
export { noCertificates, type CertificateDoc } from './model.ts'
export { certificatePdf } from './paper.ts'
export { setUpCertificates } from './signing.ts'
