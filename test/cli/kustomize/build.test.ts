import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import type {CliContext} from '../../../src/cli/cli-context.ts'
import {buildKustomization} from '../../../src/cli/kustomize/build.ts'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "nginx:1", envFrom: [{configMapRef: {name: cfg}}]}]}
`
const base = {
  'base/web.yaml': deployment,
  'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: cfg, literals: [a=1]}]\n',
}
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa}\n'

/** Folders by what is in them, and a text of what `kustomize build top` prints; as kustomize 5.7.1 prints it. */
const cases: {name: string; files: Record<string, string>; prints: string[]}[] = [
  {
    name: 'names follow a prefix and the hash of a generated ConfigMap',
    files: {...base, 'top/kustomization.yaml': 'namePrefix: p-\nresources: [../base]\n'},
    prints: ['  name: p-cfg-h29d89cmmt\n', '            name: p-cfg-h29d89cmmt\n', '  name: p-web\n'],
  },
  {
    name: 'fields are known in small letters, too',
    files: {...base, 'top/kustomization.yaml': 'nameprefix: p-\nresources: [../base]\n'},
    prints: ['  name: p-web\n'],
  },
  {
    name: 'a component merges into what its parent generated',
    files: {
      'top/kustomization.yaml': 'configMapGenerator: [{name: cfg, literals: [a=1]}]\ncomponents: [../extra]\n',
      'extra/kustomization.yaml':
        'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nconfigMapGenerator: [{name: cfg, behavior: merge, literals: [b=2]}]\n',
    },
    prints: ['data:\n  a: "1"\n  b: "2"\n'],
  },
  {
    name: 'replacements make the next item of a list',
    files: {
      ...base,
      'top/kustomization.yaml': `resources: [../base]
replacements:
- source: {kind: Deployment, fieldPath: spec.replicas}
  targets: [{select: {kind: Deployment}, fieldPaths: ["spec.template.spec.containers.0.ports.0.containerPort"], options: {create: true}}]
`,
    },
    prints: ['        ports:\n        - containerPort: 2\n'],
  },
  {
    name: 'replacements make fields, and change a part of one',
    files: {
      ...base,
      'top/kustomization.yaml': `resources: [../base]
replacements:
- source: {kind: Deployment, fieldPath: spec.replicas}
  targets:
  - {select: {kind: Deployment}, fieldPaths: [metadata.annotations.count], options: {create: true}}
- source: {kind: Deployment}
  targets:
  - {select: {kind: Deployment}, fieldPaths: ["spec.template.spec.containers.[name=c].image"], options: {delimiter: ":", index: 1}}
`,
    },
    prints: ['    count: "2"\n', 'image: nginx:web\n'],
  },
  {
    name: 'variables stand for fields',
    files: {
      'top/kustomization.yaml': `resources: [pod.yaml]
vars: [{name: SA, objref: {apiVersion: v1, kind: ServiceAccount, name: sa}}]
nameSuffix: -x
`,
      'top/pod.yaml': `${account}---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: i, args: ["as $(SA)", "$(OTHER)"]}]}
`,
    },
    prints: ['  - args:\n    - as sa-x\n    - $(OTHER)\n'],
  },
  {
    name: 'a namespace moves subjects that move with it, and namespaces themselves',
    files: {
      'top/kustomization.yaml': 'namespace: team\nresources: [all.yaml]\n',
      'top/all.yaml': `${account}---
apiVersion: v1
kind: Namespace
metadata: {name: old}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: sa, namespace: default}, {kind: ServiceAccount, name: other, namespace: away}]
`,
    },
    prints: [
      'kind: Namespace\nmetadata:\n  name: team\n',
      'name: sa\n  namespace: team\n',
      'name: other\n  namespace: away\n',
    ],
  },
]

const errors: {name: string; files: Record<string, string>; says: string}[] = [
  {
    name: 'the same object twice',
    files: {...base, 'top/kustomization.yaml': 'resources: [../base, ../base]\n'},
    says: "accumulating resources: accumulation err='accumulating resources from '../base': 'FOLDER/base' must resolve to a file': recursed merging from path 'FOLDER/base': may not add resource with an already registered id: Deployment.v1.apps/web.[noNs]",
  },
  {
    name: 'a folder that leads to itself',
    files: {'top/kustomization.yaml': 'resources: [../top]\n'},
    says: "accumulating resources: accumulation err='accumulating resources from '../top': 'FOLDER/top' must resolve to a file': cycle detected: candidate root 'FOLDER/top' contains visited root 'FOLDER/top'",
  },
  {
    name: 'a file from outside',
    files: {...base, 'top/kustomization.yaml': 'resources: [../base/web.yaml]\n'},
    says: "accumulating resources: accumulation err='accumulating resources from '../base/web.yaml': security; file 'FOLDER/base/web.yaml' is not in or below 'FOLDER/top'': must build at directory: 'FOLDER/base/web.yaml': file is not directory",
  },
  {
    name: 'a patch for nobody',
    files: {
      ...base,
      'top/kustomization.yaml':
        'resources: [../base]\npatches: [{patch: "{apiVersion: v1, kind: Pod, metadata: {name: x}}"}]\n',
    },
    says: 'no resource matches strategic merge patch "Pod.v1.[noGrp]/x.[noNs]": no matches for Id Pod.v1.[noGrp]/x.[noNs]; failed to find unique target for patch Pod.v1.[noGrp]/x.[noNs]',
  },
]

describe('building a kustomization', () => {
  let folder: string
  const context = () => ({cwd: folder, stderr: {write: () => true}}) as unknown as CliContext

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kustomize-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const write = (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), {recursive: true})
      writeFileSync(join(folder, path), content)
    }
  }

  for (const {name, files, prints} of cases)
    it(name, async () => {
      write(files)

      const text = await buildKustomization('top', context())

      for (const part of prints) assert.ok(text.includes(part), text)
    })

  for (const {name, files, says} of errors)
    it(`fails for ${name}`, async () => {
      write(files)

      await assert.rejects(buildKustomization('top', context()), ({message}: Error) => {
        assert.equal(message.replaceAll(folder, 'FOLDER'), says)
        return true
      })
    })
})
