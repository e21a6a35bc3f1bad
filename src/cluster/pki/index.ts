/**
 * The cluster's certificate authorities and keys, under the file names that kubeadm gives them. Everything is made once, when it is first
 * asked for; nothing here knows the API server.
 */
export {issueCertificate, requestCertificate, type Subject} from './certificate.ts'
export {type CertificateRequestContent, parseCertificateRequest} from './certificate-request.ts'
export {usageWords} from './key-usages.ts'
export {PemFolder, PemMemory, type PemStore} from './pem-store.ts'
export {type Credentials, Pki} from './pki.ts'
export {renewCertificate} from './renew-certificate.ts'
