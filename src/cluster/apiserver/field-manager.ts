import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import {
  sameButTimes,
  trackUpdate,
  trackUpdateAcross,
  typedErrors,
  UntypedItemError,
  VersionError,
  type Versions,
  type Writer,
} from '../../api/patch/managed-fields/index.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import {timestamp} from '../runtime/clock.ts'
import {schemaFor} from './decoding/expected-kind.ts'
import {sameBut} from './registry/same-json.ts'

/** A write as its field manager sees it. */
export interface ManagedWrite {
  definition: ResourceDefinition
  /** What is stored; absent for creates. */
  old?: KubeObject
  manager: string
  subresource: string
  /** Milliseconds. */
  now: number
}

/** The manager of a write that names none: what can be printed of the beginning of its user agent. */
export const managerOr = (manager: string, userAgent: string): string =>
  manager || beginningOf(userAgent.split('/', 1)[0]!) || 'unknown'

/** At most 128 bytes of text. */
function beginningOf(text: string): string {
  if (/^[ -~]{0,128}$/.test(text)) return text
  let start = ''
  let length = 0
  for (const character of Buffer.from(text, 'latin1')
    .toString()
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '')) {
    length += Buffer.byteLength(character)
    if (length > 128) break
    start += character
  }
  return start
}

/** Who writes, in the words of managedFields. */
export const writerOf = ({definition, manager, subresource, now}: Omit<ManagedWrite, 'old'>): Writer => ({
  manager,
  apiVersion: apiVersionOf(definition),
  subresource,
  time: timestamp(now),
  ignored: resetFieldsOf(definition, subresource),
})

/** As trackManagedFields does, where others may manage fields of other versions: an object that cannot be shown in those is nobody's. */
export async function trackAcrossVersions(
  draft: KubeObject,
  {versions, ...write}: ManagedWrite & {versions: Versions},
): Promise<void> {
  if (write.definition.unmanaged) return setManagedFields(draft, undefined)
  const own = apiVersionOf(write.definition)
  const foreign = [draft, write.old].some(object =>
    object?.metadata.managedFields?.some(({apiVersion}) => apiVersion !== own),
  )
  if (!foreign) return trackManagedFields(draft, write)
  try {
    const {definition, old} = write
    checkTyped(definition, draft, old)
    const entries = await trackUpdateAcross(schemaFor(definition), old, draft, writerOf(write), versions)
    setManagedFields(draft, entries)
  } catch (error) {
    if (!(error instanceof UntypedItemError || error instanceof VersionError)) throw error
    setManagedFields(draft, undefined)
  }
}

/** Records on the draft who set which of its fields; nobody's are told of an object with items that have no place in their lists. */
export function trackManagedFields(draft: KubeObject, write: ManagedWrite): void {
  if (write.definition.unmanaged) return setManagedFields(draft, undefined)
  try {
    checkTyped(write.definition, draft, write.old)
    setManagedFields(draft, trackUpdate(schemaFor(write.definition), write.old, draft, writerOf(write)))
  } catch (error) {
    if (!(error instanceof UntypedItemError)) throw error
    setManagedFields(draft, undefined)
  }
}

/** A custom resource that is not of its type, which validation has yet to see, or never does, is nobody's. */
function checkTyped({structural}: ResourceDefinition, ...objects: (KubeObject | undefined)[]): void {
  if (!structural) return
  for (const object of objects)
    if (object && typedErrors(structural, object).some(error => !error.includes(': duplicate entries for key ')))
      throw new UntypedItemError('an object is not of its type')
}

/** Puts entries on a draft; no list at all where there are none, as Kubernetes writes it. */
export function setManagedFields({metadata}: KubeObject, entries: KubeObject['metadata']['managedFields']): void {
  if (entries?.length) metadata.managedFields = entries
  else delete metadata.managedFields
}

/** A write that changes nothing but the times at which fields were managed changes nothing. */
export function ignoreNewTimes(draft: KubeObject, old: KubeObject): void {
  const [entries, before] = [draft.metadata.managedFields, old.metadata.managedFields]
  if (entries === before || !sameButTimes(entries, before)) return
  if (sameBut('managedFields', draft, old)) setManagedFields(draft, before)
}

/** What a write through this door sets back anyway, so that nobody comes to own it; the same list for all of them. */
function resetFieldsOf(definition: ResourceDefinition, subresource: string): string[][] {
  let known = resets.get(definition)
  if (!known) {
    known = new Map()
    resets.set(definition, known)
  }
  const door = subresource === 'status' || odd[definition.plural]?.[subresource] ? subresource : ''
  let fields = known.get(door)
  if (!fields) {
    fields = resetFields(definition, door)
    known.set(door, fields)
  }
  return fields
}

const resets = new WeakMap<ResourceDefinition, Map<string, string[][]>>()

function resetFields({plural, subresources, structural}: ResourceDefinition, subresource: string): string[][] {
  if (!subresources?.['status']) return []
  const own = odd[plural]?.[subresource]
  if (own) return own
  if (subresource !== 'status') return [['status']]
  if (structural)
    return [...structural.fields.keys()].filter(name => name !== 'status' && name !== 'metadata').map(name => [name])
  return [['spec'], ...(alsoReset[plural] ?? [])]
}

/** Kinds that do not go by the rule: some of them, it seems, by oversight. */
const odd: Record<string, Record<string, string[][]>> = {
  servicecidrs: {'': [], status: []},
  pods: {ephemeralcontainers: [], resize: []},
  certificatesigningrequests: {
    '': [['spec'], ['status']],
    status: [['spec'], ['status', 'conditions']],
    approval: [['spec'], ['status', 'certificate']],
  },
}

/** What else status updates leave as it is. */
const alsoReset: Record<string, string[][]> = {
  deployments: [['metadata', 'labels']],
  pods: [
    ['metadata', 'deletionTimestamp'],
    ['metadata', 'ownerReferences'],
  ],
  customresourcedefinitions: [['metadata']],
  storageversionmigrations: [['metadata']],
  volumeattachments: [['metadata']],
  flowschemas: [['metadata']],
  prioritylevelconfigurations: [['metadata']],
  apiservices: [['metadata']],
  validatingadmissionpolicies: [['metadata']],
}
