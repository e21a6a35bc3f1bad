import assert from 'node:assert/strict'
import {runContainer} from '../../../../support/run-script.ts'

const image = 'python:3.13'

describe('python', () => {
  it('runs on the time of the cluster', async () => {
    const source = 'import sys, time\nfor i in range(3):\n  print(sys.argv[1], i, time.time())\n  time.sleep(20)'

    const {output, exitCode} = await runContainer({image, command: ['python3', '-c', source, 'x']})

    assert.equal(output, 'x 0 1767225600.0\nx 1 1767225620.0\nx 2 1767225640.0\n')
    assert.equal(exitCode, 0)
  })

  it('has the files and the pipes of a script, and says what is wrong', async () => {
    const script = `echo 'import os; print(open("/etc/hostname").read().strip(), os.getcwd()); 1/0' | python3; echo $?; python /none.py`

    const {output, exitCode} = await runContainer({image, command: ['sh', '-c', script]})

    assert.equal(
      output,
      `p /
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
    import os; print(open("/etc/hostname").read().strip(), os.getcwd()); 1/0
                                                                         ~^~
ZeroDivisionError: division by zero
1
python: can't open file '/none.py': [Errno 2] No such file or directory
`,
    )
    assert.equal(exitCode, 2)
  })
})
