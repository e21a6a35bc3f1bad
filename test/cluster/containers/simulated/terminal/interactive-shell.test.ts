import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../../src/cluster/containers/container.ts'
import {type Step, typedSession} from '../../../../support/typed-session.ts'

const esc = '\x1b'

interface Case {
  name: string
  typed: Step[]
  screen: string
  exitCode?: number
  shell?: string
  config?: Partial<ContainerConfig>
}

const bash = {shell: 'bash', config: {image: 'debian:12'}}

const cases: Case[] = [
  {
    name: 'keeps variables, functions, aliases, the folder and the exit code',
    typed: [
      'x=5; export y=6\r',
      'f() { echo $x$1; }\r',
      "alias e='echo e'\r",
      'cd /tmp\r',
      'f 1; e; env | grep -c ^x=\r',
      'false\r',
      'echo $? $y\r',
    ],
    screen:
      "/ # x=5; export y=6\n/ # f() { echo $x$1; }\n/ # alias e='echo e'\n/ # cd /tmp\n/tmp # f 1; e; env | grep -c ^x=\n51\ne\n0\n/tmp # false\n/tmp # echo $? $y\n1 6\n/tmp # ",
  },
  {
    name: 'ends what runs at Ctrl-C, and goes on',
    typed: ['sleep 1000\r', 10, '\x03', 'echo $?\r'],
    screen: '/ # sleep 1000\n^C\n/ # echo $?\n130\n/ # ',
  },
  {
    name: 'ends a loop at Ctrl-C',
    typed: ['while true; do echo x; sleep 10; done\r', 25_000, '\x03', 'echo on\r'],
    screen: '/ # while true; do echo x; sleep 10; done\nx\nx\nx\n^C\n/ # echo on\non\n/ # ',
  },
  {
    name: 'gives up a line at Ctrl-C',
    typed: ['ab\x03', 'echo $?\r'],
    screen: '/ # ab^C\n/ # echo $?\n130\n/ # ',
  },
  {
    name: 'ends at Ctrl-D with the last exit code',
    typed: ['false\r', '\x04'],
    screen: '/ # false\n/ # \n',
    exitCode: 1,
  },
  {name: 'ends with exit, bash aloud', typed: ['exit 3\r'], screen: 'root@web:/# exit 3\nexit\n', exitCode: 3, ...bash},
  {
    name: 'reads on until a command is whole',
    typed: [
      'for i in 1 2\r',
      'do echo $i\r',
      'done\r',
      'echo "a\r',
      'b"\r',
      'cat <<E\r',
      'c\r',
      'E\r',
      'echo d |\r',
      'cat\r',
    ],
    screen:
      '/ # for i in 1 2\n> do echo $i\n> done\n1\n2\n/ # echo "a\n> b"\na\nb\n/ # cat <<E\n> c\n> E\nc\n/ # echo d |\n> cat\nd\n/ # ',
  },
  {
    name: 'says what is wrong with a line, and goes on',
    typed: ['fi\r', 'echo $?\r'],
    screen: "root@web:/# fi\nbash: syntax error near unexpected token `fi'\nroot@web:/# echo $?\n2\nroot@web:/# ",
    ...bash,
  },
  {
    name: 'lets commands read what is typed, which the terminal mends and echoes',
    typed: ['cat > /f\r', 'onx\x7fe\r', '\x04', 'cat /f; read a\r', 'two\r', 'echo $a\r'],
    screen: '/ # cat > /f\nonx\b \be\n/ # cat /f; read a\none\ntwo\n/ # echo $a\ntwo\n/ # ',
  },
  {
    name: 'keeps for itself what is typed while something runs',
    typed: ['sleep 5\r', 'echo next\r', 5000],
    screen: '/ # sleep 5\necho next\n/ # echo next\nnext\n/ # ',
  },
  {
    name: 'knows its jobs',
    typed: ['sleep 50 &\r', 'kill %1\r', 'wait $!; echo $?\r'],
    screen:
      '/ # sleep 50 &\n[1] 14\n/ # kill %1\n[1]+  Terminated                 sleep 50\n/ # wait $!; echo $?\n143\n/ # ',
  },
  {
    name: 'lists its jobs, and says when they have ended',
    typed: ['sleep 5 &\r', '(sleep 1; false) &\r', 'jobs\r', 2000, '\r', 'true\r', 4000, 'jobs\r', 'jobs\r'],
    screen: `root@web:/# sleep 5 &
[1] 14
root@web:/# (sleep 1; false) &
[2] 15
root@web:/# jobs
[1]-  Running                 sleep 5 &
[2]+  Running                 (sleep 1; false) &
root@web:/#${' '}
root@web:/# true
[2]+  Exit 1                  (sleep 1; false)
root@web:/# jobs
[1]+  Done                    sleep 5
root@web:/# jobs
root@web:/#${' '}`,
    ...bash,
  },
  {
    name: 'stops what runs at Ctrl-Z, and lets it go on in the background or the foreground',
    typed: [
      'for i in 1 2 3; do echo $i; sleep 10; done\r',
      '\x1a',
      60_000,
      'echo between\r',
      'bg\r',
      15_000,
      'fg\r',
      20_000,
      'echo $?\r',
      'jobs\r',
    ],
    screen: `root@web:/# for i in 1 2 3; do echo $i; sleep 10; done
1
^Z
[1]+  Stopped                 for i in 1 2 3; do echo $i; sleep 10; done
root@web:/# echo between
between
root@web:/# bg
[1]+ for i in 1 2 3; do echo $i; sleep 10; done &
root@web:/# 2
3
fg
for i in 1 2 3; do echo $i; sleep 10; done
root@web:/# echo $?
0
root@web:/# jobs
root@web:/#${' '}`,
    ...bash,
  },
  {
    name: 'ends with Ctrl-C what came back, and has no job that there is not',
    typed: ['sleep 100\r', '\x1a', 'fg %1\r', '\x03', 'echo $?\r', 'fg\r'],
    screen: `/ # sleep 100
^Z
[1]+  Stopped                    sleep 100
/ # fg %1
sleep 100
^C
/ # echo $?
130
/ # fg
sh: fg: current: no such job
/ # ${''}`,
  },
  {
    name: 'kills what was stopped',
    typed: ['sleep 100\r', '\x1a', 'kill %1\r', 'jobs\r'],
    screen: `/ # sleep 100
^Z
[1]+  Stopped                    sleep 100
/ # kill %1
[1]+  Terminated                 sleep 100
/ # jobs
/ # ${''}`,
  },
  {
    name: 'keeps its options, and traces only what was typed',
    typed: ['set -x\r', 'for i in 1 2; do echo $i; done\r', 'false\r', 'echo $?\r', 'set +x\r', 'echo off\r'],
    screen: `/ # set -x
/ # for i in 1 2; do echo $i; done
1
+ echo 1
2
+ echo 2
/ # false
+ false
/ # echo $?
1
+ echo 1
/ # set +x
+ set +x
/ # echo off
off
/ # ${''}`,
  },
  {
    name: 'ends with the first command that fails where it was told to',
    typed: ['set -e\r', 'true\r', 'false\r'],
    screen: '/ # set -e\n/ # true\n/ # false\n',
    exitCode: 1,
  },
  {
    name: 'starts another shell in its place',
    typed: ['bash\r', 'exit\r', 'echo on\r'],
    screen: '# bash\nroot@web:/# exit\nexit\n# echo on\non\n# ',
    config: {image: 'debian:12'},
  },
  {
    name: 'recalls, finds and completes lines',
    typed: ['echo a\r', `${esc}[A\r`, '\x12ec\r', 'cat /etc/hostn\t\r', 'base\t\t\x03'],
    screen: `/ # echo a\na\n/ # echo a\na\n/ # \r${esc}[J(reverse-i-search)\`': \r${esc}[J(reverse-i-search)\`e': \r${esc}[J(reverse-i-search)\`e': echo a\r${esc}[23C\r${esc}[J(reverse-i-search)\`ec': \r${esc}[J(reverse-i-search)\`ec': echo a\r${esc}[24C\r${esc}[J/ # echo a\na\n/ # cat /etc/hostname \nweb\n/ # base\nbase64  basename\n/ # base^C\n/ # `,
  },
  {
    name: 'shows its line again when the window changes, which programs are told of',
    typed: ['stty size; ec', {width: 100, height: 30}, 'ho\r'],
    screen: `/ # stty size; ec\r${esc}[J/ # stty size; echo\n30 100\n\n/ # `,
  },
  {
    name: 'lists in columns, but not into pipes',
    typed: ['cd /tmp; touch a bb c\r', 'ls\r', 'ls | cat\r'],
    screen: '/ # cd /tmp; touch a bb c\n/tmp # ls\na  bb  c\n/tmp # ls | cat\na\nbb\nc\n/tmp # ',
  },
]

describe('a shell at a terminal', () => {
  for (const {name, typed, screen, exitCode, shell = 'sh', config} of cases)
    it(name, async () =>
      assert.deepEqual(await typedSession([shell], typed, config), {screen, ...(exitCode !== undefined && {exitCode})}),
    )

  it('shows its prompt as $PS1 says, and who it is', async () => {
    const own = await typedSession(['bash'], ["PS1='\\u \\w> '\r", 'cd\r'], {
      image: 'debian:12',
      runAsUser: 1001,
      env: [{name: 'HOME', value: '/tmp'}],
    })

    assert.equal(own.screen, "I have no name!@web:/$ PS1='\\u \\w> '\nI have no name! /> cd\nI have no name! ~> ")
  })
})

describe('a command at a terminal', () => {
  const commands: (Case & {command: string[]})[] = [
    {name: 'ends at Ctrl-C', command: ['sleep', '1000'], typed: ['\x03'], screen: '^C', exitCode: 130},
    {name: 'has its lines said again', command: ['cat'], typed: ['a\r', '\x04'], screen: 'a\na\n', exitCode: 0},
    {
      name: 'knows its terminal',
      command: ['sh', '-c', 'tty; stty size'],
      typed: [],
      screen: '/dev/pts/0\n24 80\n',
      exitCode: 0,
    },
    {
      name: 'shows something again and again, until q',
      command: ['watch', '-n', '10', 'echo x'],
      typed: [10_000, 'q'],
      screen: `${esc}[H${esc}[JEvery 10.0s: echo x                                          2026-01-01 00:00:00\n\nx\n${esc}[H${esc}[JEvery 10.0s: echo x                                          2026-01-01 00:00:10\n\nx\n`,
      exitCode: 0,
    },
  ]
  for (const {name, command, typed, screen, exitCode} of commands)
    it(name, async () => assert.deepEqual(await typedSession(command, typed), {screen, exitCode}))
})
