import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolumeClaim, StorageClass} from '../../../api/kinds.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {lookUpAll} from './lookup.ts'
import {newestDefault} from './newest-default.ts'

const {storageClasses} = builtin
const annotations = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

/** Gives a claim that names no class the default one, if there is one. */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit: (attributes, server) =>
    attributes.operation === 'CREATE' && isAbout(attributes, '', 'persistentvolumeclaims')
      ? choose(attributes, server)
      : undefined,
}

async function choose(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const claim = attributes.object as PersistentVolumeClaim
  const beta = claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-class']
  if (!claim.spec || claim.spec.storageClassName !== undefined || beta !== undefined) return
  const chosen = newestDefault(await lookUpAll<StorageClass>(server, storageClasses), annotations)
  if (chosen) claim.spec.storageClassName = chosen.metadata.name
}
