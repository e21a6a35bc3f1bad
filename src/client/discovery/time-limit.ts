/** How long a server may take over a question of discovery, as it is told. */
export const timeLimit = '?timeout=32s'
