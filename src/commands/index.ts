import type {CommandTable} from '../cli/command-table.ts'

/** Every command by the words that the user types; none is loaded before it is needed. */
export const commandTable: CommandTable = {
  annotate: () => import('./annotate.ts'),
  apply: () => import('./apply.ts'),
  'api-resources': () => import('./api-resources.ts'),
  'api-versions': () => import('./api-versions.ts'),
  create: () => import('./create.ts'),
  delete: () => import('./delete.ts'),
  diff: () => import('./diff.ts'),
  get: () => import('./get.ts'),
  label: () => import('./label.ts'),
  options: () => import('./options.ts'),
  patch: () => import('./patch.ts'),
  replace: () => import('./replace.ts'),
  wait: () => import('./wait.ts'),
}
