/**
 * Installs CRD bundles on a real API server and on kctl's, sends both all of the bundles' own sample resources, and prints how many answers are identical:
 * `node --import tsx test/support/crd-bundles/run.ts BUNDLES REFERENCE-KUBECONFIG KUBECONFIG [--show] [BUNDLE ...]`.
 */
import {parseArgs} from 'node:util'
import {connect} from '../differential/api-connection.ts'
import {bundles} from './bundles.ts'
import {compareBundle} from './compare-bundle.ts'
import {readBundle} from './read-bundle.ts'

const {values, positionals} = parseArgs({allowPositionals: true, options: {show: {type: 'boolean', default: false}}})
const [folder = '', reference = '', kubeconfig = '', ...names] = positionals
const servers = [connect(reference, 'crd-bundles'), connect(kubeconfig, 'crd-bundles')]
for (const bundle of bundles) {
  if (names.length > 0 && !names.includes(bundle.name)) continue
  const contents = readBundle(folder, bundle)
  if (!contents) {
    console.log(`${bundle.name}: not fetched`)
    continue
  }
  const {identical, accepted, total, misses} = await compareBundle(servers, contents)
  console.log(`${bundle.name}: ${identical} of ${total} answers identical, ${accepted} accepted`)
  if (values.show) for (const {id, differing} of misses) console.log([`    ${id}`, ...differing].join('\n        '))
}
process.exit(0)
