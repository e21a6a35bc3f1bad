import {join} from 'node:path'
import {existsSync, homeFolder} from '../../client/machine/files.ts'
import type {CliContext} from '../cli-context.ts'

export interface KubercFile {
  path: string
  /** Named on the command line, so that it has to be there. */
  explicit: boolean
}

/** The file of preferences that applies to a line; undefined mostly, and that has to be found out fast. */
export function findKuberc(argv: readonly string[], {env}: CliContext): KubercFile | undefined {
  if (argv.length === 0 || /^(false|0)$/i.test(env['KUBECTL_KUBERC'] ?? '')) return undefined
  const named = namedFile(argv)
  if (env['KUBERC'] === 'off') {
    if (named === undefined) return undefined
    throw new Error('kuberc error disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive')
  }
  if (named !== undefined) return {path: named, explicit: true}
  const path = join(env['HOME'] ?? homeFolder(), '.kube', 'kuberc')
  return existsSync(path) ? {path, explicit: false} : undefined
}

function namedFile(argv: readonly string[]): string | undefined {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const at = words.findIndex(word => word === '--kuberc' || word.includes('--kuberc='))
  if (at < 0) return undefined
  const file = words[at] === '--kuberc' ? words[at + 1] : words[at]!.split('=')[1]
  if (!file) throw new Error('kuberc file is not found')
  return file
}
