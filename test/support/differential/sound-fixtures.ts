import type {JsonObject} from '../../../src/api/object.ts'

export interface Complaint {
  field?: string
  message: string
}

/** Asks a server for its complaints about an object; none: it takes it. */
export type Judge = (object: JsonObject) => Promise<readonly Complaint[]>

/** How often a fixture is mended before it is given up. */
const patience = 60

/**
 * A fixture changed where a server complains, and nowhere else: one of the values that it names as supported, a value for what it requires, and what else it does
 * not take left out. Undefined: the server has complaints that this does not help against.
 */
export async function soundFixture(fixture: JsonObject, judge: Judge): Promise<JsonObject | undefined> {
  const object = structuredClone(fixture)
  for (const [kind, path, value] of presets) if (object['kind'] === kind) put(object, path.split('.'), value)
  for (const [key, value] of entangled) putWherever(object, key, value)
  const tried = new Map<string, number>()
  for (let round = 0; round < patience; round += 1) {
    const complaints = await judge(object)
    if (complaints.length === 0) return object
    const mended: string[] = []
    for (const {field = '', message} of complaints) {
      // What another complaint has just changed is looked at again first.
      if (mended.some(other => field.startsWith(other) || other.startsWith(field))) continue
      const times = tried.get(field) ?? 0
      tried.set(field, times + 1)
      mended.push(field)
      mend(object, pathOf(field), message, times)
    }
  }
  return undefined
}

function mend(object: JsonObject, path: readonly string[], message: string, times: number): void {
  const value = structuredClone(soundValue(path)) ?? supportedValue(message)
  const absent = valueAt(object, path) === undefined
  // Some complaints name another place than the one they are about.
  if (absent && value === undefined) {
    if (times < 2 || path.length < 3) putWherever(object, lastName(path), undefined)
    else put(object, path.slice(0, -1), undefined)
  }
  // What a value does not help against is left out.
  else put(object, path, absent || times === 0 ? value : undefined)
}

/** Changes a field wherever it is; undefined: leaves it out. */
function putWherever(value: unknown, key: string, wanted: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const record = value as Record<string, unknown>
  if (wanted === undefined) delete record[key]
  else if (key in record) record[key] = structuredClone(wanted)
  for (const part of Object.values(record)) putWherever(part, key, wanted)
}

const lastName = (path: readonly string[]): string => path.findLast(part => !/^\d+$/.test(part)) ?? ''

const valueAt = (object: JsonObject, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object)

function supportedValue(message: string): string | undefined {
  const first = /supported values: ("(?:[^"\\]|\\.)*")/.exec(message)?.[1]
  return first && (JSON.parse(first) as string)
}

/** Of CN=a, with a key that nobody has. */
const certificateRequest = [
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIR01HNENBUUF3RERFS01BZ0dBMVVFQXd3QllUQlpNQk1HQnlxR1NNNDlBZ0',
  'VHQ0NxR1NNNDlBd0VIQTBJQQpCQkNHUWlrYTFreThpM1N3aGdZK1VOeGFjWG9pMDVWNFFEM3U0NjJXYldVaGJ0U0c2aUpYZENVc3JtZk5pM0Jo',
  'CmpPbUFpckl2dzNUeElacjVSbHFLVVNTZ0FEQUtCZ2dxaGtqT1BRUURBZ05JQURCRkFpRUFuRk9lNHZnTUd5V3IKREdvdXBUelk2bm1zaFlxcm',
  'lncFU5Q3B6V2NpM2hoa0NJSGc4ZitxTUJaM1NjamZJZXIwMDk2dHpnMFExYmlJVgppR1Uwc2t6MTVUSW8KLS0tLS1FTkQgQ0VSVElGSUNBVEUg',
  'UkVRVUVTVC0tLS0tCg==',
].join('')

/** What cannot be mended a field at a time, wherever it is; undefined: it is left out. */
const entangled: readonly (readonly [string, unknown])[] = [
  ['volumeDevices', undefined],
  ['ephemeralContainers', undefined],
  ['deprecatedFirstTimestamp', undefined],
  ['deprecatedLastTimestamp', undefined],
  ['deprecatedCount', undefined],
  ['deprecatedSource', undefined],
  ['loadBalancerSourceRanges', undefined],
  ['matchFields', [{key: 'metadata.name', operator: 'In', values: ['name-a']}]],
  ['tolerations', [{key: 'keyValue', operator: 'Equal', value: 'value', effect: 'NoExecute', tolerationSeconds: 5}]],
]

/** What complaints do not lead to. */
const presets: readonly (readonly [string, string, unknown])[] = [
  ['Pod', 'spec.serviceAccountName', 'default'],
  ['Pod', 'spec.priorityClassName', 'system-node-critical'],
  ['Pod', 'spec.priority', undefined],
  ['Pod', 'spec.preemptionPolicy', undefined],
  ['Pod', 'spec.runtimeClassName', undefined],
  ['Pod', 'spec.overhead', undefined],
  ['Namespace', 'metadata.name', 'fixture-b'],
  ['PersistentVolume', 'spec.cephfs', undefined],
  ['PersistentVolume', 'spec.nodeAffinity', undefined],
  ['PersistentVolume', 'spec.volumeAttributesClassName', undefined],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '1Gi'],
  ['ResourceSlice', 'spec.nodeSelector', undefined],
  ['ResourceSlice', 'spec.allNodes', undefined],
  ['ResourceSlice', 'spec.perDeviceNodeSelection', undefined],
  ['ResourceSlice', 'spec.devices.0.nodeName', undefined],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage', '1Gi'],
  ['Node', 'spec.taints', undefined],
  ['Node', 'spec.podCIDR', undefined],
  ['Node', 'spec.podCIDRs', undefined],
  ['Service', 'spec.clusterIP', undefined],
  ['Job', 'spec.template.spec.restartPolicy', 'Never'],
  ['CronJob', 'spec.jobTemplate.spec.template.spec.restartPolicy', 'Never'],
  ['Job', 'spec.manualSelector', undefined],
  ['CronJob', 'spec.jobTemplate.spec.manualSelector', undefined],
  ['IPAddress', 'metadata.name', '10.96.200.77'],
  ['PriorityLevelConfiguration', 'spec.type', 'Limited'],
  ['PriorityLevelConfiguration', 'spec.exempt', undefined],
  ['CertificateSigningRequest', 'spec.request', certificateRequest],
]

const soundValue = (path: readonly string[]): unknown =>
  soundValues.find(([pattern]) => pattern.test(path.join('.')))?.[1]

/** What may stand in a field, for fields that must be there; the others are left out. */
const soundValues: readonly (readonly [RegExp, unknown])[] = [
  [/^spec\.accessModes$|volumeClaimTemplates\.\d+\.spec\.accessModes$/, ['ReadWriteOnce']],
  [/^spec\.capacity$/, {storage: '1Gi'}],
  [/resources\.storage$/, '1Gi'],
  [/^spec\.finalizers$/, ['kubernetes']],
  [/\.ip$/, '10.1.2.3'],
  [/^spec\.ports$/, [{port: 80}]],
  [/onExitCodes\.operator$/, 'In'],
  [/operator$/, 'Exists'],
  [/initContainers\.\d+\.name$/, 'init-a'],
  [/pool\.name$/, 'pool-a'],
  [/Count$/, 1],
  [/series\.count$/, 5],
  [/allNodes$/, true],
  [/topologyKey$/, 'topology.example.com/zone'],
  [/limitResponse\.type$/, 'Reject'],
  [
    /^spec\.metrics\.\d+$/,
    {type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 50}}},
  ],
  [/scaleTargetRef\.apiVersion$/, 'apps/v1'],
  [/^type$/, 'Normal'],
  [/^spec\.controller$/, 'example.com/controller'],
  [/signerName$/, 'example.com/signer'],
  [/usages$/, ['client auth']],
  [/cidrs$/, ['10.98.0.0/24']],
  [/\.cidr$/, '10.98.0.0/24'],
  [/clusterRoleSelectors\.\d+$/, {matchLabels: {a: 'b'}}],
  [/volumeLifecycleModes$/, ['Persistent']],
  [/tokenRequests\.\d+\.expirationSeconds$/, 3600],
  [/[cC]lassName$|nodeName$|policyName$|paramRef\.name$|^handler$|driver$|deviceClassName$/, 'name-a'],
  [/^spec\.source$/, {persistentVolumeName: 'name-a'}],
  [/webhooks\.\d+\.name$/, 'a.example.com'],
  [/clientConfig$/, {url: 'https://127.0.0.1/hook'}],
  [/admissionReviewVersions$/, ['v1']],
  [/paramKind\.apiVersion$/, 'v1'],
  [/variables\.\d+\.name$/, 'name'],
  [/messageExpression$|valueExpression$/, '"text"'],
  [/[eE]xpression$/, 'true'],
  [/addresses$/, ['10.1.2.3']],
  [/serviceAccountName$/, 'default'],
  [/schedule$/, '* * * * *'],
  [/timeZone$/, 'Etc/UTC'],
  [/(verbs|operations)$/, ['*']],
  [/(verbs|operations|nonResourceURLs|namespaces)\.\d+$/, '*'],
  [/^spec\.selector$/, {matchLabels: {matchLabelsKey: 'matchLabelsValue'}}],
  [/containers$/, [{name: 'name-a', image: 'imageValue'}]],
  [/restartPolicy$/, 'Always'],
  [/^spec\.hostPath\.type$/, 'Directory'],
  [
    /template\.metadata\.labels$/,
    {matchLabelsKey: 'matchLabelsValue', keyValue: 'value', selectorKey: 'selectorValue'},
  ],
  [/(^|\.)name$|claimName$/, 'fixture-a'],
  [/effect$/, 'NoExecute'],
  [/\.key$/, 'keyValue'],
]

/** `spec.ports[0].name` → spec, ports, 0, name; keys of maps may have dots. */
const pathOf = (field: string): string[] =>
  [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, key, name]) => key ?? name!)

function put(object: JsonObject, path: readonly string[], value: unknown): void {
  if (path.length === 0) return
  let parent: Record<string, unknown> | unknown[] = object
  for (const key of path.slice(0, -1)) {
    if (value !== undefined) (parent as Record<string, unknown>)[key] ??= {}
    const next = (parent as Record<string, unknown>)[key]
    if (typeof next !== 'object' || next === null) return
    parent = next as Record<string, unknown>
  }
  const last = path.at(-1)!
  if (value !== undefined && fits((parent as Record<string, unknown>)[last], value))
    (parent as Record<string, unknown>)[last] = value
  else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
}

/** A name is no replacement for a structure. */
const fits = (now: unknown, value: unknown): boolean =>
  typeof now !== 'object' || now === null || (typeof value === 'object' && Array.isArray(now) === Array.isArray(value))
