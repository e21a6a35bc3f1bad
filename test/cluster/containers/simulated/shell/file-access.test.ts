import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../../src/cluster/containers/container.ts'
import {runContainer} from '../../../../support/run-script.ts'

const hostPath = '/var/lib/kubelet/pods/u/volumes/kubernetes.io~secret/h'
const closed = {hostPath, containerPath: '/closed', subPath: 'c', readOnly: true}
const volumes = {[hostPath]: {c: {content: 'x\n', mode: 0o640, gid: 2000}}}

const run = (script: string, {shell = 'sh', ...config}: Partial<ContainerConfig> & {shell?: string} = {}) =>
  runContainer({command: [shell, '-c', script], runAsUser: 1000, mounts: [closed], ...config}, {volumes})

const debian = {image: 'debian:12'}

describe('files in the hands of users who do not own them', () => {
  const cases: {
    name: string
    script: string
    given?: Partial<ContainerConfig> & {shell?: string}
    expected: string
  }[] = [
    {name: 'cannot be read', script: 'cat /closed', expected: "cat: can't open '/closed': Permission denied\n"},
    {
      name: 'are said to be closed in GNU’s words',
      script: 'cat /closed',
      given: debian,
      expected: 'cat: /closed: Permission denied\n',
    },
    {name: 'are open to root', script: 'cat /closed', given: {runAsUser: 0}, expected: 'x\n'},
    {name: 'are open to their group', script: 'cat /closed', given: {supplementalGroups: [2000]}, expected: 'x\n'},
    {
      name: 'cannot be added to a folder',
      script: 'touch /new; mkdir /new',
      expected: "touch: /new: Permission denied\nmkdir: can't create directory '/new': Permission denied\n",
    },
    {
      name: 'cannot be written through a redirection',
      script: 'echo x > /etc/passwd; echo $?',
      expected: "sh: can't create /etc/passwd: Permission denied\n1\n",
    },
    {
      name: 'cannot be written, as dash says',
      script: 'echo x > /new',
      given: debian,
      expected: 'sh: 1: cannot create /new: Permission denied\n',
    },
    {
      name: 'cannot be written, as bash says',
      script: 'echo x > /new',
      given: {...debian, shell: 'bash'},
      expected: 'bash: line 1: /new: Permission denied\n',
    },
    {
      name: 'cannot be taken away',
      script: 'rm /etc/passwd; mv /etc/passwd /tmp/',
      expected:
        "rm: can't remove '/etc/passwd': Permission denied\nmv: can't rename '/etc/passwd': Permission denied\n",
    },
    {
      name: 'cannot be copied from or to',
      script: 'cp /closed /tmp/x; cp /etc/group /new',
      expected: "cp: can't open '/closed': Permission denied\ncp: can't create '/new': Permission denied\n",
    },
    {
      name: 'keep their mode',
      script: 'chmod 777 /etc/passwd',
      expected: 'chmod: /etc/passwd: Operation not permitted\n',
    },
    {
      name: 'are not seen in a closed folder',
      script: 'ls /root; ls -l /root',
      expected: "ls: can't open '/root': Permission denied\nls: can't open '/root': Permission denied\n",
    },
    {
      name: 'are what test says',
      script: '[ -r /closed ] || echo no; [ -w /tmp ] && echo yes; [ -w /etc ] || echo no',
      expected: 'no\nyes\nno\n',
    },
    {
      name: 'are made in a folder for all',
      script: 'echo x > /tmp/mine && cat /tmp/mine && stat -c "%u %a" /tmp/mine',
      expected: 'x\n1000 644\n',
    },
    {
      name: 'cannot be written on a file system to be read, by root either',
      script: 'touch /new; echo x > /new',
      given: {runAsUser: 0, readOnlyRootFilesystem: true},
      expected: "touch: /new: Read-only file system\nsh: can't create /new: Read-only file system\n",
    },
  ]

  for (const {name, script, given, expected} of cases)
    it(name, async () => {
      const {output} = await run(script, given)

      assert.equal(output, expected)
    })
})
