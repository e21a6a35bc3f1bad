import {interruptible} from '../interruptible.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** kubeadm, on a node. */
export const kubeadmCommand = ({host}: ShellParts): Record<string, Run> => ({
  async kubeadm(args, context) {
    const own = host.network.ownPrograms
    if (!own) return failed('kubeadm: there is no cluster\n')
    const {node} = host
    const {sleep, idle} = context.signal ? interruptible(host, context.signal) : host
    const said: string[] = []
    const outcome = await own.kubeadm(args, {
      files: host.files,
      env: Object.fromEntries(context.env),
      uid: host.uid,
      node: host.hostname,
      async answer() {
        const given = String(context.stdin)
        if (given !== '' || !host.terminal) return given
        host.stdout(Buffer.from(said.splice(0).join('')))
        return (await idle(host.terminal.readLine())) ?? ''
      },
      stdout: text => void said.push(text),
      now: () => host.now(),
      sleep: milliseconds => sleep(milliseconds),
      isApiServer: url => own.isApiServer(url, host.peer),
      service: (verb, name) => node.services[verb](name, node.name),
      isActive: service => node.services.isActive(service, node.name),
      async removeContainers() {
        for (const {record} of node.sandboxes()) {
          // Whoever has come to the node by a pod of it would not see the end.
          if (record.id === host.sandboxId) continue
          await node.stopSandbox(record.id)
          await node.removeSandbox(record.id)
        }
      },
    })
    return {...outcome, stdout: said.join('') + outcome.stdout}
  },
})
