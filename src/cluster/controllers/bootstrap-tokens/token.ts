import type {Secret} from '../../../api/kinds.ts'

/** A value of a secret as text; '' where there is none. */
export const textOf = (secret: Secret, name: string): string =>
  Buffer.from(secret.data?.[name] ?? '', 'base64').toString()

/** Whether a secret is one of a token with which nodes join. */
export const isBootstrapToken = ({type, metadata}: Secret): boolean =>
  type === 'bootstrap.kubernetes.io/token' && metadata.namespace === 'kube-system'

/** When a token ends, in milliseconds since the epoch; undefined if never. What is no time has ended long ago. */
export function expiration(secret: Secret): number | undefined {
  const text = textOf(secret, 'expiration')
  if (!text) return undefined
  const end = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(end) ? 0 : end
}
