import {isDns1123Subdomain} from '../../../../api/names.ts'

/** What is wrong with a trust bundle's name: one that has a signer says so (`example.com:signer:name`), another may not. */
export function bundleNameErrors(name: string, signer: string, prefix = false): string[] {
  if (!signer) {
    if (name.includes(':')) return ['ClusterTrustBundle without signer name must not have ":" in its name']
    return isDns1123Subdomain(whole(name, prefix))
  }
  const start = `${signer.replaceAll('/', ':')}:`
  if (!name.startsWith(start)) return [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${start}`]
  return isDns1123Subdomain(whole(name.slice(start.length), prefix))
}

/** A prefix may end with a hyphen: something follows. */
const whole = (name: string, prefix: boolean): string => (prefix && name.length > 1 ? name.replace(/-$/, 'a') : name)
