import {createHash} from 'node:crypto'
import {type ImageReference, parseImageReference} from '../../image-reference.ts'
import type {ImageStatus} from '../../image-service.ts'
import {RuntimeError} from '../../runtime-error.ts'
import type {ImageDefinition} from './image.ts'
import {knownImage, knownImages} from './known-images.ts'

export interface ResolvedImage {
  reference: ImageReference
  definition: ImageDefinition
  status: ImageStatus
  /** Well-known images have their programs and files here, and need no pulling. */
  known: boolean
}

const resolved = new Map<string, ResolvedImage>()

/** What a registry would hand out for the name; throws what containerd says where there is nothing. */
export function resolveImage(image: string): ResolvedImage {
  const known = resolved.get(image)
  if (known) return known
  const reference = parseImageReference(image)
  if (!reference)
    throw new RuntimeError(
      'InvalidArgument',
      `failed to parse image ${JSON.stringify(image)}: invalid reference format`,
    )
  const name = `${reference.registry}/${reference.repository}`
  const definition = knownImage(name)
  refuse(reference, definition)
  const result: ResolvedImage = {
    reference,
    definition: definition ?? {
      repository: name,
      family: 'debian',
      sizeBytes: 20_000_000 + (numberOf(name) % 180_000_000),
    },
    status: undefined as never,
    known: definition !== undefined,
  }
  result.status = statusOf(reference, result.definition, definition ? 0 : undefined)
  resolved.set(image, result)
  return result
}

/**
 * How long a pull takes; milliseconds, the same each time. Of a well-known image, whose layers every node has, only the registry's word is wanted; others
 * come from far away.
 */
export const pullMillis = ({definition, reference, known}: ResolvedImage): number =>
  known ? 40 + (numberOf(reference.canonical) % 60) : 700 + Math.round(definition.sizeBytes / 100_000)

function refuse(reference: ImageReference, definition: ImageDefinition | undefined): void {
  const {registry, repository, tag, canonical} = reference
  const prefix = `failed to pull and unpack image "${canonical}": failed to resolve reference "${canonical}": `
  if (/(^|\.)(invalid|test|localhost|local|internal)(:\d+)?$/.test(registry) || registry.startsWith('localhost')) {
    const host = registry.replace(/:\d+$/, '')
    throw new RuntimeError(
      'Unknown',
      `${prefix}failed to do request: Head "https://${registry}/v2/${repository}/manifests/${tag ?? reference.digest}": dial tcp: lookup ${host}: no such host`,
    )
  }
  if (/(^|\.)example(\.(com|org|net))?(:\d+)?$/.test(registry))
    throw new RuntimeError('NotFound', `${prefix}${canonical}: not found`)
  if (!definition) {
    if (!isImaginary(repository) && tag !== notFound) return
    throw new RuntimeError(
      'Unknown',
      `${prefix}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    )
  }
  if (tag !== undefined && !hasTag(definition, tag))
    throw new RuntimeError('NotFound', `${prefix}${canonical}: not found`)
}

/** A tag that says that there is nothing, as HTTP does. */
const notFound = '404'

const imaginary =
  /does-?not-?exist|no-?such|non-?exist|absent|missing|invalid|not-?found|bogus|unknown-image|wrong|bad-?image|typo/

/** Names that say themselves that there is nothing, and misspellings of well-known ones. */
function isImaginary(repository: string): boolean {
  if (imaginary.test(repository)) return true
  if (!repository.startsWith('library/')) return false
  const name = repository.slice('library/'.length)
  return knownImages.some(({repository: known}) => {
    const other = known.startsWith('docker.io/library/') ? known.slice('docker.io/library/'.length) : ''
    return other.length > 4 && other !== name && isMisspelt(name, other)
  })
}

/** One letter more, less, other or swapped. */
function isMisspelt(name: string, right: string): boolean {
  if (Math.abs(name.length - right.length) > 1) return false
  let start = 0
  while (start < name.length && name[start] === right[start]) start += 1
  const a = name.slice(start)
  const b = right.slice(start)
  if (a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1)) return true
  return a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)
}

const variants =
  /^(alpine|slim|bookworm|bullseye|trixie|buster|stretch|jammy|noble|focal|perl|otel|glibc|musl|uclibc|management|apache|fpm|cli|bash|php|debian|ubi|oraclelinux|rc|beta|windowsservercore|nanoserver|backports|unprivileged|jdk|jre|management-alpine|rolling|minimal)?\d*(\.\d+)*$/

/** Minor versions that are taken to have come out since. */
const comingMinors = 10

/** Whether a version like 1.27, 1.27.3-alpine or a known word was ever published. */
function hasTag({versions, tags = []}: ImageDefinition, tag: string): boolean {
  if (/no-?such|does-?not|absent|invalid|bogus|missing|nonexist|not-?found|wrong|^bad/.test(tag)) return false
  if (!versions || tag === 'latest') return true
  const [first = '', ...rest] = tag.split('-')
  if (!rest.every(part => variants.test(part))) return false
  if (tags.includes(first) || (first !== '' && /^[a-z]/.test(first) && variants.test(first))) return true
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\d+)?$/.exec(first)
  if (!match) return /^(20\d{6}|\d+\.\d+rc\d+)$/.test(first)
  const newest = versions[Number(match[1])]
  if (newest === undefined) return false
  return Number(match[2] ?? 0) <= newest + comingMinors && Number(match[3] ?? 0) <= 60
}

function statusOf(
  {registry, repository, tag, digest}: ImageReference,
  {sizeBytes, uid}: ImageDefinition,
  defaultUid: number | undefined,
): ImageStatus {
  const name = `${registry}/${repository}`
  const own = digest ?? `sha256:${hash(`manifest ${name}:${tag}`)}`
  return {
    id: `sha256:${hash(`config ${name}:${tag ?? digest}`)}`,
    repoTags: tag ? [`${name}:${tag}`] : [],
    repoDigests: [`${name}@${own}`],
    sizeBytes,
    ...((uid ?? defaultUid) !== undefined && {uid: uid ?? defaultUid}),
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const numberOf = (text: string): number => Number.parseInt(hash(text).slice(0, 8), 16)
