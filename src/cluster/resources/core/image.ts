/**
 * The tag of an image's name: `latest` when it has neither tag nor digest, none when it is given by digest alone or is no image's name at all
 * (the grammar is that of github.com/distribution/reference).
 */
export function imageTag(image: string): string {
  const {name = '', tag, digest} = reference.exec(image)?.groups ?? {}
  if (!name) return ''
  return tag ?? (digest ? '' : 'latest')
}

const host = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domain = `(?:${host}(?:\\.${host})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const reference = new RegExp(
  `^(?<name>(?:${domain}/)?${component}(?:/${component})*)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>${digest}))?$`,
)
