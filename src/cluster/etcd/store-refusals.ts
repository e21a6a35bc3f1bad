import {StoreError} from './store.ts'

/** The requested revision has been compacted away. */
export const compacted = () => new StoreError('compacted', 'etcdserver: mvcc: required revision has been compacted')

/** The requested revision has not happened yet. */
export const futureRevision = () => new StoreError('future', 'etcdserver: mvcc: required revision is a future revision')

/** No such lease, or it has expired. */
export const leaseNotFound = () => new StoreError('lease-not-found', 'etcdserver: requested lease not found')

/** The lease id that was asked for is taken. */
export const leaseExists = () => new StoreError('lease-exists', 'etcdserver: lease already exists')

/** More seconds than etcd allows a lease. */
export const ttlTooLarge = () => new StoreError('ttl-too-large', 'etcdserver: too large lease TTL')

/** One transaction may write a key only once. */
export const duplicateKey = () => new StoreError('duplicate-key', 'etcdserver: duplicate key given in txn request')

/** What is to be kept as it is must be there. */
export const keyNotFound = () => new StoreError('key-not-found', 'etcdserver: key not found')

/** A key has at least one byte. */
export const emptyKey = () => new StoreError('empty-key', 'etcdserver: key is not provided')

/** A value that is to be ignored must not be given. */
export const valueProvided = () => new StoreError('value-provided', 'etcdserver: value is provided')

/** A lease that is to be ignored must not be given. */
export const leaseProvided = () => new StoreError('lease-provided', 'etcdserver: lease is provided')
