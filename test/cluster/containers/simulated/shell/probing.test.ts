import assert from 'node:assert/strict'
import {runContainer} from '../../../../support/run-script.ts'

const image = 'nicolaka/netshoot'

const cases: {name: string; script: string; expected: string}[] = [
  {
    name: 'host says addresses, and what there is none of',
    script: 'host localhost; host absent; echo $?',
    expected: 'localhost has address 127.0.0.1\nHost absent not found: 3(NXDOMAIN)\n1\n',
  },
  {
    name: 'ss and telnet see what listens',
    script:
      'httpd -f -p 8080 & sleep 1; ss -tln | tail -n +2; telnet localhost 8080; telnet localhost 8081; telnet absent 80',
    expected:
      "LISTEN 0      511          0.0.0.0:8080       0.0.0.0:*          \nConnected to localhost\nConnection closed by foreign host\ntelnet: can't connect to remote host (127.0.0.1): Connection refused\ntelnet: bad address 'absent'\n",
  },
  {
    name: 'pgrep and pkill find processes by their names',
    script: 'httpd -f -p 8080 & sleep 1; pgrep -l httpd | wc -l; pkill httpd; echo $?; sleep 1; pgrep httpd; echo $?',
    expected: '1\n0\n1\n',
  },
]

describe('tools for a network', () => {
  for (const {name, script, expected} of cases)
    it(name, async () => {
      const {output} = await runContainer({image, command: ['bash', '-c', script]})

      assert.equal(output, expected)
    })

  it('run as what a container is for', async () => {
    const {output, exitCode} = await runContainer({image, args: ['nc', '-zv', 'localhost', '81']})

    assert.deepEqual({refused: /refused/.test(output), exitCode}, {refused: true, exitCode: 1})
  })
})
