/** Throws klog's words for settings that are no `file=2,dir/*=1`. */
export function checkVmodule(text: string): string {
  for (const setting of text.split(',').filter(Boolean)) {
    const [pattern, level, more] = setting.split('=')
    if (!pattern || !level || more !== undefined || !/^[+-]?\d+$/.test(level))
      throw new Error('syntax error: expect comma-separated list of filename=N')
    if (Number(level) < 0) throw new Error('negative value for vmodule level')
  }
  return text
}
