import {isNodeRoot} from '../is-node-root.ts'
import {onNode} from '../on-node.ts'
import {destinationOf, loginEnvironment} from '../ssh-destination.ts'
import {failed, type Run} from './result.ts'
import {runApart} from './run-apart.ts'
import type {ShellParts} from './shell-parts.ts'

/** ssh: from one node of the cluster to another, whose administrators have each other's keys. */
export const sshCommand = ({host}: ShellParts): Record<string, Run> => ({
  ssh: async (args, context) => {
    const {target, command} = destinationOf(args)
    if (target === '') return failed('usage: ssh [-l login_name] [-p port] destination [command [argument ...]]\n', 255)
    if (!isNodeRoot(host)) return failed(`${target}: Permission denied (publickey).\n`, 255)
    const node = host.node.neighbour(target)
    if (!node) return failed(`ssh: Could not resolve hostname ${target}: Name or service not known\n`, 255)
    const words = ['bash', '-c', command.length > 0 ? command.join(' ') : String(context.stdin)]
    const env = new Map([...context.env, ...Object.entries(loginEnvironment)])
    const {result, put} = runApart(await onNode(host, node), words, {...context, env, cwd: '/root', shell: 'bash'})
    return put(await result)
  },
})
