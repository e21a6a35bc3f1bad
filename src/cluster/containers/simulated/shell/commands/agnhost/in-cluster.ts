import type {HttpResponse} from '../../../programs/program.ts'
import {fetcher} from '../../fetcher.ts'
import type {ShellHost} from '../../shell-host.ts'

const folder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Asks the API server, or whoever else its authority has signed, with the token of the pod's service account; resolves with an answer of 200, and rejects otherwise. */
export async function askInCluster(host: ShellHost, url: string): Promise<Required<HttpResponse>> {
  const token = Buffer.from(host.files.readBytes(`${folder}/token`)).toString()
  const ca = host.files.readBytes(`${folder}/ca.crt`)
  const got = await fetcher(host)({url, headers: {authorization: `Bearer ${token}`}, tls: {ca}}, 30)
  if (got.type === 'name') throw new Error(`Get ${JSON.stringify(url)}: dial tcp: lookup ${got.host}: no such host`)
  if (got.type === 'connect') throw new Error(`Get ${JSON.stringify(url)}: ${got.why}`)
  if (got.response.status !== 200)
    throw new Error(`${got.response.status}: ${Buffer.from(got.response.body).toString()}`)
  return got.response
}

/** Where the API server is, as the pod's environment says. */
export const apiServerUrl = (env: Record<string, string>): string =>
  `https://${env['KUBERNETES_SERVICE_HOST']}:${env['KUBERNETES_SERVICE_PORT']}`
