/**
 * Sends the same generated requests to a real API server and to kctl's and prints, kind by kind, how many answers are identical:
 * `node --import tsx test/support/differential/run.ts REFERENCE-KUBECONFIG KUBECONFIG [--count 100] [--faults 2] [--rich] [--seed x] [--show] [KIND ...]`.
 */
import {parseArgs} from 'node:util'
import {compareServers} from './compare-servers.ts'

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    count: {type: 'string', default: '40'},
    faults: {type: 'string', default: '1'},
    only: {type: 'string', default: ''},
    rich: {type: 'boolean', default: false},
    seed: {type: 'string', default: 'kctl'},
    show: {type: 'boolean', default: false},
  },
})
const [reference = '', kubeconfig = '', ...kinds] = positionals
const results = await compareServers({
  reference,
  kubeconfig,
  kinds,
  count: Number(values.count),
  seed: values.seed,
  rich: values.rich,
  faults: Number(values.faults),
  only: values.only.split(',').filter(Boolean),
})
for (const {kind, identical, total, misses} of results) {
  console.log(`${kind} ${identical}/${total}`)
  if (values.show) for (const {name, differing} of misses) console.log([`    ${name}`, ...differing].join('\n        '))
}
const sum = (key: 'identical' | 'total') => results.reduce((so, result) => so + result[key], 0)
console.log(`${sum('identical')} of ${sum('total')} answers identical`)
process.exit(0)
