import assert from 'node:assert/strict'
import {forbiddenSysctl} from '../../../src/cluster/kubelet/sysctl-admission.ts'

describe('kernel parameters of a pod', () => {
  const cases: {name: string; sysctl: string; spec?: object; expected?: string}[] = [
    {name: 'that are safe are let', sysctl: 'net.ipv4.tcp_syncookies'},
    {name: 'may be written with slashes', sysctl: 'kernel/shm_rmid_forced'},
    {name: 'that others would notice are not', sysctl: 'kernel.msgmax', expected: '"kernel.msgmax" not allowlisted'},
    {
      name: 'are named with dots',
      sysctl: 'net/ipv4/conf/eth0.1/forwarding',
      expected: '"net.ipv4.conf.eth0/1.forwarding" not allowlisted',
    },
    {
      name: 'are not the node’s own network’s',
      sysctl: 'net.ipv4.tcp_rmem',
      spec: {hostNetwork: true},
      expected: '"net.ipv4.tcp_rmem" not allowed with host net enabled',
    },
    {
      name: 'are not the node’s own shared memory’s',
      sysctl: 'kernel.shm_rmid_forced',
      spec: {hostIPC: true},
      expected: '"kernel.shm_rmid_forced" not allowed with host ipc enabled',
    },
  ]
  for (const {name, sysctl, spec, expected} of cases)
    it(name, () => {
      const given = {containers: [], ...spec, securityContext: {sysctls: [{name: sysctl, value: '1'}]}}

      assert.equal(forbiddenSysctl(given), expected && `forbidden sysctl: ${expected}`)
    })
})
