/** What executables of images begin with; for the interpreter, the command that runs them. */
export const elf = '\u007fELF'

/** An executable as the interpreter runs it: with its own path and its arguments. */
export const executableText = (path: string): string => `${elf} ${path} "$@"\n`
