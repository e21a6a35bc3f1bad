export interface Suggestion {
  name: string
  /** What it is for, where that is known. */
  about?: string
}

export interface Completion {
  found: Suggestion[]
  /** What the shell is told to do with them; cobra's bits, none of them for file names where nothing was found. */
  directive: number
}

/** Add no blank behind the word. */
export const noSpace = 2
/** File names will not do. */
export const noFiles = 4
/** What was found are extensions of the files that will do. */
export const fileExtensions = 8

export const named = (names: readonly string[], directive = noFiles): Completion => ({
  found: names.map(name => ({name})),
  directive,
})

/** cobra's words for a directive, for those who debug completion. */
export function directiveNames(directive: number): string {
  const names = [
    ...(directive & noSpace ? ['ShellCompDirectiveNoSpace'] : []),
    ...(directive & noFiles ? ['ShellCompDirectiveNoFileComp'] : []),
    ...(directive & fileExtensions ? ['ShellCompDirectiveFilterFileExt'] : []),
  ]
  return names.join(', ') || 'ShellCompDirectiveDefault'
}
