import type {V1EnvVar} from '@kubernetes/client-node'
import {isEnvVarName} from '../../api/names.ts'
import type {JsonObject, KubeObject, Wire} from '../../api/object.ts'
import {dryRunOf} from '../flags/dry-run.ts'
import {bool, string, stringArray, stringSlice} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {changeObjects, StopHere} from './change-objects.ts'
import {listEnv} from './list-env.ts'
import {podSpecOf, selectContainers} from './pod-spec.ts'
import {checkLocal, setFlags, setPrinter, setTargets} from './set-flags.ts'

type EnvVar = Wire<V1EnvVar>

export const setEnvFlags = {
  ...setFlags,
  containers: string({short: 'c', default: '*', usage: 'Names of the containers to change; * stands for any text.'}),
  env: stringArray({short: 'e', usage: 'A variable and its value.'}),
  from: string({usage: 'A config map or secret whose keys become variables.'}),
  keys: stringSlice({usage: 'Only these keys of it.'}),
  list: bool({usage: 'Show the variables, changes included.'}),
  overwrite: bool({default: true, usage: 'Whether variables that are there may change.'}),
  prefix: string({usage: 'Stands before the names.'}),
  resolve: bool({usage: 'Show the values that references lead to.'}),
}

export type SetEnvInvocation = Invocation<typeof setEnvFlags>

/** Sets, removes and lists variables of containers. */
export async function setEnv(invocation: SetEnvInvocation): Promise<void> {
  const {flags, args} = invocation
  if (flags.all && flags.selector) throw new Error('cannot set --all and --selector at the same time')
  const {resources, words} = splitArgs(args)
  const dryRun = dryRunOf(invocation)
  const printer = await setPrinter(invocation, 'env updated', dryRun)
  checkLocal(flags.local, dryRun)
  if (flags.filename.length === 0 && resources.length === 0)
    throw new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (flags.list && flags.output) throw new Error('--list and --output may not be specified together')
  if (flags.keys.length > 0 && !flags.from)
    throw new Error('when specifying --keys, a configmap or secret must be provided with --from')
  const {set, remove} = await parseEnv(invocation, [...flags.env, ...words])
  const imported = flags.from ? await importedEnv(invocation) : []
  const env = [...set, ...imported].map(item => ({...item, name: `${flags.prefix}${item.name}`}))
  const targets = await setTargets(invocation, flags.local ? [] : resources)
  await changeObjects(invocation, {
    targets: targets,
    dryRun,
    onlyLook: flags.list,
    errors: [],
    printer,
    failure: 'failed to patch env update to pod template: ',
    async change(object) {
      const containers = selectContainers(podSpecOf(object), flags.containers)
      if (containers.length === 0)
        invocation.warn(
          `${object.kind}/${object.metadata.name} does not have any containers matching ${JSON.stringify(flags.containers)}`,
        )
      for (const container of containers) {
        const there = container.env ?? []
        if (!flags.overwrite) checkOverwrites(there, env)
        const after = updated(there, env, remove)
        container.env = after
        if (flags.list) await listEnv(invocation, object, container)
      }
      return object
    },
    afterPatch() {
      if (env.length === 0 && words.length === 0)
        throw new StopHere(new Error('at least one environment variable must be provided'))
    },
  })
}

const isVariable = (word: string): boolean => /^[^\n]+=/.test(word) || word.endsWith('-')

function splitArgs(args: readonly string[]): {resources: string[]; words: string[]} {
  const first = args.findIndex(isVariable)
  if (first < 0) return {resources: [...args], words: []}
  const words = args.slice(first)
  if (!words.every(isVariable))
    throw new Error(`all resources must be specified before environment changes: ${args.join(' ')}`)
  return {resources: args.slice(0, first), words}
}

async function parseEnv(
  invocation: SetEnvInvocation,
  words: readonly string[],
): Promise<{set: EnvVar[]; remove: string[]}> {
  const set: EnvVar[] = []
  const remove: string[] = []
  const named = new Set<string>()
  for (const word of words) {
    const equals = word.indexOf('=')
    if (word === '-') set.push(...(await readEnv(invocation)))
    else if (equals >= 0) {
      const name = word.slice(0, equals)
      const problems = isEnvVarName(name)
      if (problems.length > 0) throw new Error(`${JSON.stringify(name)} is not a valid key name: ${problems.join(';')}`)
      named.add(name)
      set.push({name, value: word.slice(equals + 1)})
    } else if (word.endsWith('-')) remove.push(word.slice(0, -1))
    else throw new Error(`unknown environment variable: ${word}`)
  }
  if (remove.some(name => named.has(name)))
    throw new Error('can not both modify and remove the same environment variable in the same command')
  return {set, remove}
}

async function readEnv({context, flags}: SetEnvInvocation): Promise<EnvVar[]> {
  if (flags.filename.includes('-')) throw new Error('standard input cannot be used for multiple arguments')
  let text = ''
  for await (const chunk of context.stdin) text += String(chunk)
  const lines = text.split('\n').map(line => line.replace(/#.*/, ''))
  return lines
    .filter(line => line.includes('='))
    .map(line => ({name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1)}))
}

/** The keys of --from as references. */
async function importedEnv(invocation: SetEnvInvocation): Promise<EnvVar[]> {
  const {flags} = invocation
  const targets = await setTargets(invocation, flags.local ? [] : [flags.from])
  return targets.flatMap(({object}) => {
    const reference = referenceField(object!)
    const {name = ''} = object!.metadata
    const keys = Object.keys((object!['data'] ?? {}) as JsonObject)
    return keys
      .filter(key => flags.keys.length === 0 || flags.keys.includes(key))
      .map(key => ({name: envName(invocation, key), valueFrom: {[reference]: {name, key}}}))
  })
}

function referenceField({kind}: KubeObject): 'secretKeyRef' | 'configMapKeyRef' {
  if (kind === 'Secret') return 'secretKeyRef'
  if (kind === 'ConfigMap') return 'configMapKeyRef'
  throw new Error('unsupported resource specified in --from')
}

function envName(invocation: SetEnvInvocation, key: string): string {
  const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase()
  if (name !== key) invocation.warn(`key ${key} transferred to ${name}`)
  return name
}

function checkOverwrites(there: readonly EnvVar[], env: readonly EnvVar[]): void {
  for (const {name, value = ''} of env) {
    const current = there.find(other => other.name === name)
    if (current && (current.value ?? '') !== value)
      throw new Error(`'${name}' already has a value (${current.value ?? ''}), and --overwrite is false`)
  }
}

function updated(there: readonly EnvVar[], env: readonly EnvVar[], remove: readonly string[]): EnvVar[] {
  const covered = new Set(remove)
  const kept = there.flatMap(item => {
    if (covered.has(item.name)) return []
    const newer = env.find(({name}) => name === item.name)
    if (!newer) return [item]
    covered.add(item.name)
    return [newer]
  })
  const added = env.filter(({name}) => {
    if (covered.has(name)) return false
    covered.add(name)
    return true
  })
  return [...kept, ...added]
}
