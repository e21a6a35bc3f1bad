import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'

/** Whether somebody may `approve` or `sign` for a signer: for it by name, or for all of its domain (`example.com/*`). */
export async function maySignFor(
  {authorizer}: ServerParts,
  user: UserInfo,
  verb: string,
  signerName: string,
): Promise<boolean> {
  const about = (name: string) => ({
    user,
    verb,
    resourceRequest: true,
    group: 'certificates.k8s.io',
    version: '*',
    resource: 'signers',
    subresource: '',
    namespace: '',
    name,
    path: '',
  })
  if ((await authorizer.authorize(about(signerName))).allowed) return true
  const [domain] = signerName.split('/')
  return (await authorizer.authorize(about(`${domain}/*`))).allowed
}
