const volatile = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'clusterIP',
  'nodePort',
  'healthCheckNodePort',
  'token',
  'expirationTimestamp',
  'hash',
  'continue',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'time',
  'lastTransitionTime',
  'lastUpdateTime',
  'lastProbeTime',
  'renewTime',
  'acquireTime',
  'serverAddress',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
  'startTime',
  'holderIdentity',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
])

/** An API group that is not the API server's own. */
const addOn = /^metrics\.k8s\.io$/

interface Named {
  name?: string
  metadata?: {name?: string}
}

/** Makes values that differ from run to run the same, as the comparison of the recordings does. */
export function level(input: unknown, namespace: string, key = ''): unknown {
  let value = input
  if ((key === 'groups' || key === 'items') && Array.isArray(value))
    value = value.filter((item: Named) => !addOn.test(item?.name ?? item?.metadata?.name ?? ''))
  if (Array.isArray(value) && /^(nonR|r)esourceRules$/.test(key))
    value = value
      .map(rule => JSON.stringify(rule))
      .sort()
      .map(rule => JSON.parse(rule) as unknown)
  if (Array.isArray(value))
    return key === 'clusterIPs'
      ? value.map(ip => (ip === 'None' ? ip : 'LEVELLED'))
      : value.map(item => level(item, namespace))
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, item]) => !(name === 'description' && typeof item === 'string'))
        .map(([name, item]) => [name, level(item, namespace, name)]),
    )
  if (volatile.has(key) && value !== '' && value !== null && value !== 'None') return 'LEVELLED'
  return typeof value === 'string' ? levelText(value, namespace) : value
}

export const levelText = (text: string, namespace: string): string =>
  text
    .replaceAll(namespace, 'NAMESPACE')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-SUFFIX')
    .replace(/hash=[0-9A-F]+/g, 'hash=HASH')
    .replace(/\b(10|127)\.\d+\.\d+\.\d+(:\d+)?\b/g, 'ADDRESS')
    .replace(/(resourceVersion|resource version): ?"?\d+"?/gi, '$1: N')
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'TOKEN')
    .replace(/^(\d+[smhdy])+$/, 'AGE')
    .replace(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g, 'CERTIFICATE')
    .replace(/(, current: |in record \()\d+/g, '$1N')
