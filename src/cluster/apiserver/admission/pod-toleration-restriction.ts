import {builtin} from '../../../api/builtin-resources.ts'
import type {Namespace, Pod, PodSpec, Toleration} from '../../../api/kinds.ts'
import {qosClass} from '../../../api/qos.ts'
import {notFound, StatusError} from '../../../api/status-error.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {lookUp, lookUpStored} from './lookup.ts'
import {areWhitelisted, mergeTolerations} from './tolerations.ts'

const {namespaces} = builtin
const prefix = 'scheduler.alpha.kubernetes.io/'
const memoryPressure: Toleration = {
  key: 'node.kubernetes.io/memory-pressure',
  operator: 'Exists',
  effect: 'NoSchedule',
}

export interface PodTolerationConfig {
  default?: Toleration[]
  whitelist?: Toleration[]
}

/** Gives pods the tolerations of their namespace, and lets them have no others than its whitelist, by its annotations. */
export const podTolerationRestriction = (config: PodTolerationConfig = {}): AdmissionPlugin => ({
  name: 'PodTolerationRestriction',
  async admit(attributes, server) {
    if (!isConcerned(attributes)) return
    const spec = (attributes.object as Pod).spec as PodSpec
    const extra =
      attributes.operation === 'CREATE'
        ? ((await ofNamespace(attributes, server, 'defaultTolerations')) ?? config.default ?? [])
        : []
    const all = qosClass(spec) === 'BestEffort' ? extra : [...extra, memoryPressure]
    if (all.length > 0) spec.tolerations = mergeTolerations(spec.tolerations, all)
    await check(attributes, server, config)
  },
  validate: (attributes, server) => (isConcerned(attributes) ? check(attributes, server, config) : undefined),
})

const isConcerned = (attributes: AdmissionAttributes): boolean =>
  isAbout(attributes, '', 'pods') &&
  attributes.object !== undefined &&
  (attributes.operation === 'CREATE' || attributes.operation === 'UPDATE')

async function check(attributes: AdmissionAttributes, server: ServerParts, config: PodTolerationConfig): Promise<void> {
  const tolerations = (attributes.object as Pod).spec?.tolerations ?? []
  if (tolerations.length === 0) return
  const own = await ofNamespace(attributes, server, 'tolerationsWhitelist')
  const whitelist = own ?? config.whitelist ?? []
  if (whitelist.length === 0 || areWhitelisted(tolerations, whitelist)) return
  const scope = own ? 'namespace' : 'cluster'
  throw new StatusError({
    message: `pod tolerations (possibly merged with namespace default tolerations) conflict with its ${scope} whitelist`,
    code: 500,
  })
}

/** What an annotation of the namespace says; undefined where there is none. */
async function ofNamespace(
  {namespace}: AdmissionAttributes,
  server: ServerParts,
  name: string,
): Promise<Toleration[] | undefined> {
  const found =
    (await lookUp<Namespace>(server, namespaces, '', namespace)) ??
    (await lookUpStored<Namespace>(server, namespaces, '', namespace))
  if (!found) throw notFound({group: '', resource: 'namespaces'}, namespace)
  const text = found.metadata.annotations?.[prefix + name]
  if (text === undefined) return undefined
  if (text === '') return []
  try {
    return JSON.parse(text) as Toleration[]
  } catch (error) {
    throw new StatusError({message: (error as Error).message, code: 500})
  }
}
