import type {JsonObject} from '../../api/object.ts'
import {createStrategicPatch} from '../../api/patch/index.ts'
import {schemaOf} from '../../api/schema/index.ts'
import {usageError} from '../errors/command-error.ts'
import {dryRunOf} from '../flags/dry-run.ts'
import {bool} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {selectorFlag} from '../flags/target-flags.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import {dryRunFlag, fieldManagerFlag, validateFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {forEachTarget} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {changedTaints, existingKeys, parseTaints, type Taint} from './taints.ts'

export const taintFlags = {
  ...outputFlags,
  ...selectorFlag,
  ...dryRunFlag,
  ...validateFlag,
  ...fieldManagerFlag('kubectl-taint'),
  all: bool({usage: 'All nodes.'}),
  overwrite: bool({usage: 'Whether taints that are there may change.'}),
}

/** Adds and removes taints of nodes. */
export async function taint(invocation: Invocation<typeof taintFlags>): Promise<void> {
  const {flags, args, commandPath} = invocation
  const dryRun = dryRunOf(invocation)
  const fieldValidation = fieldValidationOf(flags.validate)
  const {resources, words} = splitArgs(args)
  if (resources.length < 1) throw new Error('one or more resources must be specified as <resource> <name>')
  if (words.length < 1) throw new Error('at least one taint update is required')
  const changes = parsed(words, commandPath)
  await checkType(invocation, resources[0] ?? '')
  check(invocation, resources, changes)
  const names = flags.all || flags.selector ? [] : resources.slice(1)
  const query = {types: ['nodes'], args: names, all: flags.all, selector: flags.selector, latest: true}
  const schema = schemaOf('io.k8s.api.core.v1.Node')
  await forEachTarget(invocation, query, async target => {
    const before = asGoStruct(target.object!)
    const spec = (before['spec'] ?? {}) as JsonObject
    const old = (spec['taints'] ?? []) as Taint[]
    const existing = flags.overwrite ? '' : existingKeys(old, changes.add)
    if (existing)
      throw new Error(
        `node ${target.name} already has ${existing} taint(s) with same effect(s) and --overwrite is false`,
      )
    const {taints, operation} = changedTaints(old, {...changes, overwrite: flags.overwrite})
    const after = asGoStruct({...before, spec: {...spec, taints}})
    const printer = await printerFor(invocation, {operation, keepOrder: dryRun !== 'client'})
    if (dryRun === 'client') return invocation.out(printer.print(after))
    const answer = await patchTarget(await invocation.client(), target, {
      type: 'strategic',
      patch: createStrategicPatch(schema, before, after),
      fieldManager: flags['field-manager'],
      fieldValidation,
      ...(dryRun === 'server' && {dryRun: 'All' as const}),
    })
    invocation.out(printer.print(asGoStruct(answer)))
  })
}

const isTaint = (word: string): boolean => /[=:]/.test(word) || word.endsWith('-')

function splitArgs(args: readonly string[]): {resources: string[]; words: string[]} {
  const first = args.findIndex(isTaint)
  if (first < 0) return {resources: [...args], words: []}
  const words = args.slice(first)
  const stray = words.find(word => !isTaint(word))
  if (stray !== undefined) throw new Error(`all resources must be specified before taint changes: ${stray}`)
  return {resources: args.slice(0, first), words}
}

function parsed(words: readonly string[], commandPath: string): {add: Taint[]; remove: Taint[]} {
  try {
    return parseTaints(words)
  } catch (error) {
    throw usageError(commandPath, (error as Error).message)
  }
}

async function checkType(invocation: Invocation<typeof taintFlags>, word: string): Promise<void> {
  const {discovery} = await invocation.connect()
  const type = word.toLowerCase()
  const {kind} = await discovery.resource(type)
  if (kind !== 'Node') throw new Error(`invalid resource type ${type}, only node types are supported`)
}

function check(
  {flags}: Invocation<typeof taintFlags>,
  resources: readonly string[],
  {add, remove}: {add: Taint[]; remove: Taint[]},
): void {
  const conflicts = add.flatMap(({key, effect}) =>
    remove
      .filter(gone => gone.key === key && (!gone.effect || gone.effect === effect))
      .map(gone => `${gone.key}=${gone.effect}`),
  )
  if (conflicts.length > 0)
    throw new Error(
      `can not both modify and remove the following taint(s) in the same command: ${conflicts.join(', ')}`,
    )
  if (flags.all && flags.selector) throw new Error("setting 'all' parameter with a non empty selector is prohibited")
  if (!flags.all && !flags.selector && resources.length < 2)
    throw new Error("at least one resource name must be specified since 'all' parameter is not set")
}
