import {stringifyJson} from '../../api/json/index.ts'
import {groupResourceName, type KubeObject} from '../../api/object.ts'
import {stringifyYaml} from '../../api/yaml/index.ts'
import {rmSync} from '../../client/machine/files.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {decodeDocuments} from '../manifests/decode-documents.ts'
import {checkKindAndVersion, kindAndVersion} from '../manifests/kind-and-version.ts'
import {unknownFormat} from '../printers/create-printer.ts'
import {withoutManagedFields} from '../printers/managed-fields.ts'
import {resourceOf} from '../targets/resource-of.ts'
import type {Target} from '../targets/target.ts'
import {editText} from './launch-editor.ts'

/** Why the editor opens again; stands in comments above the text. */
export interface EditReason {
  head: string
  details: string[]
}

export interface EditRequest {
  objects: readonly KubeObject[]
  header: string
  asJson: boolean
  windowsLineEndings: boolean
  /** How messages name what is edited: `deployments.apps "web"`. */
  subject: string
  /** Does what the edited objects ask for; answers why they must be edited again, if they must. */
  submit(edited: KubeObject[], file: string): Promise<EditReason[]>
}

/** Lets the user edit objects until they are accepted or given up. */
export async function editSession(invocation: Invocation<FlagSet>, request: EditRequest): Promise<void> {
  const original = body(request)
  let text = original
  let reasons: EditReason[] = []
  let previous: string | undefined
  for (;;) {
    // JSON has no comments.
    const shown = request.asJson ? text : headerOf(request.header, reasons) + text
    const opened = request.windowsLineEndings ? shown.replaceAll('\n', '\r\n') : shown
    const extension = request.asJson ? '.json' : '.yaml'
    const saved = await editText(opened, {context: invocation.context, extension})
    const edited = withoutComments(saved.text.replaceAll('\r\n', '\n'))
    if (previous !== undefined && edited === previous) {
      invocation.err(`A copy of your changes has been stored to ${JSON.stringify(saved.file)}\n`)
      throw new Error('Edit cancelled, no valid changes were saved.')
    }
    const refusal = validated(edited, request)
    if (refusal) {
      invocation.err(`error: ${request.subject} is invalid\n`)
      reasons = [refusal]
    } else {
      if (edited === withoutComments(original)) return cancelled(invocation, saved.file, 'no changes made.')
      reasons = await attempt(edited, saved.file, request, invocation)
      if (reasons.length === 0) return remove(saved.file)
    }
    remove(saved.file)
    text = edited
    previous = edited
  }
}

function body({objects, asJson}: EditRequest): string {
  const shown = objects.map(withoutManagedFields)
  const list = {apiVersion: 'v1', items: shown, kind: 'List', metadata: {}}
  const document = shown.length === 1 ? shown[0] : list
  return asJson ? `${stringifyJson(document, {indent: 4})}\n` : stringifyYaml(document)
}

/** Why the text is no object, in the form in which a server would refuse one. */
function validated(text: string, {subject}: EditRequest): EditReason | undefined {
  try {
    const documents = [...decodeDocuments(text, 'edited-file')]
    if (documents.length === 0) throw new Error('invalid object to validate')
    documents.forEach(checkKindAndVersion)
    return undefined
  } catch (error) {
    const why = (error as Error).message.replace('error parsing edited-file: error converting YAML to JSON: ', '')
    const detail = `<nil>: Invalid value: "The edited file failed validation": ${why}`
    return {head: `${subject} was not valid`, details: [detail]}
  }
}

async function attempt(
  text: string,
  file: string,
  {submit}: EditRequest,
  invocation: Invocation<FlagSet>,
): Promise<EditReason[]> {
  let objects: KubeObject[]
  try {
    objects = [...decodeDocuments(text, 'edited-file')].flatMap(document =>
      itemsOf(kindAndVersion(document, 'edited-file')),
    )
    const connection = await invocation.connect()
    for (const object of objects) await resourceOf(connection, object, 'edited-file')
  } catch (error) {
    return [{head: `The edited file had a syntax error: ${(error as Error).message}`, details: []}]
  }
  try {
    return await submit(objects, file)
  } catch (error) {
    invocation.err(`A copy of your changes has been stored to ${JSON.stringify(file)}\n`)
    throw error
  }
}

const itemsOf = (object: KubeObject): KubeObject[] =>
  object.kind === 'List' && Array.isArray(object['items']) ? (object['items'] as KubeObject[]) : [object]

function cancelled(invocation: Invocation<FlagSet>, file: string, why: string): void {
  remove(file)
  invocation.err(`Edit cancelled, ${why}\n`)
}

const remove = (file: string): void => rmSync(file, {force: true})

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter(line => !line.trimStart().startsWith('#'))
    .join('\n')

const headerOf = (header: string, reasons: readonly EditReason[]): string =>
  header +
  reasons
    .map(({head, details}) => {
      const first = `# ${inComment(head)}${details.length > 0 ? ':' : ''}\n`
      return `${first}${details.map(detail => `# * ${inComment(detail)}\n`).join('')}#\n`
    })
    .join('')

const inComment = (text: string): string => text.replace(/\n(?!#|$)/g, '\n# ')

/** The target as the session's messages name it. */
export const subjectOf = ({resource, name}: Target): string => `${groupResourceName(resource)} ${JSON.stringify(name)}`

/** Only what people edit can be opened: JSON or YAML. */
export function checkEditFormat(output: string): void {
  if (!['', 'json', 'yaml'].includes(output)) throw unknownFormat(output, [{names: ['json', 'yaml'], create: never}])
}

const never = (): never => {
  throw new Error('only named')
}

export const objectHeader = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`

export const lastAppliedHeader = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`
