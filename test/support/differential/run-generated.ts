/**
 * Sends sequences of requests that are made at random to a real API server and to kctl's and prints where the answers differ:
 * `node --import tsx test/support/differential/run-generated.ts REFERENCE-KUBECONFIG KUBECONFIG [--count 10] [--seed x] [NAME ...]`.
 */
import {parseArgs} from 'node:util'
import {compareSequences} from './compare-sequences.ts'
import {generated} from './generated/index.ts'

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {count: {type: 'string', default: '10'}, seed: {type: 'string', default: 'kctl'}},
})
const [reference = '', kubeconfig = '', ...names] = positionals
const wanted = generated(values.seed, Number(values.count)).filter(
  ({name}) => names.length === 0 || names.some(each => name.startsWith(each)),
)
for await (const {name, identical, total, misses} of compareSequences({reference, kubeconfig}, wanted)) {
  for (const miss of misses) console.log([miss.name, ...miss.differing].join('\n    '))
  console.log(`${name} ${identical}/${total}`)
}
process.exit(0)
