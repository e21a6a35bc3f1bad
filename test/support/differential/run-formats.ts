/**
 * Sends kubernetes/api's fixtures (as dry runs), and objects of every kind for real, in JSON, YAML and protobuf, to a real API server and to kctl's and prints
 * where the answers differ: `node --import tsx test/support/differential/run-formats.ts REFERENCE-KUBECONFIG KUBECONFIG [KIND ...]`.
 */
import {compareFixtures} from './compare-fixtures.ts'
import {compareFormats} from './compare-formats.ts'

const [reference = '', kubeconfig = '', ...kinds] = process.argv.slice(2)
for (const [name, {identical, total, misses}] of [
  ['fixtures', await compareFixtures(reference, kubeconfig)],
  ['objects', await compareFormats({reference, kubeconfig}, kinds)],
] as const) {
  for (const miss of misses) console.log([miss.name, ...miss.differing].join('\n    '))
  console.log(`${name} ${identical}/${total}`)
}
process.exit(0)
