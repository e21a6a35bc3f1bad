import {builtin} from '../../../api/builtin-resources.ts'
import type {Namespace, Pod} from '../../../api/kinds.ts'
import {notFound, StatusError} from '../../../api/status-error.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isNewPod} from './is-kind.ts'
import {lookUp, lookUpStored} from './lookup.ts'
import {refuse} from './refuse.ts'

type Labels = Record<string, string>

const {namespaces} = builtin
const annotation = 'scheduler.alpha.kubernetes.io/node-selector'

/** `clusterDefaultNodeSelector`, and what pods of a namespace may select at most, by its name: `a=b,c=d`. */
export type PodNodeSelectorConfig = Readonly<Record<string, string>>

/** Has the pods of a namespace run only on the nodes that it is given, by its annotation. */
export const podNodeSelector = (config: PodNodeSelectorConfig = {}): AdmissionPlugin => ({
  name: 'PodNodeSelector',
  async admit(attributes, server) {
    if (!isNewPod(attributes)) return
    const {spec} = attributes.object as Pod
    const wanted = await selectorOf(attributes, server, config)
    refuseConflicts(attributes, wanted)
    spec!.nodeSelector = {...wanted, ...spec!.nodeSelector}
    if (Object.keys(spec!.nodeSelector).length === 0) delete spec!.nodeSelector
    refuseUnlisted(attributes, config)
  },
  async validate(attributes, server) {
    if (!isNewPod(attributes)) return
    refuseConflicts(attributes, await selectorOf(attributes, server, config))
    refuseUnlisted(attributes, config)
  },
})

async function selectorOf(
  {namespace}: AdmissionAttributes,
  server: ServerParts,
  config: PodNodeSelectorConfig,
): Promise<Labels> {
  const found =
    (await lookUp<Namespace>(server, namespaces, '', namespace)) ??
    (await lookUpStored<Namespace>(server, namespaces, '', namespace))
  if (!found) throw notFound({group: '', resource: 'namespaces'}, namespace)
  return labelsOf(found.metadata.annotations?.[annotation] ?? config['clusterDefaultNodeSelector'])
}

/** `a=b,c=d` as labels. */
function labelsOf(selector = ''): Labels {
  const parts = selector.split(',').filter(Boolean)
  return Object.fromEntries(
    parts.map(part => {
      const pair = part.split('=')
      if (pair.length !== 2) throw new StatusError({message: `invalid selector: [${part}]`, code: 500})
      return pair.map(each => each.trim())
    }),
  )
}

const nodeSelectorOf = ({object}: AdmissionAttributes): Labels => (object as Pod).spec?.nodeSelector ?? {}

function refuseConflicts(attributes: AdmissionAttributes, wanted: Labels): void {
  const own = nodeSelectorOf(attributes)
  if (Object.keys(wanted).some(key => Object.hasOwn(own, key) && own[key] !== wanted[key]))
    throw refuse(attributes, 'pod node label selector conflicts with its namespace node label selector')
}

function refuseUnlisted(attributes: AdmissionAttributes, config: PodNodeSelectorConfig): void {
  const allowed = labelsOf(config[attributes.namespace])
  if (Object.keys(allowed).length === 0) return
  if (Object.entries(nodeSelectorOf(attributes)).some(([key, value]) => allowed[key] !== value))
    throw refuse(attributes, 'pod node label selector labels conflict with its namespace whitelist')
}
