import assert from 'node:assert/strict'
import type {Container, Pod} from '../../../../src/api/kinds.ts'
import type {NodeDisk} from '../../../../src/cluster/containers/node-disk.ts'
import {checkProfiles} from '../../../../src/cluster/kubelet/pod/security-profiles.ts'

const files: Record<string, string> = {
  '/var/lib/kubelet/seccomp/profiles/audit.json': '{}',
  '/sys/kernel/security/apparmor/profiles': 'deny-write (enforce)\n',
}
const disk = {read: async (path: string) => files[path]} as unknown as NodeDisk

const seccomp = (localhostProfile: string) => ({seccompProfile: {type: 'Localhost', localhostProfile}})
const appArmor = (localhostProfile: string) => ({appArmorProfile: {type: 'Localhost', localhostProfile}})

const cases: {name: string; pod?: object; container?: object; expected: string}[] = [
  {name: 'has a container without profiles', expected: 'made'},
  {name: 'has a profile of system calls that is on its disk', pod: seccomp('profiles/audit.json'), expected: 'made'},
  {
    name: 'lacks one',
    container: seccomp('profiles/none.json'),
    pod: seccomp('profiles/audit.json'),
    expected:
      'failed to create containerd container: cannot load seccomp profile "/var/lib/kubelet/seccomp/profiles/none.json": open /var/lib/kubelet/seccomp/profiles/none.json: no such file or directory',
  },
  {name: 'has loaded a profile of AppArmor', container: appArmor('deny-write'), expected: 'made'},
  {
    name: 'has not loaded one',
    pod: appArmor('allow-write'),
    expected:
      'failed to get container spec opts: failed to generate apparmor spec opts: apparmor profile not found allow-write',
  },
  {name: 'needs none of them', container: {seccompProfile: {type: 'RuntimeDefault'}}, expected: 'made'},
]

describe('profiles that containers are held to', () => {
  for (const {name, pod, container, expected} of cases)
    it(`on a node that ${name}`, async () => {
      const given = {spec: {containers: [], securityContext: pod}} as unknown as Pod
      const spec = {name: 'c', securityContext: container} as Container

      const outcome = await checkProfiles(given, spec, {disk, node: 'n'}).then(
        () => 'made',
        error => error.message,
      )

      assert.equal(outcome, expected)
    })
})
