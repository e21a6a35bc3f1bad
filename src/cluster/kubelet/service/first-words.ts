import type {ServiceProcess} from '../../containers/node-services.ts'
import {kubernetesVersion} from '../../version.ts'
import {klogLines} from './klog.ts'
import type {KubeletSettings} from './settings.ts'

/** What a kubelet that runs says first, and what goes wrong without ending it; `isFolderMissing`: that of its static pods is. */
export function firstWords(
  process: ServiceProcess,
  {staticPodPath, cutOff}: KubeletSettings,
  {server, isFolderMissing}: {server: string; isFolderMissing: boolean},
): string[] {
  const {node} = process
  const info = (place: string, message: string) => klogLines('I', process, place, message)
  const error = (place: string, message: string, err: string, rest: string) =>
    klogLines('E', process, place, message, err).map(line => `${line} ${rest}`)
  const unheard = (why: string): string[] => [
    ...error(
      'kubelet_node_status.go:107',
      '"Unable to register node with API server"',
      `Post "${server}/api/v1/nodes": ${why}`,
      `node="${node}"`,
    ),
    ...error(
      'reflector.go:205',
      '"Failed to watch"',
      `failed to list *v1.Node: Get "${server}/api/v1/nodes?fieldSelector=metadata.name%3D${node}&limit=500&resourceVersion=0": ${why}`,
      'logger="UnhandledError" reflector="k8s.io/client-go/informers/factory.go:160" type="*v1.Node"',
    ),
    ...error(
      'controller.go:145',
      '"Failed to ensure lease exists, will retry"',
      `Get "${server}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}?timeout=10s": ${why}`,
      'interval="7s"',
    ),
  ]
  return [
    ...info('server.go:529', `"Kubelet version" kubeletVersion="${kubernetesVersion}"`),
    ...info('server.go:531', '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""'),
    ...(staticPodPath === undefined ? [] : info('kubelet.go:475', `"Adding static pod path" path="${staticPodPath}"`)),
    ...(isFolderMissing
      ? error(
          'file_linux.go:61',
          '"Unable to read config path"',
          'path does not exist, ignoring',
          `path="${staticPodPath}"`,
        )
      : []),
    ...info('kubelet_node_status.go:75', `"Attempting to register node" node="${node}"`),
    ...(cutOff === undefined
      ? info('kubelet_node_status.go:78', `"Successfully registered node" node="${node}"`)
      : unheard(cutOff)),
  ]
}
