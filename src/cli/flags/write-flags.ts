import {bool, duration, type Flag, int, string} from './flag.ts'

/** Whether anything is really written. */
export const dryRunFlag = {
  'dry-run': string({
    default: 'none',
    bare: 'unchanged',
    usage:
      'Must be "none", "server" or "client". With client only print what would be sent; with server send it, but have nothing stored.',
  }),
}

/** Who owns the fields that are written. */
export const fieldManagerFlag = (manager: string): {'field-manager': Flag<string>} => ({
  'field-manager': string({default: manager, usage: 'Name under which the written fields are owned.'}),
})

/** How strictly the server checks fields. */
export const validateFlag = {
  validate: string({
    default: 'strict',
    bare: 'strict',
    usage: 'Must be strict (or true), warn, or ignore (or false): what to do about unknown and repeated fields.',
  }),
}

/** Remember what was applied. */
export const saveConfigFlag = {
  'save-config': bool({usage: "Save the configuration in the object's annotation, for a later apply."}),
}

/** How objects are deleted on the way. */
export const deletionFlags = {
  cascade: string({
    default: 'background',
    bare: 'background',
    usage: 'Must be "background", "orphan" or "foreground": what becomes of dependents.',
  }),
  force: bool({usage: 'Delete at once, without waiting for a graceful end. May lose data.'}),
  'grace-period': int({
    default: -1,
    usage: 'Seconds for a graceful end; negative leaves it to the object, 1 is at once, 0 goes only with --force.',
  }),
  timeout: duration({usage: 'How long to wait for a deletion; zero derives it from the size of the object.'}),
}
