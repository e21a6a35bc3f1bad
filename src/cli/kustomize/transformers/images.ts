import type {KubeObject} from '../../../api/object.ts'
import {changeFields} from '../field-specs.ts'
import type {KustomizeImage} from '../kustomization.ts'
import type {Transformer} from '../transform.ts'

/** Containers' images by their names, wherever containers are, and those of volumes. */
export const withImages: Transformer = (objects, {kustomization, configuration}) => {
  const {images = []} = kustomization
  if (images.length === 0) return [...objects]
  const renamed = (image: unknown) =>
    images.reduce((current, rule) => (typeof current === 'string' ? newImage(current, rule) : current), image)
  return objects.map(one => ({
    ...one,
    object: changeFields(inContainers(one.object, renamed) as KubeObject, configuration.images, renamed),
  }))
}

function inContainers(value: unknown, change: (image: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => inContainers(item, change))
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      /^(initC|c)ontainers$/.test(key) && Array.isArray(child)
        ? child.map(container => (container?.image ? {...container, image: change(container.image)} : container))
        : inContainers(child, change),
    ]),
  )
}

function newImage(image: string, rule: KustomizeImage): string {
  const [, name = image, tag = '', digest = ''] = /^([^@]+?)(?::([^:/@]+))?(?:@(.+))?$/.exec(image) ?? []
  if (rule.name !== name) return image
  const base = rule.newName || name
  if (rule.digest) return `${base}@${rule.digest}`
  if (rule.newTag) return `${base}:${rule.newTag}${rule.tagSuffix ?? ''}`
  if (rule.tagSuffix && tag) return `${base}:${tag}${rule.tagSuffix}`
  return `${base}${tag && `:${tag}`}${digest && `@${digest}`}`
}
