import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'

const finalizers: [group: string, plural: string, finalizer: string][] = [
  ['', 'persistentvolumes', 'kubernetes.io/pv-protection'],
  ['', 'persistentvolumeclaims', 'kubernetes.io/pvc-protection'],
  ['storage.k8s.io', 'volumeattributesclasses', 'kubernetes.io/vac-protection'],
]

/** Keeps volumes and claims from going while they are in use; a controller lets them go. */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  admit(attributes) {
    if (attributes.operation !== 'CREATE' || !attributes.object) return
    const {metadata} = attributes.object
    for (const [group, plural, finalizer] of finalizers)
      if (isAbout(attributes, group, plural) && !metadata.finalizers?.includes(finalizer))
        metadata.finalizers = [...(metadata.finalizers ?? []), finalizer]
  },
}
