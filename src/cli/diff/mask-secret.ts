import type {JsonObject, KubeObject} from '../../api/object.ts'

/** Both versions of a Secret with stars for values, which say no more than whether they differ. */
export function masked({live, merged}: {live: KubeObject | undefined; merged: KubeObject}): {
  live: KubeObject | undefined
  merged: KubeObject
} {
  const before = dataOf(live)
  const after = dataOf(merged)
  const stars = (own: JsonObject, other: JsonObject, when: string) =>
    Object.fromEntries(
      Object.keys(own).map(key => [
        key,
        Object.hasOwn(other, key) && own[key] !== other[key] ? `*** (${when})` : '***',
      ]),
    )
  return {
    live: live && before ? {...live, data: stars(before, after ?? {}, 'before')} : live,
    merged: after ? {...merged, data: stars(after, before ?? {}, 'after')} : merged,
  }
}

const dataOf = (object: KubeObject | undefined): JsonObject | undefined => object?.['data'] as JsonObject | undefined
