/** YAML as Kubernetes reads and writes it (sigs.k8s.io/yaml over go-yaml v2). */
export {looksLikeJson, splitJsonDocuments, splitYamlDocuments} from './documents.ts'
export {parseYaml, parseYamlStrictly, type StrictYaml, yamlUnmarshalError} from './parse.ts'
export {needsQuotes, resolveScalar} from './resolve.ts'
export {stringifyYaml} from './stringify.ts'
export {YamlError} from './yaml-error.ts'
