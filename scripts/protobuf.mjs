/**
 * Derives src/api/protobuf/message-table.ts from the field numbers of Kubernetes' protobuf messages. Run by hand when the Kubernetes version changes:
 *
 *   node scripts/protobuf.mjs PROTOBUF.json
 */
import {readFileSync, writeFileSync} from 'node:fs'

const messages = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const served =
  /(admissionregistration|apiserverinternal|certificates|coordination|networking|resource|storage|storagemigration)\.v\d(alpha|beta)\d\.|\.(v1|v2)\.|^k8s\.io\.apimachinery\.pkg\.(api|runtime|util)\./
const lines = Object.keys(messages)
  .filter(name => served.test(name))
  .sort()
  .map(name => `${name.replace('k8s.io.', '')} ${JSON.stringify(messages[name]).replaceAll('k8s.io.', '')}`)
const target = new URL('../src/api/protobuf/message-table.ts', import.meta.url)
writeFileSync(
  target,
  `/** Kubernetes 1.34's protobuf messages, one line each: fields by name with their number and type. Written by scripts/protobuf.mjs. */\nexport const messageTable =\n  '${lines.join('\\n')}'\n`,
)
