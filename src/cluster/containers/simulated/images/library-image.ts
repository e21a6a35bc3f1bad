import type {ImageDefinition} from './image.ts'

/** An image of Docker's own library. */
export const library = (name: string, definition: Omit<ImageDefinition, 'repository'>): ImageDefinition => ({
  repository: `docker.io/library/${name}`,
  ...definition,
})
