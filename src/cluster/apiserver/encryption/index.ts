/**
 * Encryption at rest: what stands in etcd of the kinds that an EncryptionConfiguration names, exactly as a kube-apiserver with the same
 * configuration would have written it, and read whichever of the configuration's keys wrote it. Nothing outside sees anything but plain objects.
 */
export {loadEncryption} from './load-encryption.ts'
export {reloadedEncryption} from './reloaded-encryption.ts'
export type {Encryption, Transformer} from './transformer.ts'
