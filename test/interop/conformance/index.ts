import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {haveRealPrograms, realProgram, startMixedCluster} from '../../support/real-programs.ts'
import {type GinkgoSuite, resultsOf, tableOf} from './report.ts'
import {specSets} from './sets.ts'

/**
 * Runs a named set of Kubernetes' own conformance specs against a daemon of the built kctl, or against the cluster of `--kubeconfig`, and
 * prints a table. `--focus` narrows the set to the specs that match. Exits 1 if one fails.
 */
async function main(): Promise<number> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {kubeconfig: {type: 'string'}, focus: {type: 'string'}, log: {type: 'string', default: '/dev/null'}},
  })
  const set = specSets[positionals[0] ?? '']
  if (!set || !haveRealPrograms('e2e', 'kubectl')) {
    console.error(
      `usage: npm run conformance -- ${Object.keys(specSets).join('|')} [--kubeconfig FILE] [--focus REGEXP]`,
    )
    if (set) console.error('Kubernetes’ own programs are not on this machine')
    return 2
  }
  const cluster = values.kubeconfig ? undefined : await startMixedCluster()
  const folder = mkdtempSync(join(tmpdir(), 'kctl-conformance-'))
  const report = join(folder, 'report.json')
  try {
    spawnSync(
      realProgram('e2e'),
      [
        `--kubeconfig=${values.kubeconfig ?? cluster?.kubeconfig}`,
        `--kubectl-path=${realProgram('kubectl')}`,
        '--provider=skeleton',
        '--dump-logs-on-failure=false',
        '--ginkgo.no-color',
        `--ginkgo.focus=${values.focus ? `${set.focus}.*${values.focus}|${values.focus}.*${set.focus}` : set.focus}`,
        ...set.without.map(({pattern}) => `--ginkgo.skip=${pattern}`),
        `--ginkgo.json-report=${report}`,
      ],
      {stdio: ['ignore', 'inherit', 'inherit']},
    )
    const results = resultsOf(JSON.parse(readFileSync(report, 'utf8')) as GinkgoSuite[])
    console.log(tableOf(results))
    for (const {pattern, reason} of set.without) console.log(`not run: ${pattern}: ${reason}`)
    return results.every(({passed}) => passed) ? 0 : 1
  } finally {
    await cluster?.stop()
    rmSync(folder, {recursive: true, force: true})
  }
}

process.exitCode = await main()
