export { move, request } from './commands.ts'
export { identityOf } from './facts.ts'
export { certificatesOf, eraseCertificates, noCertificates, type CertificateDoc } from './model.ts'
export { certificatePdf } from './paper.ts'
