const control = /[\u001b]/g

/** Keeps text that came from a server from steering the terminal: escape characters are shown, not sent. */
export const escapeTerminal = (text: string): string => text.replace(control, '^[')
