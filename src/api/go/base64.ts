const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What Go's base64.StdEncoding finds wrong with a text, and at which byte: line ends are ignored, nothing else is. */
export function base64Problem(text: string): string | undefined {
  if (canonical.test(text)) return undefined
  const at = illegalByte(Buffer.from(text))
  return at === undefined ? undefined : `illegal base64 data at input byte ${at}`
}

function illegalByte(bytes: Buffer): number | undefined {
  let group = 0
  for (let at = 0; at < bytes.length; at++) {
    const character = String.fromCharCode(bytes[at]!)
    if (character === '\n' || character === '\r') continue
    if (/[A-Za-z0-9+/]/.test(character)) group = (group + 1) % 4
    else if (character === '=' && group >= 2) return afterPadding(bytes, at, group)
    else return at
  }
  return group === 0 ? undefined : startOfGroup(bytes, group)
}

function afterPadding(bytes: Buffer, first: number, group: number): number | undefined {
  let at = nextSignificant(bytes, first + 1)
  if (group === 2) {
    if (at >= bytes.length) return bytes.length
    if (bytes[at] !== 0x3d) return at - 1
    at = nextSignificant(bytes, at + 1)
  }
  return at < bytes.length ? at : undefined
}

function nextSignificant(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at++
  return at
}

function startOfGroup(bytes: Buffer, group: number): number {
  let left = group
  let at = bytes.length
  while (left > 0) {
    at--
    if (bytes[at] !== 0x0a && bytes[at] !== 0x0d) left--
  }
  return at
}
