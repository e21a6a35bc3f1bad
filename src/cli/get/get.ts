import {usageError} from '../errors/command-error.ts'
import type {Invocation} from '../invocation.ts'
import {tableAccept} from '../printers/table.ts'
import {checkRawPath} from '../raw-path.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import type {getFlags} from './get-flags.ts'
import {getGeneric} from './get-generic.ts'
import {getHuman} from './get-human.ts'

export type GetInvocation = Invocation<typeof getFlags>

/** Shows objects: as a table for people, or in a format for programs; once, or as they change. */
export async function get(invocation: GetInvocation): Promise<void> {
  const {flags} = invocation
  checkRaw(invocation)
  if (!flags.raw) checkNamed(invocation)
  checkOutput(invocation)
  if (flags.raw) {
    const {getRaw} = await import('./get-raw.ts')
    return getRaw(invocation)
  }
  const query = queryOf(invocation)
  if (flags.watch || flags['watch-only']) {
    const {getWatch} = await import('./get-watch.ts')
    return getWatch(invocation, query)
  }
  return isHuman(invocation) ? getHuman(invocation, query) : getGeneric(invocation, query)
}

/** Whether the output is a table for people. */
export const isHuman = ({flags}: GetInvocation): boolean =>
  (flags.output === '' && flags.template === '') || flags.output === 'wide'

function queryOf(invocation: GetInvocation): TargetQuery {
  const {flags, args} = invocation
  const asTable = isHuman(invocation) && flags['server-print']
  return {
    args,
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    selector: flags.selector,
    fieldSelector: flags['field-selector'],
    allNamespaces: flags['all-namespaces'],
    subresource: flags.subresource,
    chunkSize: flags['sort-by'] ? 0 : flags['chunk-size'],
    typeAloneMeansAll: true,
    latest: true,
    ...(asTable && {accept: tableAccept, includeObject: flags['sort-by'] !== ''}),
  }
}

function checkRaw({flags, args}: GetInvocation): void {
  if (!flags.raw) return
  if (args.length > 0) throw new Error('arguments may not be passed when --raw is specified')
  if (flags.watch || flags['watch-only'] || flags.selector)
    throw new Error('--raw may not be specified with other flags that filter the server request or alter the output')
  if (flags.output) throw new Error('--raw and --output are mutually exclusive')
  checkRawPath(flags.raw)
}

function checkNamed(invocation: GetInvocation): void {
  const {flags, args, commandPath, context} = invocation
  if (flags['sort-by'] && flags.watch)
    invocation.err('warning: --watch requested, --sort-by will be ignored for watch events received\n')
  else if (flags['sort-by'] && flags['watch-only'])
    invocation.err('warning: --watch-only requested, --sort-by will be ignored\n')
  if (flags.watch || flags['watch-only']) return
  if (args.length > 0 || flags.filename.length > 0 || flags.kustomize) return
  const {program} = context
  invocation.err(
    `You must specify the type of resource to get. Use "${program} api-resources" for a complete list of supported resources.\n\n`,
  )
  throw usageError(
    commandPath,
    `Required resource not specified.\nUse "${program} explain <resource>" for a detailed description of that resource (e.g. ${program} explain pods).`,
  )
}

function checkOutput({flags}: GetInvocation): void {
  if (flags['show-labels'] && flags.output && flags.output !== 'wide')
    throw new Error(`--show-labels option cannot be used with ${flags.output} printer`)
  if (flags['output-watch-events'] && !flags.watch && !flags['watch-only'])
    throw new Error('--output-watch-events option can only be used with --watch or --watch-only')
}
