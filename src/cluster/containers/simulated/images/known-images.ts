import {catalogue} from './catalogue.ts'
import type {ImageDefinition} from './image.ts'
import {kubectlImage} from './kubectl-images.ts'
import {tutorialImages} from './tutorial-images.ts'

export const knownImages: readonly ImageDefinition[] = [...catalogue, ...tutorialImages]

const byRepository = new Map(knownImages.map(definition => [definition.repository, definition]))

/** Other places where the same images are kept. */
const mirrors: [RegExp, string][] = [
  [/^k8s\.gcr\.io\//, 'registry.k8s.io/'],
  [/^(public\.ecr\.aws\/docker|mirror\.gcr\.io)\/library\//, 'docker.io/library/'],
  [/^gcr\.io\/google_samples\//, 'gcr.io/google-samples/'],
  [/^us-docker\.pkg\.dev\/google-samples\/containers\/gke\//, 'gcr.io/google-samples/'],
  [/^public\.ecr\.aws\/nginx\/nginx$/, 'docker.io/library/nginx'],
  [/^(gcr\.io\/kubernetes-e2e-test-images|k8s\.gcr\.io\/e2e-test-images)\//, 'registry.k8s.io/e2e-test-images/'],
]

/** The image of that name (with its registry), wherever it is kept. */
export function knownImage(name: string): ImageDefinition | undefined {
  const own = byRepository.get(name)
  if (own) return own
  for (const [pattern, home] of mirrors) {
    const found = pattern.test(name) ? byRepository.get(name.replace(pattern, home)) : undefined
    if (found) return found
  }
  return stressor(name) ?? kubectlImage(name)
}

const stressors = new Map<string, ImageDefinition>()

/** Whoever packs stress or stress-ng packs the same program. */
function stressor(repository: string): ImageDefinition | undefined {
  const program = /[/-](stress(?:-ng)?)$/.exec(repository)?.[1]
  if (!program) return undefined
  const made = stressors.get(repository) ?? {
    repository,
    family: 'alpine' as const,
    entrypoint: [`/usr/bin/${program}`],
    sizeBytes: 6_200_000,
    executables: [`/usr/bin/${program}`],
  }
  stressors.set(repository, made)
  return made
}
