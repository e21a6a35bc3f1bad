import assert from 'node:assert/strict'
import {fileAvailable, portFree, runChecks} from '../../../src/cluster/kubeadm/preflight.ts'

const files = {exists: async (path: string) => path === '/etc/kubernetes/kubelet.conf'}
const checks = [
  fileAvailable('/etc/kubernetes/kubelet.conf', files),
  portFree(10250, () => true),
  fileAvailable('/etc/kubernetes/pki/ca.crt', files),
]

describe('the checks before kubeadm changes a node', () => {
  it('tell all that is wrong together', async () => {
    await assert.rejects(runChecks(checks, new Map()), {
      message: `[preflight] Some fatal errors occurred:
\t[ERROR FileAvailable--etc-kubernetes-kubelet.conf]: /etc/kubernetes/kubelet.conf already exists
\t[ERROR Port-10250]: Port 10250 is in use
[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`
error execution phase preflight: preflight checks failed`,
    })
  })

  it('only warn of what is to be ignored', async () => {
    const flags = new Map([['ignore-preflight-errors', 'port-10250,FileAvailable--etc-kubernetes-kubelet.conf']])

    const warnings = await runChecks(checks, flags)

    assert.equal(warnings.split('\n').filter(line => line.startsWith('\t[WARNING ')).length, 2)
  })
})
