import type {Metrics} from '../../runtime/metrics/metrics.ts'
import {versionInfo} from '../version.ts'

/** The version of the program, and of the Kubernetes that it behaves as. */
export function describeVersion(metrics: Metrics): void {
  const of = (field: string) => String(versionInfo[field])
  metrics.read('kubernetes_build_info', 'gauge', '[ALPHA] How the program was built', () => [
    {
      labels: {
        build_date: of('buildDate'),
        compiler: of('compiler'),
        git_commit: of('gitCommit'),
        git_tree_state: of('gitTreeState'),
        git_version: of('gitVersion'),
        go_version: of('goVersion'),
        major: of('major'),
        minor: of('minor'),
        platform: of('platform'),
      },
      value: 1,
    },
  ])
  metrics.read('version_info', 'gauge', '[ALPHA] What the program is compatible with', () => [
    {
      labels: {
        binary: of('gitVersion').slice(1),
        component: 'kube',
        emulation: `${of('emulationMajor')}.${of('emulationMinor')}`,
        min_compat: `${of('minCompatibilityMajor')}.${of('minCompatibilityMinor')}`,
      },
      value: 1,
    },
  ])
}
