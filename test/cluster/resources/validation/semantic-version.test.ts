import assert from 'node:assert/strict'
import {compareVersions, parseVersion} from '../../../../src/cluster/resources/validation/semantic-version.ts'

/** In their order, as semver.org gives it. */
const ordered = [
  '0.9.0',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0',
  '1.10.0',
]

describe('Semantic versions', () => {
  it('are in their order', () => {
    const shuffled = [...ordered].reverse()

    shuffled.sort((a, b) => compareVersions(parseVersion(a)!, parseVersion(b)!))

    assert.deepEqual(shuffled, ordered)
  })

  for (const text of ['', '1.2', '01.2.3', '1.2.3-01', 'v1.2.3', '1.2.3-'])
    it(`are not ${text || 'nothing'}`, () => {
      assert.equal(parseVersion(text), undefined)
    })
})
