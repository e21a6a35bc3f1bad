import {atRoot, isThere} from './at-root.ts'
import {isNodeRoot} from './is-node-root.ts'
import {onNode} from './on-node.ts'
import type {ShellHost} from './shell-host.ts'
import type {StartedShell} from './shell-of.ts'
import {loginEnvironment} from './ssh-destination.ts'

/** Where a shell that was started runs, and what it begins with. */
export interface EnteredShell {
  host: ShellHost
  cwd: string
  env: Record<string, string>
  shell: string
}

/** Enters a shell's root and its node; a text says why that cannot be. */
export async function enterShell(
  {shell, root, node}: StartedShell,
  outer: ShellHost,
  {cwd, env}: {cwd: string; env: Record<string, string>},
): Promise<EnteredShell | string> {
  let host = outer
  if (root !== undefined)
    try {
      host = atRoot(outer, outer.files.resolvePath(cwd, root))
    } catch {
      return `chroot: can't change root directory to '${root}': No such file or directory\n`
    }
  if (node === undefined) return {host, shell, env, cwd: root === undefined ? cwd : '/'}
  if (!isThere(host.files, '/usr/bin/ssh')) return `${shell}: ssh: command not found\n`
  if (!isNodeRoot(host)) return `${node}: Permission denied (publickey).\n`
  const target = host.node.neighbour(node)
  if (!target) return `ssh: Could not resolve hostname ${node}: Name or service not known\n`
  return {host: await onNode(host, target), shell, cwd: '/root', env: {...env, ...loginEnvironment}}
}

/** The exit code of one that could not be entered. */
export const refused = ({node}: StartedShell): number => (node === undefined ? 125 : 255)

/** What is said once it has ended. */
export const farewell = ({node}: StartedShell): string => (node === undefined ? '' : `Connection to ${node} closed.\n`)
