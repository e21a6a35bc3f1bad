import {copyFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {haveRealPrograms, realProgram, startMixedCluster} from '../../support/real-programs.ts'
import {runGinkgoSuite} from './ginkgo-processes.ts'
import {narrowed} from './narrowed.ts'
import {type GinkgoSuite, lineOf, notRunOf, resultsOf, tableOf} from './report.ts'
import {specSets} from './sets.ts'

/**
 * Runs a named set of Kubernetes' own conformance specs against a daemon of the built kctl, or against the cluster of `--kubeconfig`, and
 * prints a table. `--focus` narrows the set to the specs that match, `--skip` to those that do not, `--procs` runs that many at a time, `--report` keeps Ginkgo's own report. Exits 1 if
 * one fails.
 */
async function main(): Promise<number> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      kubeconfig: {type: 'string'},
      focus: {type: 'string'},
      skip: {type: 'string'},
      procs: {type: 'string', default: '1'},
      report: {type: 'string'},
    },
  })
  const set = specSets[positionals[0] ?? '']
  if (!set || !haveRealPrograms('e2e', 'kubectl')) {
    console.error(
      `usage: npm run conformance -- ${Object.keys(specSets).join('|')} [--kubeconfig FILE] [--focus REGEXP] [--skip REGEXP] [--procs N] [--report FILE]`,
    )
    if (set) console.error('Kubernetes’ own programs are not on this machine')
    return 2
  }
  const focus = values.focus ? narrowed(set.focus, values.focus) : set.focus
  const cluster = values.kubeconfig ? undefined : await startMixedCluster()
  const folder = mkdtempSync(join(tmpdir(), 'kctl-conformance-'))
  const report = join(folder, 'report.json')
  try {
    await runGinkgoSuite(
      realProgram('e2e'),
      [
        `--kubeconfig=${values.kubeconfig ?? cluster?.kubeconfig}`,
        `--kubectl-path=${realProgram('kubectl')}`,
        '--provider=skeleton',
        '--dump-logs-on-failure=false',
        '--ginkgo.no-color',
        `--ginkgo.focus=${focus}`,
        ...(set.elsewhere ? [`--ginkgo.skip=${set.elsewhere}`] : []),
        ...(values.skip ? [`--ginkgo.skip=${values.skip}`] : []),
        ...set.without.map(({pattern}) => `--ginkgo.skip=${pattern}`),
        `--ginkgo.json-report=${report}`,
      ],
      Number(values.procs),
      spec => {
        for (const result of resultsOf([{SpecReports: [spec]}])) console.log(lineOf(result))
      },
    )
    if (values.report) copyFileSync(report, values.report)
    const suites = JSON.parse(readFileSync(report, 'utf8')) as GinkgoSuite[]
    const results = resultsOf(suites)
    console.log(`\n${tableOf(results)}`)
    for (const line of notRunOf(suites, new RegExp(focus), set)) console.log(line)
    return results.every(({passed}) => passed) ? 0 : 1
  } finally {
    await cluster?.stop()
    rmSync(folder, {recursive: true, force: true})
  }
}

process.exitCode = await main()
