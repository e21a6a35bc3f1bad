import {createHash} from 'node:crypto'
import {stringifyJson} from '../../../api/json/stringify.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import {parseYaml} from '../../../api/yaml/parse.ts'

/** Annotations by which kubelets know mirror pods and which manifest they show. */
export const mirrorOf = 'kubernetes.io/config.mirror'
const hashOf = 'kubernetes.io/config.hash'
const seenAt = 'kubernetes.io/config.seen'
const sourceOf = 'kubernetes.io/config.source'

/** The pod that a manifest describes; throws an Error that says what is wrong with it. */
export function readManifest(text: string): Pod {
  const value = parseYaml(text) as Partial<Pod> | null
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('invalid pod: no object')
  if (value.apiVersion !== 'v1' || value.kind !== 'Pod')
    throw new Error(`invalid pod: ${value.apiVersion ?? ''} ${value.kind ?? ''}`)
  if (!value.metadata?.name) throw new Error('invalid pod: name is needed for the pod')
  return value as Pod
}

/** The pod by which a kubelet shows a manifest of its node in the API; `seen`: when it first found it, RFC 3339. */
export function mirrorPod(manifest: Pod, node: Node, {file, seen}: {file: string; seen: string}): Pod {
  const {name, uid} = node.metadata
  const hash = manifestHash(manifest, `${name}/${file}`)
  const {metadata, spec} = manifest
  return {
    ...manifest,
    metadata: {
      ...metadata,
      name: `${metadata.name}-${name!.toLowerCase()}`,
      namespace: metadata.namespace ?? 'default',
      annotations: {
        ...metadata.annotations,
        [hashOf]: hash,
        [mirrorOf]: hash,
        [seenAt]: seen,
        [sourceOf]: 'file',
      },
      ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: name!, uid: uid!, controller: true}],
    },
    spec: {
      ...spec!,
      nodeName: name,
      tolerations: [...(spec?.tolerations ?? []).filter(({effect}) => effect !== 'NoExecute'), toleratesAll],
    },
  }
}

/** What a kubelet's events about a pod are about: of a mirror pod, the manifest, by whose hash it knows it. */
export function subjectOfEvents(pod: Pod): Pod {
  const hash = pod.metadata.annotations?.[mirrorOf]
  return hash === undefined ? pod : {...pod, metadata: {...pod.metadata, uid: hash}}
}

const toleratesAll = {effect: 'NoExecute', operator: 'Exists'}

const manifestHash = (manifest: Pod, place: string): string =>
  createHash('md5').update(stringifyJson(manifest)).update(place).digest('hex')
