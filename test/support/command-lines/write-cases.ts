import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {shared} from '../shared.ts'
import {caseOf} from './case-of.ts'
import type {Surface} from './generate.ts'

/** Writes a case of generated lines for each command into a folder, and answers which. */
export async function writeCases(
  seed: string,
  {commands = [], pairs = 14, folder}: {commands?: readonly string[]; pairs?: number; folder?: string} = {},
): Promise<string> {
  const surface = JSON.parse(readFileSync(join(shared, 'parity/kubectl-surface.json'), 'utf8')) as Surface
  const into = folder ?? mkdtempSync(join(tmpdir(), 'kctl-lines-'))
  mkdirSync(into, {recursive: true})
  for (const command of commands.length > 0 ? commands : Object.keys(surface).filter(name => name !== '')) {
    const name = `generated-${command.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}`
    writeFileSync(join(into, `${name}.case`), caseOf(surface, command, {pairs, seed}))
  }
  return into
}
