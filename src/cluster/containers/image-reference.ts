export interface ImageReference {
  /** `docker.io` unless the name says otherwise. */
  registry: string
  /** `library/nginx`. */
  repository: string
  /** Absent if only a digest is given. */
  tag?: string
  digest?: string
  /** In full: `docker.io/library/nginx:1.27`. */
  canonical: string
}

const component = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*'
const host =
  '(?:localhost|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::[0-9]+)?'
const pattern = new RegExp(
  `^(?:(${host})/)?(${component}(?:/${component})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
)

/** Reads an image name as containerd does; undefined if it is none. The tag defaults to `latest`. Few images are asked for again and again: read-only. */
export function parseImageReference(image: string): Readonly<ImageReference> | undefined {
  let reference = known.get(image)
  if (reference === undefined) {
    reference = parsed(image)
    if (known.size >= mostKnown) known.clear()
    if (reference) known.set(image, reference)
  }
  return reference
}

const mostKnown = 1000
const known = new Map<string, ImageReference>()

function parsed(image: string): ImageReference | undefined {
  const slash = image.indexOf('/')
  const first = slash < 0 ? '' : image.slice(0, slash)
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost'
  const match = pattern.exec(hasRegistry ? image : `docker.io/${image}`)
  if (!match) return undefined
  const registry = match[1] === 'index.docker.io' ? 'docker.io' : match[1]!
  const short = match[2]!
  const repository = registry === 'docker.io' && !short.includes('/') ? `library/${short}` : short
  const digest = match[4]
  const tag = match[3] ?? (digest ? undefined : 'latest')
  const canonical = `${registry}/${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`
  return {registry, repository, tag, digest, canonical}
}
