import assert from 'node:assert/strict'
import {type GinkgoSuite, notRunOf, resultsOf, tableOf} from './report.ts'

const spec = (name: string, State: string, Failure?: {Message: string}) => ({
  ContainerHierarchyTexts: ['[sig-auth] Tokens'],
  LeafNodeType: 'It',
  LeafNodeText: name,
  State,
  RunTime: 1_250_000_000,
  ...(Failure && {Failure}),
})

describe('the table of conformance specs', () => {
  it('has those that failed first, with the first line of why', () => {
    const suite: GinkgoSuite = {
      SpecReports: [
        spec('expire', 'passed'),
        spec('are bound', 'failed', {Message: 'no token\nat line 5'}),
        spec('are optional', 'skipped'),
        {...spec('', 'passed'), LeafNodeType: 'BeforeSuite'},
      ],
    }

    assert.equal(
      tableOf(resultsOf([suite])),
      [
        'FAILED     1.3 s  [sig-auth] Tokens are bound',
        '                  no token',
        'passed     1.3 s  [sig-auth] Tokens expire',
        '',
        '1 passed, 1 failed',
      ].join('\n'),
    )
  })

  it('names those that were not run, with our reason or their own', () => {
    const suite: GinkgoSuite = {
      SpecReports: [
        spec('expire', 'passed'),
        spec('are signed elsewhere', 'skipped'),
        spec('survive an upgrade', 'skipped', {Message: 'needs two versions\nat line 5'}),
        spec('are printed [Conformance]', 'skipped', {Message: 'no printer'}),
        {...spec('of another group', 'skipped'), ContainerHierarchyTexts: ['[sig-node] Pods']},
      ],
    }

    const without = [{pattern: 'signed', reason: 'nobody else signs'}]
    assert.deepEqual(notRunOf([suite], /sig-auth/, {elsewhere: '\\[Conformance\\]', without}), [
      'not run  [sig-auth] Tokens are signed elsewhere\n                  nobody else signs',
      'not run  [sig-auth] Tokens survive an upgrade\n                  needs two versions',
    ])
  })
})
