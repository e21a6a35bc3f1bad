/** The tag of an image's name: `latest` when it has neither tag nor digest, none when it is given by digest alone. */
export function imageTag(image: string): string {
  const at = image.indexOf('@')
  const name = at < 0 ? image : image.slice(0, at)
  const [, tag] = /:([^:/]+)$/.exec(name) ?? []
  return tag ?? (at < 0 ? 'latest' : '')
}
