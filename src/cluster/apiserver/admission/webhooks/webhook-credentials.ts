import {readCredentials} from '../../../../client/kubeconfig/credentials.ts'
import type {KubeconfigUser} from '../../../../client/kubeconfig/kubeconfig.ts'
import {kubeconfigOf} from '../../auth/webhook/webhook-endpoint.ts'
import type {PostTarget} from '../../post.ts'

/** How the server proves to a webhook who it is; nothing where it does not. */
export type WebhookCredentials = (target: PostTarget) => Promise<Pick<PostTarget, 'tls' | 'headers'>>

/** Reads a WebhookAdmissionConfiguration's kubeconfig, whose users are called after the webhooks' hosts. Throws an Error that says what is wrong with it. */
export function webhookCredentials(file: string, now: () => number): WebhookCredentials {
  const config = kubeconfigOf(file)
  const users = new Map(config.users.map(({name, user}) => [name, user]))
  const current = config.contexts.find(({name}) => name === config['current-context'])?.context
  const usual = current?.user ? users.get(current.user) : undefined
  return async ({url}) => {
    const user =
      namesFor(url.hostname, url.port || '443')
        .map(name => users.get(name))
        .find(Boolean) ?? usual
    return user ? proofOf(user, now) : {}
  }
}

/** The names that a host's user may have, the most exact one first. */
function namesFor(host: string, port: string): string[] {
  const withWildcards = (name: string) => {
    const parts = name.split('.')
    return [name, ...parts.slice(1).map((_, index) => `*.${parts.slice(index + 1).join('.')}`)]
  }
  return [...withWildcards(`${host}:${port}`), ...(port === '443' ? withWildcards(host) : []), '*']
}

async function proofOf(user: KubeconfigUser, now: () => number): Promise<Pick<PostTarget, 'tls' | 'headers'>> {
  const whole = {server: '', cluster: {}, user, clusterName: '', userName: '', namespace: ''}
  const {headers, tls} = await readCredentials(whole, {env: process.env, cwd: '/', now})
  const {cert, key} = tls
  return {headers, tls: {...(cert && {cert}), ...(key && {key})}}
}
