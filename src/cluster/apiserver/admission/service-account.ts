import {builtin} from '../../../api/builtin-resources.ts'
import type {Container, Pod, PodSpec, ServiceAccount, Volume} from '../../../api/kinds.ts'
import {nextTurn} from '../../runtime/next-turn.ts'
import type {Random} from '../../runtime/random.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isNewPod} from './is-kind.ts'
import {lookUp, lookUpStored} from './lookup.ts'
import {refuse} from './refuse.ts'
import {forbiddenReference, mirrorPodReference} from './secret-references.ts'

const {serviceAccounts} = builtin
const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount'
const volumePrefix = 'kube-api-access-'
/** An hour and a bit: the kubelet renews tokens well before. */
const tokenSeconds = 3607
/** How many turns of the event loop a new namespace's own service account may take to appear. */
const patience = 50

/** Gives every new pod a service account, its token and its pull secrets. */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  admit: (attributes, server) => (isNewPod(attributes) ? admitPod(attributes, server) : undefined),
  validate: (attributes, server) => (isNewPod(attributes) ? validatePod(attributes, server) : undefined),
}

async function validatePod(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const pod = attributes.object as Pod
  if (isMirror(pod)) {
    refuseMirror(attributes)
    return
  }
  const {serviceAccountName: name = ''} = pod.spec as PodSpec
  const account = await lookUp<ServiceAccount>(server, serviceAccounts, attributes.namespace, name)
  const why = account && forbiddenReference(account, pod.spec as PodSpec)
  if (why) throw refuse(attributes, why)
}

const isMirror = ({metadata}: Pod): boolean => metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined

function refuseMirror(attributes: AdmissionAttributes): void {
  const why = mirrorPodReference(attributes.object as Pod)
  if (why) throw refuse(attributes, why)
}

async function admitPod(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const pod = attributes.object as Pod
  if (isMirror(pod)) {
    refuseMirror(attributes)
    return
  }
  const spec = pod.spec as PodSpec
  spec.serviceAccountName ||= 'default'
  spec.serviceAccount = spec.serviceAccountName
  const account = await find(server, attributes.namespace, spec.serviceAccountName)
  if (!account)
    throw refuse(
      attributes,
      `error looking up service account ${attributes.namespace}/${spec.serviceAccountName}: serviceaccount ${JSON.stringify(spec.serviceAccountName)} not found`,
    )
  const {name = pod.metadata.generateName} = pod.metadata
  const random = server.random.of(`token-volume/${attributes.namespace}/${name}`)
  if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) mountToken(spec, random)
  if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length)
    spec.imagePullSecrets = account.imagePullSecrets.map(({name}) => ({name}))
}

async function find(server: ServerParts, namespace: string, name: string): Promise<ServiceAccount | undefined> {
  let found = await lookUp<ServiceAccount>(server, serviceAccounts, namespace, name)
  for (let turn = 0; !found && turn < (name === 'default' ? patience : 1); turn += 1) {
    if (turn > 0) await nextTurn()
    found = await lookUpStored<ServiceAccount>(server, serviceAccounts, namespace, name)
  }
  return found
}

function mountToken(spec: PodSpec, random: Random): void {
  const present = spec.volumes?.find(volume => volume.name.startsWith(volumePrefix))
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].filter(needsMount)
  if (containers.length === 0) return
  const name = present?.name ?? volumePrefix + random.suffix()
  for (const container of containers)
    container.volumeMounts = [...(container.volumeMounts ?? []), {name, readOnly: true, mountPath}]
  if (!present) spec.volumes = [...(spec.volumes ?? []), tokenVolume(name)]
}

const needsMount = ({volumeMounts = []}: Container): boolean =>
  !volumeMounts.some(mount => mount.mountPath === mountPath)

const tokenVolume = (name: string): Volume => ({
  name,
  projected: {
    sources: [
      {serviceAccountToken: {expirationSeconds: tokenSeconds, path: 'token'}},
      {configMap: {name: 'kube-root-ca.crt', items: [{key: 'ca.crt', path: 'ca.crt'}]}},
      {
        downwardAPI: {
          items: [{path: 'namespace', fieldRef: {apiVersion: 'v1', fieldPath: 'metadata.namespace'}}],
        },
      },
    ],
    defaultMode: 420,
  },
})
