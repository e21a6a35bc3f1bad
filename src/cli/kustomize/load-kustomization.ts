import {parseYaml} from '../../api/yaml/index.ts'
import type {CliContext} from '../cli-context.ts'
import {checkFields, inRightCase} from './check-fields.ts'
import type {Folder} from './folder.ts'
import type {Kustomization} from './kustomization.ts'

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** A folder's kustomization, with what its old fields mean in the places of the new ones. */
export function loadKustomization(folder: Folder, context: CliContext): Kustomization {
  const texts = fileNames.flatMap(name => contentsOf(folder, name))
  const [text] = texts
  if (text === undefined)
    throw new Error(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder.path}'`,
    )
  if (texts.length > 1) throw new Error(`Found multiple kustomization files under: ${folder.path}\n`)
  const kustomization = parsed(text)
  checkFields(kustomization, context)
  const {apiVersion: _, kind = 'Kustomization', metadata: __, ...fields} = kustomization
  if (Object.keys(fields).length === 0) throw new Error('kustomization.yaml is empty')
  checkType(kustomization, folder)
  return {
    ...kustomization,
    kind,
    resources: [...(kustomization.resources ?? []), ...(kustomization.bases ?? [])],
    images: [...(kustomization.images ?? []), ...(kustomization.imageTags ?? [])],
  }
}

function contentsOf(folder: Folder, name: string): string[] {
  try {
    return [folder.read(name).toString('utf8')]
  } catch {
    return []
  }
}

function parsed(text: string): Kustomization {
  try {
    return inRightCase((parseYaml(text) ?? {}) as Kustomization)
  } catch (error) {
    throw new Error(`invalid Kustomization: ${(error as Error).message}`)
  }
}

function checkType({kind = '', apiVersion}: Kustomization, folder: Folder): void {
  const problems: string[] = []
  if (kind && kind !== 'Kustomization' && kind !== 'Component')
    problems.push('kind should be Kustomization or Component')
  const version = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`
  if (apiVersion && apiVersion !== version)
    problems.push(`apiVersion for ${kind || 'Kustomization'} should be ${version}`)
  if (problems.length > 0)
    throw new Error(`Failed to read kustomization file under ${folder.path}:\n${problems.join('\n')}`)
}
