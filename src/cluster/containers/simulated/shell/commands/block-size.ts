const units: Record<string, number> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1e3,
  KB: 1e3,
  M: 1024 ** 2,
  MB: 1e6,
  G: 1024 ** 3,
  GB: 1e9,
  T: 1024 ** 4,
}

/** `1M`, `4KiB`, `2x512` in bytes; NaN for what is no size. */
export function blockSize(text: string): number {
  return text.split('x').reduce((product, factor) => {
    const match = /^(\d+)([a-zA-Z]*)$/.exec(factor)
    const unit = match && units[match[2]!.replace(/iB?$/, '')]
    return match && unit ? product * Number(match[1]) * unit : Number.NaN
  }, 1)
}
