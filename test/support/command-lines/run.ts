/**
 * Writes cases of generated command lines for the comparing program:
 * `node --import tsx test/support/command-lines/run.ts FOLDER [--pairs 40] [--seed x] [COMMAND ...]`.
 */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {shared} from '../shared.ts'
import {caseOf} from './case-of.ts'

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {pairs: {type: 'string', default: '40'}, seed: {type: 'string', default: 'kctl'}},
})
const [folder = '', ...commands] = positionals
const surface = JSON.parse(readFileSync(join(shared, 'parity/kubectl-surface.json'), 'utf8'))
mkdirSync(folder, {recursive: true})
for (const command of commands.length > 0 ? commands : Object.keys(surface).filter(name => name !== '')) {
  const name = `generated-${command.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}`
  writeFileSync(
    join(folder, `${name}.case`),
    caseOf(surface, command, {pairs: Number(values.pairs), seed: values.seed}),
  )
}
