/**
 * Sends the sequences of requests to a real API server and to kctl's and prints where the answers differ:
 * `node --import tsx test/support/differential/run-sequences.ts REFERENCE-KUBECONFIG KUBECONFIG [NAME ...]`.
 */
import {compareSequences} from './compare-sequences.ts'
import {sequences} from './sequences/index.ts'

const [reference = '', kubeconfig = '', ...names] = process.argv.slice(2)
const wanted = sequences().filter(({name}) => names.length === 0 || names.includes(name))
for await (const {name, identical, total, misses} of compareSequences({reference, kubeconfig}, wanted)) {
  for (const miss of misses) console.log([miss.name, ...miss.differing].join('\n    '))
  console.log(`${name} ${identical}/${total}`)
}
process.exit(0)
