import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** kubeadm, on a node. */
export const kubeadmCommand = ({host}: ShellParts): Record<string, Run> => ({
  async kubeadm(args, context) {
    const own = host.network.ownPrograms
    if (!own) return failed('kubeadm: there is no cluster\n')
    return own.kubeadm(args, {
      files: host.files,
      env: Object.fromEntries(context.env),
      uid: host.uid,
      now: () => host.now(),
      isApiServer: url => own.isApiServer(url, host.peer),
    })
  },
})
