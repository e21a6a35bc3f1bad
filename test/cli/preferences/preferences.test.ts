import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runKctl} from '../../support/run-kctl.ts'

const preferences = `
apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
defaults:
- command: create configmap
  options: [{name: dry-run, default: client}, {name: output, default: name}]
aliases:
- name: runx
  command: run
  prependArgs: [x, --image=nginx]
  appendArgs: [--, sleep, "1"]
  options: [{name: dry-run, default: client}, {name: output, default: name}]
- name: worse
  command: get
  options: [{name: nope, default: "1"}]
`

const cases = [
  {name: 'an alias is its command', argv: ['runx'], stdout: 'pod/x\n'},
  {name: 'flags on the line win', argv: ['runx', '-ojsonpath={.spec.containers[0].args}'], stdout: '["sleep","1"]'},
  {name: 'a command has other defaults', argv: ['create', 'configmap', 'c'], stdout: 'configmap/c\n'},
  {
    name: 'an alias with an unknown flag is refused',
    argv: ['worse'],
    stderr: 'error occurred while applying preferences invalid alias flag nope in alias kubectl\n',
  },
  {
    name: 'a file that is named has to be there',
    argv: ['version', '--client', '--kuberc=/nowhere/kuberc'],
    stderr:
      'error occurred while applying preferences kuberc error kuberc: open /nowhere/kuberc: no such file or directory\n',
  },
  {
    name: 'they can be turned off',
    argv: ['runx'],
    env: {KUBECTL_KUBERC: 'false'},
    stderr: 'error: unknown command "runx" for "kubectl"\n\nDid you mean this?\n\trun\n',
  },
]

describe('preferences of a kuberc file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kuberc-'))
  const file = join(folder, 'kuberc')
  before(() => writeFileSync(file, preferences))
  after(() => rmSync(folder, {recursive: true}))

  for (const {name, argv, env = {}, stdout = '', stderr = ''} of cases)
    it(name, async () => {
      const named = argv.some(word => word.startsWith('--kuberc')) ? argv : [...argv, `--kuberc=${file}`]

      const outcome = await runKctl(named, {env})

      assert.deepEqual({...outcome}, {code: stderr ? 1 : 0, stdout, stderr})
    })
})
