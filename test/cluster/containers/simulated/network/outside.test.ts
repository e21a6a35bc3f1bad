import assert from 'node:assert/strict'
import {runScript} from '../../../../support/run-script.ts'

describe('the world outside the cluster', () => {
  it('has the first website, for the documentation of init containers', async () => {
    const {output, exitCode} = await runScript(
      'wget -q -O /tmp/index.html http://info.cern.ch && grep h1 /tmp/index.html',
    )

    assert.equal(output, '<h1>http://info.cern.ch - home of the first website</h1>\n')
    assert.equal(exitCode, 0)
  })

  it('has nothing else', async () => {
    const {output, exitCode} = await runScript('wget -q -O- http://no-such-site.example.org')

    assert.equal(output, "wget: bad address 'no-such-site.example.org'\n")
    assert.equal(exitCode, 1)
  })
})
