import {parseJson, stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import type {editLastAppliedFlags} from '../edit/edit-flags.ts'
import {usageError} from '../errors/command-error.ts'
import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {allFlag, fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {fieldValidationOf} from '../flags/validation.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {fetchTarget} from '../targets/fetch-target.ts'
import type {Target} from '../targets/target.ts'
import {findTargets, forEachTarget, visitTargets} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'
import {lastAppliedAnnotation, lastAppliedText} from './last-applied.ts'

export const viewLastAppliedFlags = {
  ...fileFlags,
  ...selectorFlag,
  ...allFlag,
  output: string({short: 'o', default: 'yaml', usage: 'Output format. Must be one of (yaml, json)'}),
}

/** Prints what was last applied to objects. */
export async function viewLastApplied(invocation: Invocation<typeof viewLastAppliedFlags>): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (flags.all && flags.selector.trim())
    throw new Error(
      `found non-empty label selector ${JSON.stringify(flags.selector)} with previously set 'all' parameter. `,
    )
  const texts: string[] = []
  const query = {
    args,
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    selector: flags.selector,
    all: flags.all,
    latest: true,
    failFast: true,
  }
  await forEachTarget(invocation, query, target => {
    const text = lastAppliedText(target.object!)
    if (text !== undefined) texts.push(text)
    else if (target.source) throw withoutAnnotation(target)
  })
  const {stringifyYaml} = await import('../../api/yaml/index.ts')
  for (const text of texts) {
    if (!['yaml', 'json'].includes(flags.output))
      throw usageError(
        commandPath,
        `Unexpected -o output mode: ${flags.output}, the flag 'output' must be one of yaml|json`,
      )
    const value = parseJson(text)
    invocation.out(flags.output === 'json' ? indented(value, text) : stringifyYaml(value))
  }
}

/** Only what a file names is missed; the doubtful end is kubectl's. */
const withoutAnnotation = ({name, source}: Target): Error =>
  new Error(
    `error when no last-applied-configuration annotation found on resource: ${name}\n ${JSON.stringify(source)}: <nil>`,
  )

/** As what was applied is: with the line break that apply leaves behind it. */
const indented = (value: unknown, text: string): string =>
  stringifyJson(value, {indent: 2, sort: false}) + (text.endsWith('\n') ? '\n' : '')

export const setLastAppliedFlags = {
  ...outputFlags,
  ...dryRunFlag,
  filename: fileFlags.filename,
  'create-annotation': bool({usage: 'Write the annotation even where there is none.'}),
}

/** Writes the files into the annotations of the objects that they describe, and changes nothing else. */
export async function setLastApplied(invocation: Invocation<typeof setLastAppliedFlags>): Promise<void> {
  const {flags} = invocation
  const dryRun = dryRunOf(invocation)
  const printer = await printerFor(invocation, {operation: `configured${dryRunSuffix(dryRun)}`})
  const client = await invocation.client()
  const changes: {target: Target; object: KubeObject; text: string}[] = []
  await forEachTarget(invocation, {filename: flags.filename, failFast: true}, async target => {
    const object = await fetchTarget(client, target)
    if (lastAppliedText(object) === undefined && !flags['create-annotation'])
      throw new Error(
        `no last-applied-configuration annotation found on resource: ${target.name}, to create the annotation, run the command with --create-annotation`,
      )
    const text = `${stringifyJson(target.object!)}\n`
    if (text === normalized(lastAppliedText(object)))
      invocation.out(`set-last-applied ${target.name}: no changes required.\n`)
    else changes.push({target, object, text})
  })
  for (const {target, object, text} of changes) {
    const patch = {metadata: {annotations: {[lastAppliedAnnotation]: text}}}
    const answer =
      dryRun === 'client'
        ? object
        : await patchTarget(client, target, {
            type: 'merge',
            patch,
            ...(dryRun === 'server' && {dryRun: 'All' as const}),
          })
    invocation.out(printer.print(answer))
  }
}

/** Texts count as equal if they mean the same. */
const normalized = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : `${stringifyJson(parseJson(text))}\n`

/** Opens what was last applied in an editor and writes it back into the annotation. */
export async function editLastApplied(invocation: Invocation<typeof editLastAppliedFlags>): Promise<void> {
  const {flags, args} = invocation
  const {checkEditFormat, editSession, lastAppliedHeader, subjectOf} = await import('../edit/edit-session.ts')
  const targets: Target[] = []
  const query = {
    args,
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    typeAloneMeansAll: true,
    latest: true,
  }
  const found = await findTargets(invocation, query)
  fieldValidationOf(flags.validate)
  await visitTargets(found, target => {
    if (lastAppliedText(target.object!) !== undefined) targets.push(target)
  })
  if (targets.length === 0)
    throw new Error(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    )
  checkEditFormat(flags.output)
  const client = await invocation.client()
  await editSession(invocation, {
    objects: targets.map(({object}) => parseJson(lastAppliedText(object!)!) as KubeObject),
    header: lastAppliedHeader,
    subject: subjectOf(targets[0]!),
    asJson: flags.output === 'json',
    windowsLineEndings: flags['windows-line-endings'],
    async submit(edited) {
      const printer = await printerFor(invocation, {operation: 'edited'})
      for (const object of edited) {
        const target = targets.find(
          ({name, resource}) => name === object.metadata?.name && resource.kind === object.kind,
        )
        if (!target) throw new Error(`no original object found for ${object.kind} ${object.metadata?.name}`)
        const text = `${stringifyJson(object)}\n`
        const patch = {metadata: {annotations: {[lastAppliedAnnotation]: text}}}
        await patchTarget(client, target, {type: 'merge', patch, fieldManager: flags['field-manager']})
        invocation.out(printer.print(object))
      }
      return []
    },
  })
}
