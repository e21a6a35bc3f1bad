import assert from 'node:assert/strict'
import type {PersistentVolume, PersistentVolumeClaim, Pod} from '../../../src/api/kinds.ts'
import {volumeWarnings} from '../../../src/cluster/resources/core/persistent-volume/warnings.ts'
import {claimWarnings} from '../../../src/cluster/resources/core/persistent-volume-claim/warnings.ts'
import {takeAppArmorAnnotations} from '../../../src/cluster/resources/core/pod/app-armor.ts'
import {podTemplateWarnings, podWarnings} from '../../../src/cluster/resources/core/pod/warnings.ts'

const appArmor = 'container.apparmor.security.beta.kubernetes.io/c'
const seccomp = 'seccomp.security.alpha.kubernetes.io/pod'
const containerSeccomp = 'container.seccomp.security.alpha.kubernetes.io/c'
const storageClass = 'volume.beta.kubernetes.io/storage-class'

const podWith = (annotations: Record<string, string>, spec: Partial<Pod['spec']> = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'p', annotations},
  spec: {containers: [{name: 'c', image: 'busybox'}], ...spec},
})

describe('annotations of old', () => {
  const appArmorMessage = `metadata.annotations[${appArmor}]: deprecated since v1.30; use the "appArmorProfile" field instead`
  const taken = [
    {name: 'a profile of the node', given: 'localhost/deny', profile: {type: 'Localhost', localhostProfile: 'deny'}},
    {name: 'the default', given: 'runtime/default', profile: {type: 'RuntimeDefault'}},
    {name: 'no profile', given: 'unconfined', profile: {type: 'Unconfined'}},
    {name: 'nothing that a field could say', given: 'localhost/', profile: undefined},
    {name: 'a padded name', given: 'localhost/ deny', profile: undefined},
  ]
  for (const {name, given, profile} of taken)
    it(`a new pod's AppArmor field takes over ${name}`, () => {
      const pod = podWith({[appArmor]: given})
      const said: string[] = []

      takeAppArmorAnnotations(pod, message => said.push(message))

      assert.deepEqual(pod.spec?.containers[0]?.securityContext?.appArmorProfile, profile)
      assert.deepEqual(said, [appArmorMessage])
    })

  it('a field is not overruled, nor repeated where the pod says the same', () => {
    const own = podWith(
      {[appArmor]: 'unconfined'},
      {containers: [{name: 'c', securityContext: {appArmorProfile: {type: 'RuntimeDefault'}}}]},
    )
    const same = podWith({[appArmor]: 'unconfined'}, {securityContext: {appArmorProfile: {type: 'Unconfined'}}})
    const said: string[] = []

    for (const pod of [own, same]) takeAppArmorAnnotations(pod, message => said.push(message))

    assert.equal(own.spec?.containers[0]?.securityContext?.appArmorProfile?.type, 'RuntimeDefault')
    assert.equal(same.spec?.containers[0]?.securityContext, undefined)
    assert.deepEqual(said, [])
  })

  const seccompMessage = (key: string, path = ''): string =>
    `${path}metadata.annotations[${key}]: non-functional in v1.27+; use the "seccompProfile" field instead`

  it('seccomp annotations without the field are warned of', () => {
    const annotations = {[seccomp]: 'runtime/default', [containerSeccomp]: 'unconfined'}

    const bare = podWarnings(podWith(annotations))
    const withField = podWarnings(podWith(annotations, {securityContext: {seccompProfile: {type: 'RuntimeDefault'}}}))

    assert.deepEqual(bare, [seccompMessage(seccomp), seccompMessage(containerSeccomp)])
    assert.deepEqual(withField, [seccompMessage(containerSeccomp)])
  })

  it("a template's AppArmor annotation is warned of, as no field takes it over", () => {
    const warnings = podTemplateWarnings('spec.template', podWith({[appArmor]: 'runtime/default'}))

    assert.deepEqual(warnings, [`spec.template.${appArmorMessage}`])
  })

  it('volumes and claims are warned of their storage class, deprecated kinds and fractions of bytes', () => {
    const metadata = {name: 'v', annotations: {[storageClass]: 'slow'}}
    const claim = {metadata, spec: {resources: {requests: {storage: '100m'}}}} as unknown as PersistentVolumeClaim
    const volume = {
      metadata,
      spec: {persistentVolumeReclaimPolicy: 'Recycle', storageos: {volumeName: 'x'}},
    } as unknown as PersistentVolume

    const ofClaim = claimWarnings(claim)
    const ofVolume = volumeWarnings(volume)

    const message = `metadata.annotations[${storageClass}]: deprecated since v1.8; use "storageClassName" attribute instead`
    assert.deepEqual(ofClaim, [
      message,
      'spec.resources.requests[storage]: fractional byte value "100m" is invalid, must be an integer',
    ])
    assert.deepEqual(ofVolume, [
      message,
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
      'spec.storageOS: deprecated in v1.22, non-functional in v1.25+',
    ])
  })
})
