export { move, request } from './commands.ts'
export { eraseCertificates, noCertificates, type CertificateDoc } from './model.ts'
export { certificatePdf } from './paper.ts'
