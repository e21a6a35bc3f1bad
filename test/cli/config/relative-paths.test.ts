import assert from 'node:assert/strict'
import {withRelativePaths} from '../../../src/cli/config/relative-paths.ts'
import {emptyKubeconfig} from '../../../src/client/kubeconfig/kubeconfig.ts'

const cases = [
  {name: 'a file beside the kubeconfig', path: '/home/me/.kube/ca.crt', expected: 'ca.crt'},
  {name: 'a file below it', path: '/home/me/.kube/e2e/ca.crt', expected: 'e2e/ca.crt'},
  {name: 'a file elsewhere', path: '/etc/ca.crt', expected: '/etc/ca.crt'},
  {name: 'a path that is relative already', path: 'ca.crt', expected: 'ca.crt'},
]

describe('paths in a kubeconfig that is written', () => {
  for (const {name, path, expected} of cases)
    it(name, () => {
      const config = {...emptyKubeconfig(), clusters: [{name: 'c', cluster: {'certificate-authority': path}}]}

      const written = withRelativePaths(config, '/home/me/.kube')

      assert.equal(written.clusters[0]?.cluster['certificate-authority'], expected)
    })
})
