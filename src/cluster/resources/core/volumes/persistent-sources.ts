import {forbiddenField, required} from '../../../../api/field-error.ts'
import type {Errors} from '../../validation/errors.ts'
import {persistentIscsi} from './iscsi.ts'
import * as source from './sources.ts'

type Spec = source.PersistentVolumeSource
type Rule = (path: string, value: never, name: string) => Errors

/** How each kind of source is checked, in Kubernetes' order; `path` and `extra` where errors call it by another name. */
const kinds: Record<string, {rule: Rule; path?: string; extra?: string; many?: boolean}> = {
  hostPath: {rule: source.hostPath},
  gcePersistentDisk: {rule: source.gcePersistentDisk, path: 'persistentDisk'},
  awsElasticBlockStore: {rule: source.awsElasticBlockStore},
  glusterfs: {rule: source.persistentGlusterfs},
  flocker: {rule: source.flocker},
  nfs: {rule: source.nfs},
  rbd: {rule: source.rbd},
  quobyte: {rule: source.quobyte},
  cephfs: {rule: source.cephfs, extra: 'cephFS'},
  iscsi: {rule: persistentIscsi},
  cinder: {rule: source.persistentCinder},
  fc: {rule: source.fc},
  flexVolume: {rule: source.flexVolume, many: true},
  azureFile: {rule: source.persistentAzureFile},
  vsphereVolume: {rule: source.vsphereVolume},
  photonPersistentDisk: {rule: source.photonPersistentDisk},
  portworxVolume: {rule: source.portworxVolume},
  azureDisk: {rule: source.azureDisk},
  scaleIO: {rule: source.scaleIo},
  local: {rule: source.local},
  storageos: {rule: source.persistentStorageos},
  csi: {rule: source.persistentCsi},
}

/** The fields of a persistent volume that say where it is. */
export const persistentSourceKinds: readonly string[] = Object.keys(kinds)

/** A persistent volume is in one place, and a local one says on which node. */
export function* validatePersistentSource(path: string, spec: Spec, name: string): Errors {
  let found = false
  for (const [key, kind] of Object.entries(kinds)) {
    const value = spec[key as keyof Spec]
    if (value === undefined) continue
    if (found && !kind.many) {
      yield forbiddenField(`${path}.${kind.extra ?? key}`, 'may not specify more than 1 volume type')
    } else {
      yield* kind.rule(`${path}.${kind.path ?? key}`, value as never, name)
      if (key === 'local' && !spec.nodeAffinity)
        yield required(`${path}.nodeAffinity`, 'Local volume requires node affinity')
    }
    found = true
  }
  if (!found) yield required(path, 'must specify a volume type')
}
