import type {KubeObject} from '../../api/object.ts'
import {usageError} from '../errors/command-error.ts'
import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import type {FlagSet} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import {dryRunFlag, fieldManagerFlag, saveConfigFlag, validateFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {rememberStruct} from '../typed/last-applied-struct.ts'
import type {Generator} from './generator.ts'

/** What every generator's command takes beside its own flags. */
export const generatorFlags = {
  ...outputFlags,
  ...dryRunFlag,
  ...validateFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-create'),
}

/** Generates an object, creates it unless it is a client's dry run, and prints it. */
export async function createGenerated<Flags extends FlagSet>(
  invocation: Invocation<typeof generatorFlags>,
  generator: Generator<Flags>,
): Promise<void> {
  const {flags} = invocation
  const name = nameOf(invocation)
  const dryRun = dryRunOf(invocation)
  const operation = `created${dryRunSuffix(dryRun)}`
  const printer = await printerFor(invocation, {operation, keepOrder: true})
  const fieldValidation = fieldValidationOf(flags.validate)
  if (dryRun === 'client') await invocation.checkKubeconfig()
  const words = invocation.args.slice(1)
  const generated = await generator.generate({name, words, flags: invocation.flags as never, invocation})
  const namespace = generator.target.namespaced ? flags.namespace : ''
  const placed = namespace ? {...generated, metadata: {...generated.metadata, namespace}} : generated
  const object = rememberStruct(asGoStruct(placed), flags['save-config'] && !generator.unsaved)
  if (dryRun === 'client') return invocation.out(printer.print(object))
  const options = {
    ...(dryRun === 'server' && {dryRun: 'All' as const}),
    fieldManager: flags['field-manager'],
    fieldValidation,
  }
  const {client, namespace: here} = await invocation.connect()
  const {namespaced, ...target} = generator.target
  const path = namespaced ? {...target, namespace: here} : target
  const created = await client.create<KubeObject>(path, object, options).catch(error => {
    throw explained(error, generator, invocation)
  })
  invocation.out(printer.print(asGoStruct(created)))
}

/** The one name that a generator's command takes. */
export function nameOf({args, argsBeforeDash, commandPath}: Invocation<FlagSet>): string {
  const count = argsBeforeDash < 0 ? args.length : argsBeforeDash
  if (count !== 1) throw usageError(commandPath, `exactly one NAME is required, got ${count}`)
  return args[0] as string
}

function explained<Flags extends FlagSet>(
  error: unknown,
  {failure}: Generator<Flags>,
  {flags}: Invocation<FlagSet>,
): unknown {
  if (failure === undefined || !(error instanceof Error)) return error
  const text = typeof failure === 'string' ? failure : failure(flags as never)
  return new Error(`failed to create ${text}${error.message}`)
}

/** What most generators ask of their name. */
export function requireName(name: string): void {
  if (name === '') throw new Error('name must be specified')
}
