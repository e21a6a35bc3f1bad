/** Core collections that quotas count under their bare names. */
const plain = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
])

const compute = /^((requests|limits)\.)?(cpu|memory|ephemeral-storage)$|^(requests\.)?hugepages-/

/** Which collection's objects a quota's resource measures, as in `deployments.apps`; undefined for a name that measures nothing. */
export function countedCollection(name: string): string | undefined {
  if (name.startsWith('count/')) return name.slice('count/'.length)
  if (plain.has(name)) return name
  if (name === 'services.nodeports' || name === 'services.loadbalancers') return 'services'
  if (name.endsWith('.deviceclass.resource.k8s.io/devices')) return 'resourceclaims.resource.k8s.io'
  if (/(^|\.storageclass\.storage\.k8s\.io\/)(requests\.storage|persistentvolumeclaims)$/.test(name))
    return 'persistentvolumeclaims'
  return compute.test(name) || isExtended(name) ? 'pods' : undefined
}

/** What no kind of node has by nature, as in `requests.example.com/gpu`; it cannot be promised twice, so only requests are limited. */
const isExtended = (name: string): boolean =>
  name.startsWith('requests.') && name.includes('/') && !name.includes('kubernetes.io/')
