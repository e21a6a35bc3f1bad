import assert from 'node:assert/strict'
import {Bash} from 'just-bash'
import {openStreams, outputStreams} from '../../../../../src/cluster/containers/simulated/shell/output-streams.ts'

const cases: {name: string; given: string; expected: string; error?: string}[] = [
  {name: 'a command writes to the output', given: 'echo a', expected: 'a\n'},
  {name: 'a pipe takes what its first command writes', given: 'echo 42 | tr 4 X', expected: 'X2\n'},
  {
    name: 'what is exported is told',
    given: 'export ZZ=1; readonly YY=2; export | grep ZZ; export -p > /f; grep -c ZZ /f; (readonly) | grep YY',
    expected: 'declare -x ZZ="1"\n1\ndeclare -r YY="2"\n',
  },
  {
    name: 'what is exported leaves at once',
    given: 'unset $(export | sed "s/declare -x //;s/=.*//"); export ZZ=1; export; echo end',
    expected: 'declare -x ZZ="1"\nend\n',
  },
  {name: 'pipes chain', given: 'echo ab | tr a c | tr b d', expected: 'cd\n'},
  {
    name: 'a substitution takes its command’s output',
    given: 'x=$(echo 5); y=`echo 6`; echo "[$x$y]"',
    expected: '[56]\n',
  },
  {name: 'substitutions nest', given: 'echo $(echo $(echo a) b) c', expected: 'a b c\n'},
  {name: 'a file read is a substitution', given: 'echo 1 > /f; echo "<$(< /f)>"', expected: '<1>\n'},
  {
    name: 'a file takes a function’s output',
    given: 'f() { echo a; }; f > /f; f >> /f; cat /f | wc -l | tr -d " "',
    expected: '2\n',
  },
  {name: 'a pipe takes a function’s output', given: 'f() { echo a; }; f | tr a b; echo $(f)', expected: 'b\na\n'},
  {name: 'a pipe takes a loop’s output', given: 'for i in 1 2; do echo $i; done | tr 1 9', expected: '9\n2\n'},
  {
    name: 'a group’s output goes where the group’s does',
    given: '{ echo b; echo a; } | sort; (echo c) > /f; cat /f',
    expected: 'a\nb\nc\n',
  },
  {
    name: 'errors stay apart',
    given: 'ls /absent; echo a',
    expected: 'a\n',
    error: 'ls: /absent: No such file or directory\n',
  },
  {
    name: 'errors of a pipe’s members stay apart',
    given: 'ls /absent | cat',
    expected: '',
    error: 'ls: /absent: No such file or directory\n',
  },
  {
    name: 'errors follow the output',
    given: 'ls /absent 2>&1 | tr a X; { ls /absent; } 2>&1 | tr a X',
    expected: 'ls: /Xbsent: No such file or directory\n'.repeat(2),
  },
  {name: '|& takes both', given: 'ls /absent |& tr a X', expected: 'ls: /Xbsent: No such file or directory\n'},
  {
    name: 'a file that cannot be opened is told of, in its place',
    given: 'exec 2>&1; mkdir /d; echo a; echo b > /d; cat < /none; echo c',
    expected: 'a\nbash: /d: Is a directory\nbash: /none: No such file or directory\nc\n',
  },
  {name: 'output follows the errors', given: 'echo a >&2; echo b 1>&2', expected: '', error: 'a\nb\n'},
  {
    name: 'exec moves the output for good',
    given: 'exec > /f; echo a; echo b | tr b c; exec >&2; cat /f',
    expected: '',
    error: 'a\nc\n',
  },
  {
    name: 'exec joins the errors to the output',
    given: 'exec 2>&1; ls /absent',
    expected: 'ls: /absent: No such file or directory\n',
  },
  {name: 'a here document is read', given: 'cat <<EOF | tr a b\na $(echo a)\nEOF', expected: 'b b\n'},
  {name: 'a process substitution is read', given: 'cat <(echo a)', expected: 'a\n'},
  {
    name: 'a loop reads a pipe',
    given: 'printf "1\\n2\\n" | while read n; do echo "<$n>"; done',
    expected: '<1>\n<2>\n',
  },
  {name: 'eval writes to the output', given: 'eval "echo a | tr a b"', expected: 'b\n'},
  {
    name: 'nothing is heard of what goes to /dev/null',
    given: 'ls /absent > /dev/null 2>&1 || echo no; ls /absent &> /dev/null',
    expected: 'no\n',
  },
]

describe('output streams of a script', () => {
  for (const {name, given, expected, error = ''} of cases)
    it(name, async () => {
      const bash = new Bash({})
      bash.registerTransformPlugin(outputStreams)

      const {stdout, stderr} = await bash.exec(`${openStreams('/out', '/err')}\n${given}`, {rawScript: true})

      assert.equal(`${await bash.fs.readFile('/out')}${stdout}`, expected)
      assert.equal(`${await bash.fs.readFile('/err').catch(() => '')}${stderr}`, error)
    })
})
