import {readFileSync} from 'node:fs'
import {dirname, resolve} from 'node:path'
import {parseYaml} from '../../../../api/yaml/index.ts'
import {readCredentials} from '../../../../client/kubeconfig/credentials.ts'
import {effectiveConfig} from '../../../../client/kubeconfig/effective-config.ts'
import type {Kubeconfig} from '../../../../client/kubeconfig/kubeconfig.ts'
import type {PostTarget} from '../../post.ts'
import {requestPath} from '../../request-path.ts'

/** Who answers reviews, and how to get there: what a file in kubeconfig's format says of it. */
export type WebhookEndpoint = (timeoutSeconds: number) => Promise<PostTarget>

/** Reads such a file; throws in client-go's words what is wrong with it. Credentials are read when they are first needed. */
export function webhookEndpoint(file: string, now: () => number): WebhookEndpoint {
  const options = {env: process.env, cwd: dirname(file), now}
  const config = effectiveConfig(kubeconfigOf(file), options)
  let credentials: ReturnType<typeof readCredentials> | undefined
  return async timeoutSeconds => {
    const url = new URL(config.server)
    // What is not encrypted carries no secrets.
    credentials ??= readCredentials(url.protocol === 'http:' ? {...config, user: {}} : config, options)
    const {headers, tls} = await credentials
    const {ca, servername, ...own} = tls
    url.pathname = requestPath(decodeURI(url.pathname))
    url.search = `timeout=${timeoutSeconds}s`
    const host = url.hostname.replace(/^\[|\]$/g, '')
    return {
      url,
      shown: url.href,
      host,
      port: Number(url.port || (url.protocol === 'http:' ? 80 : 443)),
      serverName: servername ?? (/^[\d.:]+$/.test(host) ? '' : host),
      headers: {'user-agent': 'kube-apiserver/v1.34.3 (linux/amd64) kubernetes/df11db1', ...headers},
      tls: own,
      ...(ca && {ca}),
    }
  }
}

/** A file in kubeconfig's format, the paths inside it made absolute. */
export function kubeconfigOf(file: string): Kubeconfig {
  const config = parseYaml(textOf(file)) as Partial<Kubeconfig> | null
  const at = (path: string | undefined) => path && resolve(dirname(file), path)
  return {
    ...config,
    clusters: (config?.clusters ?? []).map(({name, cluster}) => ({
      name,
      cluster: filled(cluster, {'certificate-authority': at(cluster?.['certificate-authority'])}),
    })),
    users: (config?.users ?? []).map(({name, user}) => ({
      name,
      user: filled(user, {
        'client-certificate': at(user?.['client-certificate']),
        'client-key': at(user?.['client-key']),
        tokenFile: at(user?.tokenFile),
      }),
    })),
    contexts: (config?.contexts ?? []).map(({name, context}) => ({name, context: context ?? {}})),
  } as Kubeconfig
}

const filled = (base: object | undefined, paths: Record<string, string | undefined>): object => ({
  ...base,
  ...Object.fromEntries(Object.entries(paths).filter(([, path]) => path)),
})

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    throw new Error(code === 'ENOENT' ? `stat ${file}: no such file or directory` : message)
  }
}
