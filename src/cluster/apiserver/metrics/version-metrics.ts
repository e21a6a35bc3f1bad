import type {Metrics} from '../../runtime/metrics/metrics.ts'
import {versionInfo} from '../version.ts'

/** The version of the program, and of the Kubernetes that it behaves as. */
export function describeVersion(metrics: Metrics): void {
  const of = (field: string) => String(versionInfo[field])
  metrics.read(
    'kubernetes_build_info',
    'gauge',
    "[ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.",
    () => [
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
    ],
  )
  metrics.read(
    'version_info',
    'gauge',
    '[ALPHA] Provides the compatibility version info of the component. The component label is the name of the component, usually kube, but is relevant for aggregated-apiservers.',
    () => [
      {
        labels: {
          binary: of('gitVersion').slice(1),
          component: 'kube',
          emulation: `${of('emulationMajor')}.${of('emulationMinor')}`,
          min_compat: `${of('minCompatibilityMajor')}.${of('minCompatibilityMinor')}`,
        },
        value: 1,
      },
    ],
  )
}
