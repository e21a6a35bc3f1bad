import {arch, platform} from 'node:process'

/** The Kubernetes version whose kubectl this program is. */
export const clientVersion = {
  major: '1',
  minor: '34',
  gitVersion: 'v1.34.3',
  gitCommit: 'df11db1c0f08fab3c0baee1e5ce6efbf816af7f1',
  gitTreeState: 'clean',
  buildDate: '2025-12-09T15:06:39Z',
  goVersion: 'go1.24.11',
  compiler: 'gc',
  platform: `${platform === 'win32' ? 'windows' : platform}/${arch === 'x64' ? 'amd64' : arch}`,
}

export const kustomizeVersion = 'v5.7.1'
