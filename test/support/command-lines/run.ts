/**
 * Writes cases of generated command lines for the comparing program:
 * `node --import tsx test/support/command-lines/run.ts FOLDER [--pairs 14] [--seed x] [COMMAND ...]`.
 */
import {parseArgs} from 'node:util'
import {writeCases} from './write-cases.ts'

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {pairs: {type: 'string', default: '14'}, seed: {type: 'string', default: ''}},
})
const [folder = '', ...commands] = positionals
await writeCases(values.seed, {commands, pairs: Number(values.pairs), folder})
