import {isZeroQuantity} from '../../../../api/quantity.ts'
import {text, type VolumeSourceText} from './source-rows.ts'

/** Volumes that are on the node, or come with an image. */
export const nodeVolumes: Record<string, VolumeSourceText> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    rows: ({path, type}) => [
      ['Path:', path],
      ['HostPathType:', type ?? '<none>'],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    rows: ({medium, sizeLimit}) => [text('Medium', medium), ['SizeLimit:', limitOf(sizeLimit)]],
  },
  local: {
    type: 'LocalVolume (a persistent volume backed by local storage on a node)',
    rows: ({path}) => [text('Path', path)],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    rows: ({reference, pullPolicy}) => [text('Reference', reference), text('PullPolicy', pullPolicy)],
  },
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    rows: ({repository, revision}) => [text('Repository', repository), text('Revision', revision)],
  },
}

const limitOf = (value: unknown): unknown => (typeof value === 'string' && !isZeroQuantity(value) ? value : '<unset>')
