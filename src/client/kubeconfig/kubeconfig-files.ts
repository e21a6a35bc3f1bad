import {delimiter, join, resolve} from 'node:path'
import {elsewhere} from '../machine/elsewhere.ts'
import {homeFolder} from '../machine/files.ts'

export interface KubeconfigFiles {
  /** The files to merge, the first one that says something wins. */
  paths: string[]
  /** Named by a flag: must exist. */
  explicit: boolean
  /** The flag's value as it was typed. */
  typed?: string
  /** Neither a flag nor $KUBECONFIG named them. */
  own: boolean
}

/** Which files make up the kubeconfig: the flag's, else $KUBECONFIG's list, else the program's own. */
export function kubeconfigFiles({
  kubeconfig,
  env,
  cwd,
}: {
  kubeconfig?: string | undefined
  env: Record<string, string | undefined>
  cwd: string
}): KubeconfigFiles {
  if (kubeconfig) return {paths: [resolve(cwd, kubeconfig)], explicit: true, typed: kubeconfig, own: false}
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter(path => path !== '')
  if (listed.length > 0)
    return {paths: [...new Set(listed.map(path => resolve(cwd, path)))], explicit: false, own: false}
  if (elsewhere()) return {paths: [join(env['HOME'] || homeFolder(), '.kube', 'config')], explicit: false, own: false}
  return {paths: [join(kctlHome(env), 'config')], explicit: false, own: true}
}

/** The folder that holds everything of kctl's: `$KCTL_HOME`, else `~/.kctl`. */
export const kctlHome = (env: Record<string, string | undefined>): string =>
  env['KCTL_HOME'] || join(env['HOME'] || homeFolder(), '.kctl')
