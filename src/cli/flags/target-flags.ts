import {bool, int, string, stringSlice} from './flag.ts'

/** Objects that files describe. */
export const fileFlags = {
  filename: stringSlice({short: 'f', usage: 'File, folder or URL of manifests; - is the standard input.'}),
  kustomize: string({short: 'k', usage: 'Folder of a kustomization to build; cannot go together with -f or -R.'}),
  recursive: bool({short: 'R', usage: 'Also use the folders within the folder that -f names.'}),
}

/** Objects that carry labels. */
export const selectorFlag = {
  selector: string({
    short: 'l',
    usage:
      "Label query: '=', '==', '!=', 'in', 'notin' (such as -l key1=value1,key2=value2,key3 in (value3)). Objects match that satisfy all of it.",
  }),
}

/** Objects that have fields of certain values. */
export const fieldSelectorFlag = {
  'field-selector': string({
    usage:
      "Field query: '=', '==' and '!=' (such as --field-selector key1=value1,key2=value2). Each type supports only a few fields.",
  }),
}

export const allNamespacesFlag = {
  'all-namespaces': bool({short: 'A', usage: 'Across all namespaces, whatever --namespace says.'}),
}

export const allFlag = {all: bool({usage: 'Every object of the given types in the namespace.'})}

export const chunkSizeFlag = {
  'chunk-size': int({default: 500, usage: 'Fetch long lists in pieces of this many; 0 fetches them whole.'}),
}
