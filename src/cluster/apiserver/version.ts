import type {JsonObject} from '../../api/object.ts'

/** `/version`: the Kubernetes that this server is like. */
export const versionInfo: JsonObject = {
  major: '1',
  minor: '34',
  emulationMajor: '1',
  emulationMinor: '34',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '33',
  gitVersion: 'v1.34.3',
  gitCommit: 'df11db1c0f08fab3c0baee1e5ce6efbf816af7f1',
  gitTreeState: 'clean',
  buildDate: '2025-12-09T14:59:13Z',
  goVersion: 'go1.24.11',
  compiler: 'gc',
  platform: 'linux/amd64',
}
