import assert from 'node:assert/strict'
import {expanded, readUnit, variablesIn} from '../../../../../src/cluster/containers/simulated/services/unit-file.ts'

describe('unit files', () => {
  it('are read together with their drop-ins, of which an empty assignment takes back what was before', () => {
    const unit =
      '[Unit]\nDescription=a b\nDocumentation=https://a https://b\n[Service]\nExecStart=/usr/bin/a\nRestart=always\nRestartSec=10\n[Install]\nWantedBy=multi-user.target\n'
    const dropIn =
      '[Service]\nEnvironment="A=1 2" B=3\nEnvironmentFile=-/etc/default/a\nExecStart=\nExecStart=/usr/bin/a \\\n  $A\n'

    const read = readUnit([unit, dropIn])

    assert.deepEqual(read, {
      description: 'a b',
      documentation: ['https://a', 'https://b'],
      execStart: '/usr/bin/a    $A',
      environment: ['A=1 2', 'B=3'],
      environmentFiles: ['-/etc/default/a'],
      restarts: true,
      restartAfter: 10,
      wantedBy: ['multi-user.target'],
    })
  })

  const env = variablesIn('# no\nARGS="--a=1 --b"\nONE=x y\nEMPTY=\n')
  for (const [command, words] of [
    ['/bin/a $ARGS -c', ['/bin/a', '--a=1', '--b', '-c']],
    ['/bin/a --d=${ONE}', ['/bin/a', '--d=x y']],
    ['/bin/a $EMPTY $NONE', ['/bin/a']],
    ['/bin/a "b c" \'d e\'', ['/bin/a', 'b c', 'd e']],
  ] as const)
    it(`start ${command} as ${JSON.stringify(words)}`, () => {
      assert.deepEqual(expanded(command, env), words)
    })
})
