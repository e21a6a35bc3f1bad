import {quote} from '../../../api/go/quote.ts'
import type {NodeServices} from '../../containers/node-services.ts'
import {klogLines} from '../service/klog.ts'

/** Puts into a node's journal why its kubelet can do nothing with a manifest. */
export async function complainOfManifest(
  services: NodeServices,
  {node, now, path, why}: {node: string; now: number; path: string; why: string},
): Promise<void> {
  const err = why.startsWith('invalid pod:')
    ? `${path}: ${why}`
    : `${path}: couldn't parse as pod(${why}), please check config file`
  await services.say('kubelet', node, pid => {
    const lines = klogLines('E', {now, pid}, 'file.go:187', '"Could not process manifest file"', err)
    return [...lines.slice(0, -1), `${lines.at(-1)} path=${quote(path)}`]
  })
}
