import assert from 'node:assert/strict'
import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {type FlagSet, withDefault} from '../../src/cli/flags/flag.ts'
import {globalFlags} from '../../src/cli/flags/global-flags.ts'
import {commandTable} from '../../src/commands/index.ts'

interface Surface {
  [command: string]: {flags: {short: string | null; name: string; default: string}[]; subs: string[]}
}

const file = path.resolve(import.meta.dirname, '../../../shared/parity/kubectl-surface.json')

const shown = (flags: FlagSet): string[] =>
  Object.entries(flags)
    .filter(([, flag]) => !flag.hidden)
    .map(([name, flag]) => `${flag.short ?? '-'} ${name} = ${flag.kind.show(flag.default)}`)
    .sort()

/** What 1.34's own help has and the recorded surface, which is older, has not: shorthands and flags. */
const newer: Record<string, Record<string, string>> = {explain: {output: 'o'}}
const added: Record<string, string[]> = {
  'top node': ['- show-swap = false'],
  'top pod': ['- show-swap = false'],
  'api-resources': ['- show-managed-fields = false'],
}

const recorded = (flags: Surface[string]['flags'], command = ''): string[] =>
  flags
    .map(({short, name, default: value}) => `${newer[command]?.[name] ?? short ?? '-'} ${name} = ${value || "''"}`)
    .concat(added[command] ?? [])
    .sort()

describe('the flags of every command', () => {
  const surface: Surface = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  if (!existsSync(file))
    it('are kubectl’s (no recorded surface beside the repository)', function () {
      this.skip()
    })
  for (const [command, {flags}] of Object.entries(surface)) {
    const load = commandTable[command]
    if (!load) continue
    it(`${command}: names, shorthands and defaults are kubectl's`, async () => {
      const {flagSet} = (await load()).default
      assert.deepEqual(shown(flagSet), recorded(flags, command))
    })
  }

  it('takes the global flags', function () {
    if (!existsSync(file)) this.skip()
    const own = {...globalFlags, 'cache-dir': withDefault(globalFlags['cache-dir'], '$HOME/.kube/cache')}
    assert.deepEqual(shown(own), recorded(surface['(global)']?.flags ?? []))
  })
})
