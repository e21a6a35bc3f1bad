import {kubernetesVersion} from '../../../../version.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Programs of a node that only say which version they are: what they do is done elsewhere, and not begun by hand. */
export function nodePrograms({host}: ShellParts): Record<string, Run> {
  const {name, version} = host.node.version
  return {
    kubelet: args =>
      args.includes('--version')
        ? ok(`Kubernetes ${kubernetesVersion}\n`)
        : failed('kubelet: it runs as a service of its node: kctl node stop|start NODE\n'),
    containerd: args =>
      args.some(arg => /^(-v|--version)$/.test(arg))
        ? ok(`${name} github.com/containerd/containerd/v2 v${version}\n`)
        : failed('containerd: it runs as a service of its node\n'),
  }
}
