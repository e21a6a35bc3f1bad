import type {ApiRequest} from '../../client/transport.ts'
import {prefixEnd, type Store} from '../etcd/store.ts'

const configurations = ['/registry/validatingwebhookconfigurations/', '/registry/mutatingwebhookconfigurations/']
const definitions = '/registry/apiextensions.k8s.io/customresourcedefinitions/'
const apiServices = '/registry/apiregistration.k8s.io/apiservices/'

/** What of the objects that lead to pods is looked at here. */
interface Leading {
  webhooks?: {clientConfig?: {service?: object}}[]
  spec?: {
    conversion?: {webhook?: {clientConfig?: {service?: object}}}
    service?: {namespace?: string; name?: string}
  }
}

/**
 * Whether the API server may have to ask a pod of this cluster before it can answer: an admission or conversion webhook, or an API server of somebody
 * else's, behind a Service.
 */
export async function mayCallPods(store: Pick<Store, 'range'>, {method, url}: ApiRequest): Promise<boolean> {
  const holds = async (prefix: string, leads: (object: Leading) => boolean): Promise<boolean> => {
    const {kvs} = await store.range({key: prefix, rangeEnd: prefixEnd(prefix)})
    return kvs.some(({value}) => {
      const text = Buffer.from(value).toString()
      return text.includes('"service"') && leads(JSON.parse(text) as Leading)
    })
  }
  const admits = ({webhooks = []}: Leading) => webhooks.some(({clientConfig}) => clientConfig?.service)
  if (method !== 'GET' && method !== 'HEAD')
    for (const prefix of configurations) if (await holds(prefix, admits)) return true
  if (!/^\/(apis|openapi)([/?]|$)/.test(url) || isBuiltIn(url)) return false
  const converts = ({spec}: Leading) => spec?.conversion?.webhook?.clientConfig?.service !== undefined
  const serves = ({spec}: Leading) => spec?.service !== undefined && spec.service.name !== 'metrics-server'
  return (await holds(definitions, converts)) || holds(apiServices, serves)
}

/** Requests of a group without a dot, or of one of Kubernetes' own: nobody else serves those. */
const isBuiltIn = (url: string): boolean => /^\/apis\/([^./]+|[^/]*\.k8s\.io)\//.test(url)
